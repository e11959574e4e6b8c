"""`consult agenda`: what is left before the report of a reading may be issued."""

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from cli.application import actor, now, run
from cli.argument import bill_argument, reading_argument
from cli.command import command, json_option
from cli.text import _, say

if TYPE_CHECKING:
    from consult.config import Settings
    from consult.services.rounds.agenda import Agenda, Line
    from consult.services.rounds.service_level import Level, ServiceLevel, Standing


@command(
    "agenda",
    help=_("报告以前还要做什么：每一项的数目、意思、拦不拦报告，和办理时效。"),
    example="consult agenda yunchuan-dogs 1\nconsult agenda yunchuan-dogs 1 --json",
)
@bill_argument()
@reading_argument()
@json_option()
def agenda(slug: str, reading: int, as_json: bool) -> None:
    """Say what is left on reading `reading` of `slug`."""
    from cli.output import emit_json

    found, level = run(lambda settings: _look(settings, slug, reading))
    if as_json:
        emit_json(_data(found, level))
        return
    told = {"all": len(found.lines), "done": found.done, "left": found.left}
    click.echo(say("{all} 项里办完 {done} 项，还有 {left} 项", **told))
    for line in found.lines:
        if line.open:
            click.echo(_sentence(line))
    if level:
        for standing in (level.body, *level.departments):
            _tell(standing)


async def _look(
    settings: "Settings", slug: str, reading: int
) -> "tuple[Agenda, ServiceLevel | None]":
    from consult.services.rounds import agenda as service
    from consult.services.rounds.service_level import service_level

    found = await service.agenda(actor(), settings, now(), slug, reading)
    if found.view.round is None:
        return found, None
    return found, await service_level(actor(), settings, now(), slug, reading)


def _sentence(line: "Line") -> str:
    mark = click.style("✗", fg="red") if line.stops.value == "report" else "·"
    due = f" {say('应在{day}以前', day=line.due)}" if line.due else ""
    late = _("，已过期") if line.late else ""
    return f"{mark} {line.count:>6,}  {_(line.told.title.message)}{due}{late}"


def _tell(standing: "Standing") -> None:
    name = standing.name or _("没有主办部门的条")
    for what, level in ((_("意见"), standing.opinions), (_("疑问"), standing.questions)):
        if level.received:
            click.echo(
                say(
                    "{name} {what}：收到{received}，已答复{answered}，按时{in_time}，超期{late}",
                    name=name,
                    what=what,
                    received=level.received,
                    answered=level.answered,
                    in_time=level.in_time,
                    late=level.late,
                )
            )


def _data(found: "Agenda", level: "ServiceLevel | None") -> dict[str, Any]:
    slug, reading = found.bill.slug, found.view.reading
    return {
        "done": found.done,
        "left": found.left,
        "blocked": found.blocked,
        "lines": [
            {
                "task": line.task.value,
                "title": _(line.told.title.message),
                "meaning": _(line.told.meaning.message),
                "count": line.count,
                "mine": line.mine,
                "stops": line.stops.value,
                "due": _day(line.due),
                "late": line.late,
                "path": "/" + "/".join(line.path(slug, reading)),
            }
            for line in found.lines
        ],
        "level": [_standing(one) for one in (level.body, *level.departments)] if level else [],
    }


def _standing(one: "Standing") -> dict[str, Any]:
    return {
        "name": one.name,
        "opinions": _level(one.opinions),
        "questions": _level(one.questions),
    }


def _level(one: "Level") -> dict[str, Any]:
    names = ("received", "answered", "in_time", "late", "median")
    return {name: getattr(one, name) for name in names}


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
