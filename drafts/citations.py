"""The citations of a draft and where they lead: 本条例第十二条第二款, 前款, 第九条至第十一条.

Whose provision is meant: 本条例 or nothing is this draft; 《某法》, 刑法 or 该法 another one; what
、 和 及 与 至 join belongs to the same law. What does not lead to one place is dangling, with the
sentence that says why; nothing is guessed.
"""

from enum import StrEnum
from typing import Any, Final

import msgspec

from drafts.citing.governing import Governing
from drafts.citing.mentions import Tie
from drafts.citing.places import Places
from drafts.citing.reading import Read, Reading
from drafts.citing.resolving import Resolver
from drafts.citing.words import Words, own_words
from drafts.model import Draft, Kind
from drafts.splitting.lines import lines_of
from drafts.splitting.quotes import Quotes

SCANNED: Final = frozenset(
    {Kind.PREAMBLE, Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM, Kind.TABLE, Kind.TEXT, Kind.HEADING}
)


class CitationKind(StrEnum):
    """How a citation names what it names."""

    SELF = "self"
    OTHER_LAW = "other-law"
    RELATIVE = "relative"
    RANGE = "range"
    LIST = "list"


class Citation(msgspec.Struct, frozen=True):
    """Words `[start, end)` that name a provision, standing in the provision `at`.

    `law` is the name of another law as it is written, None for this draft. `targets` are addresses
    in this draft; when there are none `dangling` says why, unless the citation is another law's.
    `group` numbers what 、和至 tie together: 第五条、第六条 are two citations of one group.
    """

    start: int
    end: int
    text: str
    kind: CitationKind
    at: str | None
    group: int
    law: str | None = None
    targets: tuple[str, ...] = ()
    dangling: str | None = None


def find(draft: Draft) -> tuple[Citation, ...]:
    """Every citation in the body of a draft, in the order of the text. Linear; raises nothing."""
    quotes = Quotes(draft.source, lines_of(draft.source))
    resolver = Resolver(Places(draft))
    governing = Governing(draft.title)
    found: list[Citation] = []
    for unit in draft.walk():
        if unit.kind not in SCANNED:
            continue
        words = own_words(draft.source, unit)
        governing.read(words.text)
        reading = Reading(words, draft.title, governing.law, quotes)
        reads = resolver.follow(reading.reads(), unit)
        found.extend(_citations(draft.source, words, reads, unit.address, len(found)))
    return tuple(sorted(found, key=lambda one: one.start))


class Commented:
    """A draft that comments speak of, walked once for all of them."""

    def __init__(self, draft: Draft | None) -> None:
        """Without a draft laws and spans are found and nothing is resolved."""
        self._draft = draft or Draft(title="", source="", sha256="", units=())
        self._places = Places(self._draft)
        self._units = {unit.address: unit for unit in self._draft.walk()}

    def find(self, text: str, at: str | None = None) -> tuple[Citation, ...]:
        """The citations in a comment, about the provision at the address `at` if any.

        条例第五条, 草案第五条 and a shortened title are this draft. Raises nothing.
        """
        words = Words(text, [(0, len(text))])
        reading = Reading(words, self._draft.title, None, None)
        unit = self._units.get(at) if at else None
        reads = Resolver(self._places, comment=True).follow(reading.reads(), unit)
        return tuple(_citations(text, words, reads, at, 0))


def find_in(text: str, draft: Draft | None, at: str | None = None) -> tuple[Citation, ...]:
    """`Commented.find` in one comment alone."""
    return Commented(draft).find(text, at)


def to_json(citations: tuple[Citation, ...]) -> dict[str, Any]:
    """The citations as `consult cite --json` prints them; another law's are never resolved."""
    return {
        "citations": [
            {
                "start": one.start,
                "end": one.end,
                "text": one.text,
                "at": one.at,
                "law": one.law,
                "targets": list(one.targets),
                "dangling": one.dangling,
            }
            for one in citations
        ],
        "resolved": sum(1 for one in citations if one.targets),
        "dangling": sum(1 for one in citations if one.dangling),
    }


def _citations(
    source: str, words: Words, reads: list[Read], at: str | None, group: int
) -> list[Citation]:
    found = []
    for read in reads:
        group += read.tie is Tie.NONE
        start, end = words.span(read.start, read.end)
        found.append(
            Citation(
                start=start,
                end=end,
                text=source[start:end],
                kind=_kind(read),
                at=at,
                group=group,
                law=read.law,
                targets=tuple(unit.address for unit in read.units),
                dangling=read.why,
            )
        )
    return found


def _kind(read: Read) -> CitationKind:
    if read.law is not None:
        return CitationKind.OTHER_LAW
    if read.ranged:
        return CitationKind.RANGE
    if read.mention.base and not read.mention.base.startswith("附"):
        return CitationKind.RELATIVE
    return CitationKind.LIST if read.tie is not Tie.NONE else CitationKind.SELF
