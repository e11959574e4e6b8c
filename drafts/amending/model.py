"""The shapes of an amendment decision: places, instructions, and what became of them."""

from enum import StrEnum

import msgspec

from drafts.model import Kind
from drafts.numerals import HIGHEST, article_label, to_chinese

Number = tuple[int, int]
"""第十二条之一 is (12, 1), 第十二条 (12, 0)."""

UNIT_NAMES = {
    Kind.PART: "编",
    Kind.SUBPART: "分编",
    Kind.CHAPTER: "章",
    Kind.SECTION: "节",
    Kind.HEADING: "部分",
    Kind.ARTICLE: "条",
    Kind.PARAGRAPH: "款",
    Kind.ITEM: "项",
    Kind.SUBITEM: "目",
}


class Verb(StrEnum):
    """What an instruction does."""

    REPLACE = "replace"
    DELETE = "delete"
    ADD = "add"
    RENUMBER = "renumber"
    MERGE = "merge"
    SPLIT = "split"
    MOVE = "move"
    SUBSTITUTE = "substitute"
    CUT = "cut"
    INSERT = "insert"
    ORDER = "order"
    UNREAD = "unread"


class Where(StrEnum):
    """On which side of its place something is added."""

    INSIDE = "inside"
    BEFORE = "before"
    AFTER = "after"
    START = "start"
    END = "end"


class Named(StrEnum):
    """The parts of a law that have a name instead of a number."""

    TITLE = "title"
    PREAMBLE = "preamble"
    PASSAGE = "passage"
    ANNEX = "annex"


class Place(msgspec.Struct, frozen=True):
    """A place as an instruction writes it. `heading` is the name of a division, not its articles.

    `index` counts the 自然段 of a preamble or of a text without articles, and annexes.
    """

    article: Number | None = None
    paragraph: int | None = None
    item: int | None = None
    subitem: int | None = None
    division: tuple[tuple[Kind, Number], ...] = ()
    named: Named | None = None
    index: int | None = None
    heading: bool = False

    @property
    def kind(self) -> Kind:
        """The kind of unit the place names."""
        if self.subitem is not None:
            return Kind.SUBITEM
        if self.item is not None:
            return Kind.ITEM
        if self.paragraph is not None:
            return Kind.PARAGRAPH
        if self.article is not None:
            return Kind.ARTICLE
        return self.division[-1][0] if self.division else Kind.TEXT

    @property
    def number(self) -> Number:
        """The number of the unit named, in its own row; (0, 0) where it has none."""
        for one in (self.subitem, self.item, self.paragraph):
            if one is not None:
                return one, 0
        if self.article is not None:
            return self.article
        return self.division[-1][1] if self.division else (self.index or 0, 0)

    def label(self) -> str:
        """The place in words: 第十二条第二款第三项."""
        words = "".join(_ordinal(number, UNIT_NAMES[kind]) for kind, number in self.division)
        if self.named:
            words += {"title": "名称", "preamble": "引言", "passage": "正文", "annex": "附件"}[
                self.named
            ]
            return words + (f"第{self.index}段" if self.index else "")
        words += article_label(self.article) if self.article else ""
        for number, name in ((self.paragraph, "款"), (self.item, "项"), (self.subitem, "目")):
            words += _ordinal((number, 0), name) if number is not None else ""
        return words + ("的名称" if self.heading else "")


def _ordinal(number: Number, name: str) -> str:
    base = to_chinese(number[0]) if 1 <= number[0] <= HIGHEST else str(number[0])
    return f"第{base}{name}" + (f"之{to_chinese(number[1])}" if number[1] else "")


class Instruction(msgspec.Struct, frozen=True):
    """One thing an amendment says to do; `[start, end)` is its sentence in the amendment.

    `targets` are in the numbers of the old law, `goals` (改为, 作为) in those of the new one.
    `words` are the quoted words it looks for, `texts` the quoted text it puts there. `entry` is
    which numbered entry it stands in; `law` the law it speaks of, as written. An instruction
    that could not be read has the verb `unread` and a `reason`.
    """

    start: int
    end: int
    text: str
    verb: Verb
    entry: int = 0
    label: str | None = None
    law: str | None = None
    targets: tuple[Place, ...] = ()
    goals: tuple[Place, ...] = ()
    words: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    where: Where = Where.INSIDE
    everywhere: bool = False
    count: int | None = None
    unit: Kind | None = None
    reason: str | None = None


class AmendRow(msgspec.Struct, frozen=True):
    """One row of the comparison table: an old text, a new one, and the sentences that say so.

    `note` is what a person should look at.
    """

    old: str | None
    new: str | None
    instruction: str
    old_address: str | None = None
    new_address: str | None = None
    note: str | None = None


class Failed(msgspec.Struct, frozen=True):
    """An instruction that was not carried out, and why."""

    instruction: str
    reason: str


class Applied(msgspec.Struct, frozen=True):
    """The consolidated text, the comparison, and what could not be done.

    `links` pair the address of every old article that lives on with the one that holds its words
    now: of two merged articles both, of a split one all.
    """

    text: str
    rows: tuple[AmendRow, ...]
    failed: tuple[Failed, ...]
    links: tuple[tuple[str, str], ...] = ()


class CannotApply(ValueError):
    """Why an instruction cannot be carried out, in one plain sentence."""
