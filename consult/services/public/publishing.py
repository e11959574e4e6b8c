"""发布通报: the notice of a round's results, published for good as it was looked at.

What is published is a snapshot of the review report's public edition, with a line a comment, so
that every figure leads to the list it was counted from whatever changes later. Publishing again
makes a new version; the earlier ones stay.
"""

import datetime as dt

import msgspec

from consult.config import Settings
from consult.engine import bulk_insert, write_tx
from consult.errors import Conflict
from consult.permissions import Actor, require
from consult.services.public import preparing
from consult.services.records import audit, find
from consult.tables import Results, ResultsLine
from reports.notice import Line

_COLUMNS = (
    *("results", "place", "comment", "cluster", "article", "kind", "channel", "outcome"),
    *("group_outcome", "answer", "submission", "person", "answered"),
)


class NotReady(Conflict):
    """The notice cannot be published yet; the sentence says what is missing."""


class Published(msgspec.Struct, frozen=True):
    """What was published."""

    version: int
    comments: int
    ongoing: bool


async def publish(
    actor: Actor,
    settings: Settings,
    now: dt.datetime,
    *,
    slug: str,
    reading: int,
    seen: str | None = None,
) -> Published:
    """Publish the notice of a round as a new version; 阶段性 while it is open.

    `seen` is the digest of what was looked at. Raises NotReady with all that is missing, Conflict
    when something has changed since it was looked at or nothing has since the last version.
    """
    require(actor, "results.publish")
    if seen is None:
        ready = await preparing.make(actor, settings, now, slug=slug, reading=reading)
    else:
        looked = await preparing.look(actor, settings, now, slug=slug, reading=reading)
        if looked is None:
            raise Conflict("您看过预览以后，内容又有变化。请看过现在的预览再发布。")
        ready = looked
    if ready.missing or ready.notice is None:
        raise NotReady(
            "还不能发布通报：{missing}", missing=" ".join(str(one) for one in ready.missing)
        )
    if seen is not None and seen != ready.digest:
        raise Conflict("您看过预览以后，内容又有变化。请看过现在的预览再发布。")
    _, round_ = await find.round_row(slug, reading)
    async with write_tx(Results, alone=True):
        await find.lock_round(round_["id"])
        last = await preparing.last_of(round_["id"])
        if last is not None and last["version"] >= ready.version:
            raise Conflict("刚刚有人发布了通报。请看过那一版再决定要不要再发布。")
        if await preparing.state_of(round_["id"], slug, reading, now) != ready.state:
            raise Conflict("刚刚有人改了数据。请看过现在的预览再发布。")
        row = Results(
            round=round_["id"],
            version=ready.version,
            notice=msgspec.json.encode(ready.notice).decode(),
            digest=ready.digest,
            report=ready.paper,
            published_by=actor.name,
            published_at=now,
        )
        made = await Results.insert(row)
        await bulk_insert(ResultsLine, _COLUMNS, _rows(int(made[0]["id"]), ready.lines()))
        await audit.append(
            *(actor, now, "results.publish", f"{slug}/{reading}"),
            version=ready.version,
            digest=ready.digest,
            ongoing=ready.notice.ongoing,
        )
    return Published(ready.version, ready.notice.figures.comments, ready.notice.ongoing)


def _rows(results: int, lines: tuple[Line, ...]) -> list[tuple[object, ...]]:
    return [
        (
            *(results, place, int(line.comment), int(line.cluster), line.article or ""),
            *(line.kind.value, line.channel.value, line.outcome.value if line.outcome else ""),
            *(line.of_cluster.value if line.of_cluster else "", line.answer),
            *(line.submission, line.person, line.answered),
        )
        for place, line in enumerate(lines, start=1)
    ]
