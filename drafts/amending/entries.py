"""An amendment cut into its entries and sentences, and each sentence read."""

import re
from typing import Final

import msgspec

from drafts.amending.grammar import Context, Sentence, Unread, is_instruction
from drafts.amending.model import Instruction, Verb
from drafts.amending.places import BOOK
from drafts.amending.quotation import Masked, mask, unquoted
from drafts.splitting.markers import NUMERALS

_N: Final = "[一二三四五六七八九十百零〇]{1,8}"
_MARK: Final = re.compile(
    rf"(?P<label>(?P<group>{_N})[、．]|（{_N}）|[0-9０-９]{{1,3}}[.．、]"
    rf"|附件[{NUMERALS}]{{0,2}}(?:：| *$)|第{_N}条(?= +(?!修改为|改为|第|中|增加|作为|删|之)))"
)
_GROUP: Final = re.compile(
    rf"(?:对|将|修改)? ?(?P<book>{BOOK}) ?(?:作出|进行|作)?(?:的?修改|如下修改|修正)?[：。]?"
)
_TITLE: Final = re.compile(
    rf"关于修改 ?(?P<book>{BOOK}|[一-龥（）]{{2,60}}?)(?P<more>等[^\n]{{0,60}})?的(?:决定|决议)"
)
_SERIAL: Final = re.compile("^[#* ]*(?P<book>[一-龥]{2,40}?)修正案")
_OPENING: Final = re.compile(
    rf"对(?P<book>{BOOK}|[一-龥]{{2,40}}?(?:法|条例|规定|办法|规则|细则|解释|决定))(?P<more>等[^\n]{{0,40}})?"
    r"(?:作|作出|进行)(?:如下|以下)?(?:修改|修正)：?$"
)
_SENTENCE: Final = re.compile("[^。；\n]+[。；]?")
_REASONS: Final = re.compile(" *(?:为了?|根据|依据|依照|按照|鉴于)[^“]*$")
_UNSAID: Final = "这一句没有读懂（从“{}”起）。请改写成通行的写法，或者手工修改。"
_UNCLOSED: Final = "引号没有配对，看不出引文到哪里为止。请补上引号后再试。"


def read(source: str) -> tuple[Instruction, ...]:
    """Every instruction of an amendment decision (关于修改…的决定, 修正案), in its order.

    Total: takes any string. A sentence that orders a change but is not understood is an
    instruction with the verb `unread`. Forms: 立法技术规范(试行)(一), 法工委发〔2009〕62号.
    """
    masked = mask(source)
    reader = _Reader(source, masked)
    start = 0
    for line in masked.text.split("\n"):
        reader.line(start, start + len(line))
        start += len(line) + 1
    return tuple(_settled(reader.found))


class _Reader:
    """Goes through the lines; knows which entry and which law it is in."""

    def __init__(self, source: str, masked: Masked) -> None:
        self._source = source
        self._masked = masked
        self._context = Context()
        self._law: str | None = None
        self._group_law: str | None = None
        self._label: str | None = None
        self._entry = 0
        self.found: list[Instruction] = []

    def line(self, start: int, end: int) -> None:
        text = self._masked.text
        start, end = _trimmed(text, start, end)
        mark = _MARK.match(text, start, end)
        if mark:
            self._entry += 1
            self._label = mark["label"].strip()
            self._group_law = None if mark["group"] else self._group_law
            self._context = Context(law=self._group_law or self._law)
            start, end = _trimmed(text, mark.end(), end)
        elif not self._entry:
            self._name_law(text[start:end])
        group = _GROUP.fullmatch(text, start, end)
        if group:
            self._group_law = _name(group["book"])
            self._context = Context(law=self._group_law)
            return
        for match in _SENTENCE.finditer(text, start, end):
            reasons = not self._entry and _REASONS.match(match[0]) is not None
            if not reasons and is_instruction(match[0]):
                self._sentence(match.start(), match.end())

    def _name_law(self, line: str) -> None:
        """What the title and the opening sentence say is being amended."""
        words = line.strip()
        for pattern in (_TITLE, _OPENING, _SERIAL):
            match = pattern.search(words[-300:] if pattern is _OPENING else words[:300])
            if match and self._law is None:
                several = match.groupdict().get("more")
                self._law = None if several else _name(match["book"])
                self._context = Context(law=self._law)

    def _sentence(self, start: int, end: int) -> None:
        before = msgspec.structs.replace(self._context)
        try:
            said = Sentence(self._masked.text, start, end, self._context).read()
        except Unread as error:
            self._context = Context(law=before.law, lost=True)
            reason = self._unread_reason(start, end, str(error))
            said = [Instruction(start, end, "", Verb.UNREAD, law=before.law, reason=reason)]
        self._group_law = self._group_law or self._context.law
        self.found += [self._worded(one) for one in said]

    def _unread_reason(self, start: int, end: int, rest: str) -> str:
        words = self._masked.text[start:end]
        if words.count("“") != words.count("”") or words.rstrip().endswith("：“"):
            return _UNCLOSED
        return _UNSAID.format(rest)

    def _worded(self, one: Instruction) -> Instruction:
        """The instruction with its words instead of positions."""
        start, end = one.start, one.end
        while start < end and self._masked.text[start] in " \n":
            start += 1
        return msgspec.structs.replace(
            one,
            start=start,
            text=self._source[start:end].strip(),
            entry=self._entry,
            label=self._label,
            words=self._words(one.words),
            texts=self._words(one.texts),
        )

    def _words(self, positions: tuple[str, ...]) -> tuple[str, ...]:
        spans = [self._masked.inside[int(position)] for position in positions]
        return tuple(unquoted(self._source[start:end]) for start, end in spans)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    start += len(words) - len(words.lstrip(" "))
    return start, max(start, end - (len(words) - len(words.rstrip(" "))))


def _name(book: str) -> str:
    return book.strip()[1:-1] if book.strip().startswith("《") else book.strip()


def _settled(found: list[Instruction]) -> list[Instruction]:
    """增加一款作为第二款，将该条修改为：“…”: the second part says what the first leaves open."""
    kept: list[Instruction] = []
    for index, one in enumerate(found):
        bare = one.verb is Verb.ADD and not one.texts
        whole = found[index + 1] if index + 1 < len(found) else None
        if (
            bare
            and whole
            and whole.verb is Verb.REPLACE
            and whole.start == one.start
            and [place.article for place in whole.targets]
            == [place.article for place in one.targets]
        ):
            continue
        kept.append(one)
    return kept
