"""`consult verify`: is the audit chain whole, do the tables hold what it recorded; is a report what
the records say?"""

from typing import TYPE_CHECKING

import click

from cli.application import actor, run
from cli.command import command, json_option
from cli.progress import progress
from cli.text import _, say
from consult.errors import Conflict

if TYPE_CHECKING:
    from consult.services.papers.sealing import Verdict
    from consult.services.records.audit import AuditCheck


@command(
    "verify",
    help=_(
        "核对操作记录的哈希链，并核对意见、草案、处理情况等每一行是否和当时记录的一样，说出被改过、"
        "删过、插过的是哪一行；给出一份报告时，用现在的数据重新生成它，核对是否逐字节相同。"
        "有问题时退出状态为 1。"
    ),
    example=_("consult verify\nconsult verify 报告.pdf\nconsult verify --json"),
)
@click.argument("report", required=False, metavar=_("[报告]"))
@json_option()
def verify(report: str | None, as_json: bool) -> None:
    """Recompute the audit chain, or the report at `report`, and say what does not fit."""
    if report is None:
        _chain(as_json)
    else:
        _report(report, as_json)


def _chain(as_json: bool) -> None:
    from cli.output import emit_json
    from consult.services.records import audit, words

    check = run(lambda _settings: audit.verify(actor()))
    if as_json:
        emit_json(check)
    elif not check.whole:
        for bad in check.bad:
            sentence, values = words.told(bad)
            click.echo(say(sentence, **values))
    if not check.whole:
        raise _broken(check)
    if not as_json:
        click.echo(say("操作记录完整：共 {n} 条，链尾 {head}", n=check.entries, head=check.head))
        click.echo(say("{n} 行数据与记录一致。", n=check.rows))


def _broken(check: "AuditCheck") -> Conflict:
    if check.first_bad is not None:
        return Conflict(
            "操作记录从第 {n} 条起对不上：数据库被改动过，请用备份核对。", n=check.first_bad
        )
    if check.wrong:
        return Conflict("有 {n} 处数据与记录的不同：数据库被改动过，请用备份核对。", n=check.wrong)
    return Conflict(
        "数据的封记从第 {n} 条起对不上：数据库被改动过，请用备份核对。", n=check.first_bad_seal
    )


def _report(path: str, as_json: bool) -> None:
    from cli import source
    from cli.output import emit_json
    from consult.services.papers.sealing import verify_report

    data, _name = source.read(path)
    with progress(_("核对报告")) as step:
        verdict = run(lambda settings: verify_report(actor(), settings, data, progress=step))
    if as_json:
        emit_json(verdict)
    if not verdict.same:
        raise _refusal(verdict)
    if not as_json:
        click.echo(say("核对一致：用现在的数据重新生成，与这份报告逐字节相同。"))


def _refusal(verdict: "Verdict") -> Conflict:
    if verdict.data:
        changed = "、".join(verdict.data)
        return Conflict("这份报告所依据的数据与现在的不同：{what}。", what=changed)
    if verdict.programs:
        return Conflict(
            "数据一致，但程序版本不同（{programs}），重新生成的文件有差别：{where}。",
            programs="；".join(verdict.programs),
            where="、".join(verdict.pages[:20]),
        )
    return Conflict(
        "数据一致，但文件被改动过，有差别的地方：{where}。", where="、".join(verdict.pages[:20])
    )
