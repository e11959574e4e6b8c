"""`consult verify`: is the audit chain whole?"""

import click

from cli.application import actor, run
from cli.command import command, json_option
from cli.text import _, say
from consult.errors import Conflict


@command(
    "verify",
    help=_("核对操作记录的哈希链：有没有被改过、删过、插过。有问题时退出状态为 1。"),
    example="consult verify\nconsult verify --json",
)
@json_option()
def verify(as_json: bool) -> None:
    """Recompute the audit chain and name the first entry that does not fit."""
    from cli.output import emit_json
    from consult.services import audit

    check = run(lambda _settings: audit.verify(actor()))
    if as_json:
        emit_json(check)
    if check.first_bad is not None:
        raise Conflict(
            "操作记录从第 {n} 条起对不上：数据库被改动过，请用备份核对。", n=check.first_bad
        )
    if not as_json:
        click.echo(say("操作记录完整：共 {n} 条，链尾 {head}", n=check.entries, head=check.head))
