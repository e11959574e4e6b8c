"""`consult body`: the organs and what stands above them."""

import click

from cli.application import actor, now, run
from cli.argument import Word
from cli.command import Group, command, json_option
from cli.text import _, say

LEVEL = Word(["province", "city", "county"])


@command(
    "add",
    help=_("增加一个机关，可以同时写明级别、上级和它的部门。"),
    example=_("consult body add 云川市人大常委会 --level city --department 法制工作委员会"),
)
@click.argument("name", metavar=_("名称").upper())
@click.option("--level", type=LEVEL, help=_("province 省级、city 市级、county 县级"))
@click.option("--parent", metavar=_("机关").upper(), help=_("上级机关的名称"))
@click.option("--department", multiple=True, metavar=_("部门").upper(), help=_("部门，可以写几次"))
def add(name: str, level: str | None, parent: str | None, department: tuple[str, ...]) -> None:
    """Make the organ `name`."""
    run(lambda _settings: _add(name, level or "", parent, department))
    click.echo(say("已增加机关“{name}”。", name=name))


async def _add(name: str, level: str, parent: str | None, departments: tuple[str, ...]) -> None:
    from consult.services.people import organ

    above = await organ.find_body(parent) if parent else None
    made = await organ.add_body(actor(), now(), name=name, level=level, parent=above)
    for one in departments:
        await organ.add_department(actor(), now(), made, name=one)


@command("list", help=_("列出机关和它们的部门。"), example="consult body list --json")
@json_option()
def list_(as_json: bool) -> None:
    """Print every organ."""
    from cli.output import emit_json, table
    from consult.services.people import organ

    bodies = run(lambda _settings: organ.list_bodies(actor()))
    if as_json:
        emit_json(bodies)
        return
    rows = [
        (
            "　" * one.depth + one.name,
            _(organ.LEVEL_NAMES[one.level]) if one.level else "",
            "、".join(section.name for section in one.departments),
            str(one.accounts),
        )
        for one in bodies
    ]
    table((_("机关"), _("级别"), _("部门"), _("账号")), rows)


body = Group(
    "body",
    help=_("管理机关和部门。"),
    example=_("consult body add 云川市人大常委会 --level city\nconsult body list"),
    commands=[add, list_],
    sections={_("命令"): ["add", "list"]},
)
