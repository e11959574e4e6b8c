"""`consult migrate`: bring the tables up to date."""

import asyncio

import click

from cli.command import command
from cli.text import _, say


@command(
    "migrate",
    help=_("把数据库的表升级到与程序一致。可以重复运行；只增不删。"),
    example="consult migrate",
)
def migrate() -> None:
    """Apply the migrations that are not applied yet."""
    from consult.config import load

    applied = asyncio.run(upgrade(load().database_url))
    if applied:
        click.echo(say("数据库已升级：应用了 {n} 项变更。", n=applied))
    else:
        click.echo(_("数据库已经是最新的。"))


async def upgrade(url: str) -> int:
    """Bring the database at `url` up to date; how many migrations that took."""
    from consult.services.records import schema

    async with schema.database(url):
        return await schema.migrate()
