"""The sentences of a letter, each without its outline number and its connective."""

import re
from collections.abc import Iterator

import msgspec

_MARKS = "一二三四五六七八九十"
_NUMBER = rf"(?:[（(](?:[{_MARKS}]{{1,3}}|\d{{1,2}})[）)]|[{_MARKS}]{{1,3}}、|\d{{1,2}}[、.．)）])"
_BREAK = re.compile(
    rf"[。！？!?；;]+[”’」』》）)]*|(?<!\d)\.(?=\s|\Z)|\n+|(?<=[：:])(?=\s*{_NUMBER})"
)
_OUTLINE = re.compile(
    rf"[\s\u3000“]*(?:{_NUMBER}\s*|[①-⑳]|第?[{_MARKS}](?:是|点)?[，,、：:]"
    r"|(?:首先|其次|再次)[，,]?|最后[，,]|\w{0,4}(?:意见|建议|内容|其他)[：:])"
)
_LINK = re.compile(
    r"[\s\u3000“]*(?P<more>另外|此外|还有就是|还有|再就是|再有|同时|而且|至于|最后(?!一)|具体的有[：:]|总的说)?"
    r"(?:但是)?[，,、]?(?:打听一句[，,])?(?:[^，。：:“”\n]{1,12}(?:说|反映|提出|认为)[：:，,])?"
)
_MORE = re.compile(r"\balso\b|[Ii]n addition|[Ff]inally")
_QUOTED = 40


class Sentence(msgspec.Struct, frozen=True):
    """A sentence `[start, end)`. A `fresh` one begins a line or an entry or says 另外: what it
    asks for is a point of its own; a `numbered` one has an outline number or a heading."""

    start: int
    end: int
    fresh: bool
    numbered: bool


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a letter in its order. Linear; raises nothing."""
    start, fresh = 0, True
    for mark in (*_BREAK.finditer(text), None):
        if mark and _quoted(text, start, mark.start(), mark.end()):
            continue
        broken = mark is None or "\n" in mark[0]
        end = len(text) if mark is None else mark.start() if broken else mark.end()
        yield from _trimmed(text, start, end, fresh=fresh)
        start, fresh = mark.end() if mark else end, broken


def _quoted(text: str, start: int, stop: int, after: int) -> bool:
    """Whether a stop is a quotation's own: 改为“不得饲养。经许可的除外”."""
    begun = text.rfind("“", max(start, stop - _QUOTED), stop)
    return begun >= 0 and "”" not in text[begun:after] and "”" in text[after : after + _QUOTED]


def _trimmed(text: str, start: int, end: int, *, fresh: bool) -> Iterator[Sentence]:
    at, numbered = start, False
    while found := _OUTLINE.match(text, at, end):
        at, fresh, numbered = found.end(), True, True
    if found := _LINK.match(text, at, end):
        at, fresh = found.end(), fresh or bool(found["more"])
    while at < end and text[at].isspace():
        at += 1
    while end > at and text[end - 1].isspace():
        end -= 1
    if at < end:
        yield Sentence(at, end, fresh or bool(_MORE.search(text, at, end)), numbered)
