"""`consult init`: everything a new installation needs, once."""

import asyncio

import click

from cli import password
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
    example=_("consult init\nconsult init --login zhoumin --name 周敏"),
)
@click.option(
    "--login", default="admin", metavar=_("登录名").upper(), help=_("管理员的登录名，默认 admin")
)
@click.option("--name", default=_("管理员"), metavar=_("姓名").upper(), help=_("管理员的姓名"))
def init(login: str, name: str) -> None:
    """Make the data folder, the secret key, the tables and the first administrator."""
    from consult.config import load, with_secret

    settings = with_secret(load())
    asyncio.run(upgrade(settings.database_url))
    click.echo(say("数据目录：{path}", path=settings.data_dir))
    click.echo(say("数据库：{url}", url=without_password(settings.database_url)))
    if _administrators():
        click.echo(_("已有管理员，没有新建账号。"))
        return
    word, made = password.new(login)
    _add(login, name, word)
    click.echo(say("管理员：{login}", login=login))
    if made:
        password.show(word)
    click.echo(_("接下来：consult serve"))


def _administrators() -> bool:
    from consult.permissions import Role
    from consult.services.people import account

    accounts = run(lambda _settings: account.list_accounts(actor()))
    return any(one.role == Role.ADMINISTRATOR and not one.disabled for one in accounts)


def _add(login: str, name: str, word: str) -> None:
    from consult.permissions import Role
    from consult.services.people import account

    run(
        lambda _settings: account.add_account(
            actor(), now(), login=login, name=name, role=Role.ADMINISTRATOR, password=word
        )
    )


def without_password(url: str) -> str:
    """A database address that may be shown: sqlite as it is, a server without its user."""
    scheme, _slashes, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"
