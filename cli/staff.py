"""`consult staff`: the accounts of staff, committee members and administrators."""

import click

from cli import password
from cli.application import actor, now, run
from cli.argument import Word
from cli.command import Group, command, json_option
from cli.text import _, say
from consult.permissions import Role

ROLE = Word([role.value for role in Role if role is not Role.NETIZEN])
LOGIN = _("登录名").upper()


@command(
    "add",
    help=_("新建账号。在终端上询问密码，不在终端上则生成一个并打印。"),
    example=_("consult staff add zhoumin --name 周敏 --role staff"),
)
@click.argument("login", metavar=LOGIN)
@click.option("--name", required=True, metavar=_("姓名").upper(), help=_("姓名，写入操作记录"))
@click.option(
    "--role",
    type=ROLE,
    default="staff",
    metavar=_("角色").upper(),
    help=_("staff 工作人员（默认）、committee 委员、administrator 管理员"),
)
def add(login: str, name: str, role: str) -> None:
    """Make the account `login`."""
    from consult.services.people import account

    word, made = password.new(login)
    run(
        lambda _settings: account.add_account(
            actor(), now(), login=login, name=name, role=Role(role), password=word
        )
    )
    click.echo(say("已新建账号 {login}。", login=login))
    if made:
        password.show(word)


@command(
    "disable",
    help=_("停用账号，并使其登录立即失效。记录保留。"),
    example="consult staff disable zhoumin",
)
@click.argument("login", metavar=LOGIN)
def disable(login: str) -> None:
    """Disable the account `login`."""
    from consult.services.people import account

    run(lambda _settings: account.disable_account(actor(), now(), login))
    click.echo(say("已停用账号 {login}。", login=login))


@command("reset", help=_("重设密码。"), example="consult staff reset zhoumin")
@click.argument("login", metavar=LOGIN)
def reset(login: str) -> None:
    """Give the account `login` a new password."""
    from consult.services.people import account

    word, made = password.new(login)
    run(lambda _settings: account.reset_password(actor(), now(), login, word))
    click.echo(say("已重设 {login} 的密码。", login=login))
    if made:
        password.show(word)


@command(
    "totp-reset",
    help=_("重置两步验证，并使其登录立即失效。手机和恢复码都丢了的时候用。"),
    example="consult staff totp-reset zhoumin",
)
@click.argument("login", metavar=LOGIN)
def totp_reset(login: str) -> None:
    """Let the account `login` sign in without its telephone."""
    from consult.services.people import account

    run(lambda _settings: account.reset_factor(actor(), now(), login))
    click.echo(say("已重置 {login} 的两步验证。", login=login))


@command("list", help=_("列出账号。"), example="consult staff list --json")
@json_option()
def list_(as_json: bool) -> None:
    """Print every account."""
    from cli.output import emit_json, table
    from consult.services.people import account

    accounts = run(lambda _settings: account.list_accounts(actor()))
    if as_json:
        emit_json(accounts)
        return
    roles = {"staff": _("工作人员"), "committee": _("委员"), "administrator": _("管理员")}
    rows = [
        (one.login, one.name, roles[str(one.role)], _("停用") if one.disabled else _("可用"))
        for one in accounts
    ]
    table((_("登录名"), _("姓名"), _("角色"), _("状态")), rows)


staff = Group(
    "staff",
    help=_("管理工作人员、委员和管理员的账号。"),
    example=_("consult staff add zhoumin --name 周敏 --role staff\nconsult staff list"),
    commands=[add, disable, reset, totp_reset, list_],
    sections={_("命令"): ["add", "disable", "reset", "totp-reset", "list"]},
)
