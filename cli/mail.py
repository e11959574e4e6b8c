"""`consult mail`: telling people by mail what became of their comments."""

import click

from cli.application import actor, now, run
from cli.command import Group, command
from cli.text import _, say


@command(
    "send",
    help=_(
        "给留了邮箱的人发信：意见有了处理结果，或者下一稿公布了。请定时运行；没有发成的下次再发。"
    ),
    example="consult mail send",
)
def send() -> None:
    """Send what is due."""
    from consult.config import with_secret
    from consult.services.mailing import outbox

    told = run(lambda settings: outbox.send(actor(), now(), with_secret(settings)))
    click.echo(
        say("发出 {sent} 封，{failed} 封没有发成，以后再发。", sent=told.sent, failed=told.failed)
    )


mail = Group(
    "mail",
    help=_("邮件：告诉留了邮箱的人，他们的意见到哪一步了。"),
    example="consult mail send",
    sections={_("命令"): ["send"]},
    commands=[send],
)
