"""Which provisions a sentence of a letter is about, when it says so at its head.

第十条第二款建议… is about it; 按照第三十六条 proves a point; 同条第三款, 最后一款, 第（二）项 and
后一条 hang on what was named before.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

import msgspec

from drafts.citations import Citation, CitationKind, Commented
from drafts.model import Draft, Kind
from reports.letters.spelling import respelled

_HEAD = 40
"""Characters in which a sentence says what it is about,"""
_CLAUSES = 3
"""and clauses."""
_COMMA = re.compile("[，,：:]")
_PROVISION = re.compile("第.*[条款项目章节]|附")
_DEEPEST = re.compile("第[^第]{1,8}[款项目]\\Z")
_ASKED = re.compile(r"[吗？?]\s*\Z")
_ARTICLE = re.compile("第.{1,8}条")
_PROOF = re.compile(
    r"(?:根据|按照|依照|依据|符合|违反|参照|适用|比|与|和|同|跟|如果|虽然|因为|交由|结合|依)"
    r"(?:本条例|条例|草案|本法)?\s*\Z"
)
_ANNOUNCED = re.compile(
    r"(?:条款|条文|条目|章节)?[：:]?(?:我|我们)?(?:就|只|先|再)?(?:说说|谈谈|讲讲|说|谈|针对|对于?|关于)?(?:草案|条例|本条例)?\s*"
    r"(?:的(?:规定|修改)?)?(?:有|提)?(?:[几两三]点)?(?:意见|建议|看法|问题)?(?:如下)?[。：:，,\s]*"
)
_BELOW = re.compile(r"第?[（(]?[一二三四五六七八九十\d]{1,3}[）)]?[款项目]")
_BACK = re.compile("[该同本其](?P<level>[条款项])?的?(?=第)")
_STEPS = {"条": 1, "款": 2, "项": 3}
_TURN = re.compile("(?P<which>[前后])一条的?")
_LAST = re.compile("(?:最后一|末)(?P<level>[款项])")
_ENGLISH = re.compile(
    r"Article\s*(\d{1,3})(?:,?\s*(?:para(?:graph|\.)?\s*\(?|\()(\d{1,2})\)?)?"
    r"(?:,?\s*(?:item\s*\(?|\()(\d{1,2})\)?)?",
    re.IGNORECASE,
)
_THEN = re.compile(r"[：:。]\s*其?")


class Named(StrEnum):
    """How a comment in a letter names its place."""

    NUMBER = "number"
    RELATIVE = "relative"
    TOPIC = "topic"
    NONE = "none"


class Place(msgspec.Struct, frozen=True):
    """The provisions a sentence is about; `alone` when it says nothing else: 第二十八条。"""

    addresses: tuple[str, ...]
    by: Named
    alone: bool = False

    @property
    def whole(self) -> bool:
        """Whether it is chapters and nothing in them: 第七章太重."""
        return all(address.startswith("chp") for address in self.addresses) and any(self.addresses)


class Naming:
    """Reads the places of one letter, sentence by sentence."""

    def __init__(self, draft: Draft) -> None:
        """`draft` is what the letter is about."""
        self._draft = draft
        self._commented = Commented(draft)
        self._announced: tuple[str, ...] = ()
        self._at: str | None = None

    def place(self, words: str) -> Place | None:
        """What the sentence is about; None when it names nothing at its head. Raises nothing."""
        words = respelled(words)
        found = self._relative(words) or self._numbered(words)
        if found and found.addresses:
            self._at = found.addresses[-1]
            self._announced = found.addresses if found.alone else self._announced
        return found

    def _relative(self, words: str) -> Place | None:
        if self._at is None:
            return None
        if len(self._announced) > 1 and (turn := _TURN.match(words)):
            article = self._announced[0 if turn["which"] == "前" else -1]
            return self._below(words[turn.end() :], article) or _relative(article)
        last = _LAST.search(words, 0, _HEAD)
        if last and not _ARTICLE.search(words, 0, last.start()):
            return self._last(self._at, Kind.PARAGRAPH if last["level"] == "款" else Kind.ITEM)
        back = _BACK.search(words, 0, _HEAD)
        if back and not _ARTICLE.search(words, 0, back.start()):
            steps = self._at.split("__")[: _STEPS[back["level"] or "条"]]
            if below := self._below(words[back.end() :], "__".join(steps)):
                return below
        return self._below(words, self._at)

    def _below(self, words: str, address: str) -> Place | None:
        """第三款 or 第（二）项 at the head of the words, inside what is spoken of."""
        if not _BELOW.match(words):
            return None
        found = self._commented.find(words, address)
        if found and found[0].start == 0 and found[0].targets:
            return Place(found[0].targets, Named.RELATIVE)
        return _relative(address) if address.startswith("annex") else None

    def _last(self, address: str, kind: Kind) -> Place | None:
        article = self._draft.find(address.partition("__")[0])
        there = [unit for unit in article.walk() if unit.kind is kind] if article else []
        return _relative(there[-1].address) if there else None

    def _numbered(self, words: str) -> Place | None:
        if (english := _ENGLISH.search(words)) and "条" not in words:
            return self._english(english)
        found = [self._existing(one) for one in self._commented.find(words, self._at)]
        found = [one for one in found if _counts(one)]
        asked = len(found) == 1 and _ASKED.search(words)
        first = next((one for one in found if _heads(words, one, proof=not asked)), None)
        if first is None:
            return None
        if not first.targets:
            return Place((), Named.NUMBER)
        if last := _LAST.match(words, first.end):
            level = Kind.PARAGRAPH if last["level"] == "款" else Kind.ITEM
            return self._last(first.targets[0], level)
        then = _THEN.match(words, first.end)
        if then and (below := self._below(words[then.end() :], first.targets[0])):
            return below
        named = [first, *_beside(words, first, found)]
        bare = not re.search("[条章]|^附", first.text)
        return Place(
            tuple(dict.fromkeys(address for one in named for address in one.targets)),
            Named.RELATIVE if bare or first.kind is CitationKind.RELATIVE else Named.NUMBER,
            _ANNOUNCED.fullmatch(words[: first.start] + words[named[-1].end :]) is not None,
        )

    def _existing(self, one: Citation) -> Citation:
        """The citation, of the deepest provision it names that the draft has."""
        text = one.text
        while one.law is None and not one.targets and (deepest := _DEEPEST.search(text)):
            text = text[: deepest.start()]
            if above := self._commented.find(text):
                one = msgspec.structs.replace(one, targets=above[0].targets)
        return one

    def heads(self, words: str) -> bool:
        """Whether a sentence names a provision at its head. Raises nothing."""
        words = respelled(words)
        return any(_heads(words, one) for one in self._commented.find(words) if _counts(one))

    def _english(self, match: re.Match[str]) -> Place | None:
        steps = zip(match.groups(), "条款项", strict=True)
        said = "".join(f"第{number}{level}" for number, level in steps if number)
        found = self._commented.find(said)
        return Place(found[0].targets, Named.NUMBER) if found and found[0].targets else None


def _relative(address: str) -> Place:
    return Place((address,), Named.RELATIVE)


def _counts(one: Citation) -> bool:
    """A citation of this draft that names a place by number, if one it does not have: 本条 and
    前款 only go on."""
    number = bool(one.targets) or one.text.startswith("第")
    return number and one.law is None and _PROVISION.search(one.text) is not None


def _heads(words: str, one: Citation, *, proof: bool = True) -> bool:
    before = words[: one.start]
    near = len(before) <= _HEAD and len(_COMMA.findall(before)) < _CLAUSES
    return near and not (proof and _PROOF.search(before))


def _beside(words: str, first: Citation, found: Sequence[Citation]) -> Iterator[Citation]:
    """Named together with the first: 第十二条、第十三条; 第三十三条第二款三日捕捉、第三十四条."""
    end = first.end
    for one in found:
        if one.start < end:
            continue
        between = words[end : one.start]
        listed = between.endswith("、") and len(between) < 12 and not _COMMA.search(between)
        if one.group != first.group and not listed:
            return
        yield one
        end = one.end
