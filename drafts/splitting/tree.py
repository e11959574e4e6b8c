"""The tree while it grows: nodes with spans; `freeze` turns them into units with addresses."""

from dataclasses import dataclass, field
from typing import Final

from drafts.model import Finding, Kind, Unit

NAMES: Final = {
    Kind.TITLE: "title",
    Kind.NOTE: "note",
    Kind.TOC: "toc",
    Kind.PREAMBLE: "preamble",
    Kind.PART: "part",
    Kind.SUBPART: "subpart",
    Kind.CHAPTER: "chp",
    Kind.SECTION: "sec",
    Kind.HEADING: "hdg",
    Kind.ARTICLE: "art",
    Kind.PARAGRAPH: "para",
    Kind.ITEM: "item",
    Kind.SUBITEM: "subitem",
    Kind.TABLE: "table",
    Kind.ANNEX: "annex",
    Kind.SIGNATURE: "sign",
    Kind.TEXT: "text",
}
MARKED: Final = {Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM}
COUNTED: Final = {Kind.PARAGRAPH, Kind.TABLE, Kind.ANNEX, Kind.TEXT}


@dataclass(slots=True)
class Node:
    """A unit without an address; `words` are its own lines, joined into `text` when frozen.

    `blank` stands between a printed mark and the words: none in Chinese, one in Latin script.
    """

    kind: Kind
    start: int
    end: int
    number: tuple[int, int] | None = None
    label: str | None = None
    heading: str | None = None
    caption: str | None = None
    words: list[str] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)
    blank: str = ""

    def whole(self) -> list[str]:
        """Every line below this node as it is read, with the marks of 款, 项 and 目.

        A Chinese 款 carries no mark (立法法 art. 65); a German Absatz carries (1).
        """
        mark = self.label if self.kind in MARKED and self.label else ""
        lines = list(self.words) or ([""] if mark else [])
        if mark:
            lines[0] = mark + (self.blank if lines[0] else "") + lines[0]
        for child in self.children:
            lines.extend(child.whole())
        return lines


class Addresses:
    """Gives every unit an address no other unit of the draft has.

    An article stands under its annex or nothing, since 条 are numbered through the whole text
    (立法法 art. 65); any other unit stands under its parent. 款, tables, annexes and loose texts
    that carry no printed number are counted. The second unit with the same address gets the
    suffix `_dup2`, the next `_dup3`.
    """

    def __init__(self) -> None:
        """Start with no address given."""
        self._given: dict[str, int] = {}
        self._counts: dict[tuple[str, Kind], int] = {}

    def give(self, node: Node, parent: str, annex: str) -> tuple[str, tuple[int, int] | None]:
        """Address and number of `node` below the address `parent`, in the annex `annex`."""
        above = annex if node.kind is Kind.ARTICLE else parent
        number = node.number
        if number is None and node.kind in COUNTED:
            number = self._count(above, node.kind)
        step = NAMES[node.kind]
        if number:
            step += f"_{number[0]}" + (f"-{number[1]}" if number[1] else "")
        address = f"{above}__{step}" if above else step
        times = self._given[address] = self._given.get(address, 0) + 1
        return address if times == 1 else f"{address}_dup{times}", number

    def _count(self, above: str, kind: Kind) -> tuple[int, int]:
        count = self._counts[above, kind] = self._counts.get((above, kind), 0) + 1
        return count, 0


def freeze(nodes: list[Node]) -> tuple[Unit, ...]:
    """Units with unique addresses, in the same shape as the nodes."""
    addresses = Addresses()
    return tuple(_freeze(node, "", "", addresses) for node in nodes)


def _freeze(node: Node, parent: str, annex: str, addresses: Addresses) -> Unit:
    address, number = addresses.give(node, parent, annex)
    below = address if node.kind is Kind.ANNEX else annex
    words = node.whole() if node.kind is Kind.ARTICLE else node.words
    return Unit(
        kind=node.kind,
        address=address,
        start=node.start,
        end=node.end,
        label=node.label,
        number=number,
        heading=node.heading,
        caption=node.caption,
        text="\n".join(line for line in words if line),
        children=tuple(_freeze(child, address, below, addresses) for child in node.children),
    )


class Findings:
    """Collects doubts; a rule that fires on every line is told once with its count."""

    LIMIT: Final = 20

    def __init__(self) -> None:
        """Start without a doubt."""
        self._found: list[Finding] = []

    def add(self, rule: str, start: int, message: str) -> None:
        """Note one doubt at a code point."""
        self._found.append(Finding(rule, start, message))

    def every(self) -> tuple[Finding, ...]:
        """All doubts in the order of the text."""
        return tuple(sorted(self._found, key=lambda one: (one.start, one.rule)))

    def told(self) -> tuple[Finding, ...]:
        """The doubts in the order of the text; beyond LIMIT of one rule, one line for the rest."""
        return self.shortened(self.every())

    @classmethod
    def shortened(cls, found: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Doubts as they are told: beyond LIMIT of one rule, one line for the rest."""
        shown: list[Finding] = []
        counts: dict[str, int] = {}
        for finding in found:
            counts[finding.rule] = counts.get(finding.rule, 0) + 1
            if counts[finding.rule] <= cls.LIMIT:
                shown.append(finding)
        for rule, count in counts.items():
            if count > cls.LIMIT:
                last = max(one.start for one in shown if one.rule == rule)
                more = f"同类问题另有{count - cls.LIMIT}处，未逐一列出，请通查全文。"
                shown.append(Finding(rule, last, more))
        return tuple(shown)
