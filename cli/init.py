"""`consult init`: everything a new installation needs, once."""

import asyncio
import secrets
import sys

import click

from cli.application import actor, now, run
from cli.command import command
from cli.migrate import upgrade
from cli.text import _, say


@command(
    "init",
    help=_(
        "准备一个新系统：建数据目录、密钥和数据表，设第一位管理员。可以重复运行，已有的不会改动。"
        "在终端上会询问管理员密码；不在终端上则生成一个并打印。"
    ),
    example="consult init\nconsult init --login zhoumin --name 周敏",
)
@click.option("--login", default="admin", metavar=_("登录名"), help=_("管理员的登录名，默认 admin"))
@click.option("--name", default=_("管理员"), metavar=_("姓名"), help=_("管理员的姓名"))
def init(login: str, name: str) -> None:
    """Make the data folder, the secret key, the tables and the first administrator."""
    from consult.config import load, with_secret

    settings = with_secret(load())
    asyncio.run(upgrade(settings.database_url))
    click.echo(say("数据目录：{path}", path=settings.data_dir))
    click.echo(say("数据库：{url}", url=_without_password(settings.database_url)))
    if _administrators():
        click.echo(_("已有管理员，没有新建账号。"))
        return
    password, made = first_password()
    _add(login, name, password)
    click.echo(say("管理员：{login}", login=login))
    if made:
        click.echo(say("密码：{password}（只显示这一次，请记下并在登录后修改）", password=password))
    click.echo(_("接下来：consult serve"))


def first_password() -> tuple[str, bool]:
    """A password asked for on a terminal, or a made one; and whether it was made."""
    if not sys.stdin.isatty():
        return secrets.token_urlsafe(12), True
    return click.prompt(_("管理员密码"), hide_input=True, confirmation_prompt=True, err=True), False


def _administrators() -> bool:
    from consult.permissions import Role
    from consult.services import account

    accounts = run(lambda _settings: account.list_accounts(actor()))
    return any(one.role == Role.ADMINISTRATOR and not one.disabled for one in accounts)


def _add(login: str, name: str, password: str) -> None:
    from consult.permissions import Role
    from consult.services import account

    run(
        lambda _settings: account.add_account(
            actor(), now(), login=login, name=name, role=Role.ADMINISTRATOR, password=password
        )
    )


def _without_password(url: str) -> str:
    """A database address that may be shown: sqlite as it is, a server without its user."""
    scheme, _slashes, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"
