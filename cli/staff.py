"""`consult staff`: the accounts of staff, committee members and administrators."""

from typing import TYPE_CHECKING

import click

from cli import password
from cli.application import actor, now, run
from cli.argument import Word
from cli.command import Group, command, json_option
from cli.text import _, say
from consult.permissions import ACCOUNT_ROLES, ROLE_NAMES, Role

if TYPE_CHECKING:
    from consult.services.people.account import AccountView

ROLE = Word([role.value for role in ACCOUNT_ROLES])
LOGIN = _("登录名").upper()


@command(
    "add",
    help=_("新建账号。在终端上询问密码，不在终端上则生成一个并打印。"),
    example=_(
        "consult staff add zhoumin --name 周敏 --role staff\n"
        "consult staff add lin --name 林一 --role clerk --body 云川市人大常委会"
    ),
)
@click.argument("login", metavar=LOGIN)
@click.option("--name", required=True, metavar=_("姓名").upper(), help=_("姓名，写入操作记录"))
@click.option(
    "--role",
    type=ROLE,
    default="staff",
    metavar=_("角色").upper(),
    help=_(
        "clerk 收件员、moderator 审核员、analyst 整理员、decider 决定人、"
        "staff 工作人员（默认，以上都做）、department 部门联系人、committee 委员、"
        "auditor 审计员、administrator 管理员"
    ),
)
@click.option("--body", metavar=_("机关").upper(), help=_("只看、只办这个机关的；不写就是全站"))
@click.option("--department", metavar=_("部门").upper(), help=_("机关里的部门"))
def add(login: str, name: str, role: str, body: str | None, department: str | None) -> None:
    """Make the account `login`."""
    word, made = password.new(login)
    done = run(lambda _settings: _add(login, name, Role(role), word, (body, department)))
    _tell(done, say("已新建账号 {login}。", login=login))
    if made:
        password.show(word)


async def _add(
    login: str, name: str, role: Role, word: str, place: tuple[str | None, str | None]
) -> "AccountView":
    from consult.services.people import account, organ

    body = await organ.find_body(place[0]) if place[0] else None
    return await account.add_account(
        *(actor(), now()),
        login=login,
        name=name,
        role=role,
        password=word,
        body=body,
        department=await organ.find_department(body, place[1]) if place[1] else None,
    )


def _tell(done: "AccountView", sentence: str) -> None:
    """Say what was done, or that another administrator has to agree first."""
    waits = say("已提出。账号 {login} 要另一位管理员同意以后才会改变。", login=done.login)
    click.echo(waits if done.waits else sentence)


@command(
    "disable",
    help=_("停用账号，并使其登录立即失效。记录保留。"),
    example="consult staff disable zhoumin",
)
@click.argument("login", metavar=LOGIN)
def disable(login: str) -> None:
    """Disable the account `login`."""
    from consult.services.people import account

    done = run(lambda _settings: account.disable_account(actor(), now(), login))
    _tell(done, say("已停用账号 {login}。", login=login))


@command("reset", help=_("重设密码。"), example="consult staff reset zhoumin")
@click.argument("login", metavar=LOGIN)
def reset(login: str) -> None:
    """Give the account `login` a new password."""
    from consult.services.people import account

    word, made = password.new(login)
    done = run(lambda _settings: account.reset_password(actor(), now(), login, word))
    _tell(done, say("已重设 {login} 的密码。", login=login))
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

    done = run(lambda _settings: account.reset_factor(actor(), now(), login))
    _tell(done, say("已重置 {login} 的两步验证。", login=login))


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
    rows = [
        (
            *(one.login, one.name, _(ROLE_NAMES[one.role])),
            " ".join(part for part in (one.organ, one.section) if part) or _("全站"),
            _("停用") if one.disabled else _("可用"),
        )
        for one in accounts
    ]
    table((_("登录名"), _("姓名"), _("角色"), _("机关"), _("状态")), rows)


staff = Group(
    "staff",
    help=_("管理工作人员、委员和管理员的账号。"),
    example=_("consult staff add zhoumin --name 周敏 --role staff\nconsult staff list"),
    commands=[add, disable, reset, totp_reset, list_],
    sections={_("命令"): ["add", "disable", "reset", "totp-reset", "list"]},
)
