"""`consult diff`: what changed between two drafts, article by article."""

from collections import Counter
from typing import TYPE_CHECKING

import click

from cli.argument import file_argument
from cli.command import command, json_option
from cli.failure import Misused
from cli.text import _

if TYPE_CHECKING:
    from drafts.model import Draft, Row

WORDS = {
    "same": _("未改"),
    "renumbered": _("改条号"),
    "changed": _("改文字"),
    "moved": _("移动"),
    "split": _("拆分"),
    "merged": _("合并"),
    "added": _("新增"),
    "removed": _("删去"),
}


@command(
    "diff",
    help=_("逐条比较前后两份草案：哪条未改、改了条号、改了文字、移动、拆分、合并、新增、删去。"),
    example=_("consult diff 一审稿.md 二审稿.md\nconsult diff 一审稿.md 二审稿.md --json"),
)
@file_argument("old", _("旧稿"))
@file_argument("new", _("新稿"))
@json_option()
def diff(old: str, new: str, as_json: bool) -> None:
    """Print how the articles of `old` became those of `new`."""
    from cli import source
    from cli.output import emit_json
    from drafts import diff as comparison
    from drafts import reader, splitter

    if old == new == source.STDIN:
        raise Misused(_("标准输入只能读一次：旧稿和新稿不能都写 -。"))
    before, after = (splitter.split(reader.read(*source.read(path))) for path in (old, new))
    rows = comparison.compare(before, after)
    if as_json:
        emit_json(comparison.to_json(rows))
        return
    labels = _labels(before), _labels(after)
    for row in rows:
        _print(row, *labels)
    counts = Counter(row.change.value for row in rows)
    click.echo("  ".join(f"{word} {counts[change]}" for change, word in WORDS.items()))


def _labels(draft: "Draft") -> dict[str, str]:
    """What each article is called."""
    return {unit.address: unit.label or unit.address for unit in draft.articles()}


def _print(row: "Row", before: dict[str, str], after: dict[str, str]) -> None:
    old = before.get(row.old or "", "—")
    new = after.get(row.new or "", "—")
    sure = "" if row.status.value == "automatic" else _("（待确认）")
    click.echo(f"{old} → {new}  {WORDS[row.change.value]}{sure}")
    if row.change.value not in {"same", "renumbered"}:
        click.echo("    " + "".join(_marked(op.value, text) for op, text in row.ops))


def _marked(op: str, text: str) -> str:
    """A step of a diff; colour on a terminal, brackets where there is none."""
    text = text.replace("\n", " ")
    if op == "=":
        return text
    return click.style(f"[{op}{text}{op}]", fg="red" if op == "-" else "green")
