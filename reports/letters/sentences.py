"""The sentences of a letter, each without its outline number and its connective."""

import re
from collections.abc import Iterator

import msgspec

from reports.letters.layout import soft_breaks

_MARKS = "一二三四五六七八九十"
_NUMBER = rf"(?:[（(](?:[{_MARKS}]{{1,3}}|\d{{1,2}})[）)]|[{_MARKS}]{{1,3}}、|\d{{1,2}}[、.．)）])"
_BREAK = re.compile(
    rf"[。！？!?；;]+[”’」』》）)]*|(?<!\d)(?<!\bArt)(?<!\bArts)\.(?=\s|\Z)|\n+|(?<=[：:])(?=\s*{_NUMBER})"
)
_OUTLINE = re.compile(
    rf"[\s\u3000“]*(?:{_NUMBER}\s*|[①-⑳]|[•·●■◆▪*]\s*|[—–-]{{1,2}}\s*(?=\D)|第?[{_MARKS}](?:是|点)?[，,、：:]"
    r"|(?:首先|其次|再次)[，,]?|最后[，,]|\w{0,4}(?:意见|建议|内容|其他|说明)[：:])"
)
_LINK = re.compile(
    r"[\s\u3000“]*(?P<more>另外|此外|还有就是|还有|再一个|再就是|再有|同时|而且|至于|最后(?!一)|具体的有[：:]|总的说)?"
    r"(?:但是)?[，,、]?(?:打听一句[，,])?(?:[^，。：:“”\n]{1,14}(?:说|讲|反映|提出|认为|觉得|表示)呢?[：:，,]"
    r"|(?P<who>(?:居民|村民|业主|网友|群众|留言)[^，。：:“”\n]{0,14}[：:]))?"
)
_MORE = re.compile(r"^\W*Also\b|\b(?:would|should|please) also\b|[Ii]n addition|[Ff]inally")
_QUOTED = 40
_COUNT = rf"(?:\d{{1,3}}|[{_MARKS}百]{{1,5}})"
_ARTICLE = rf"第\s?{_COUNT}\s?条(?!例)"
_DEEPER = rf"(?:第?[（(]?{_COUNT}[）)]?[款项]){{0,2}}"
_NEXT = re.compile(
    rf"(?:(?<=[，,])(?!{_ARTICLE}{_DEEPER}[又也还已就])"
    rf"|(?<=[^\s，,。；：:、>])[ \u3000]+)(?={_ARTICLE})"
)
_CLAUSE = 12
"""Fewer characters before a comma only lead up to what follows it."""


class Sentence(msgspec.Struct, frozen=True):
    """A sentence `[start, end)`. A `fresh` one begins a line or an entry or says 另外: what it
    asks for is a point of its own; a `numbered` one has an outline number or a heading."""

    start: int
    end: int
    fresh: bool
    numbered: bool


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a letter in its order. Linear; raises nothing."""
    start, fresh, soft = 0, True, soft_breaks(text)
    for mark in (*_BREAK.finditer(text), None):
        if mark and (mark.start() in soft or _quoted(text, start, mark.start(), mark.end())):
            continue
        broken = mark is None or "\n" in mark[0]
        end = len(text) if mark is None else mark.start() if broken else mark.end()
        for begin, stop in _clauses(text, start, end):
            yield from _trimmed(text, begin, stop, fresh=fresh and begin == start)
        start, fresh = mark.end() if mark else end, broken


def _quoted(text: str, start: int, stop: int, after: int) -> bool:
    """Whether a stop is a quotation's own: 改为“不得饲养。经许可的除外”."""
    begun = text.rfind("“", max(start, stop - _QUOTED), stop)
    return begun >= 0 and "”" not in text[begun:after] and "”" in text[after : after + _QUOTED]


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence's parts where one article follows another: 第十二条…头上，第四条光说…."""
    if "条" in text[start:end]:
        for found in _NEXT.finditer(text, start, end):
            before = text[start : found.start()]
            if len(before) >= _CLAUSE and "条" in before and before.count("“") == before.count("”"):
                yield start, found.end()
                start = found.end()
    yield start, end


def _trimmed(text: str, start: int, end: int, *, fresh: bool) -> Iterator[Sentence]:
    at, numbered = start, False
    while found := _OUTLINE.match(text, at, end):
        at, fresh, numbered = found.end(), True, True
    if found := _LINK.match(text, at, end):
        at, fresh = found.end(), fresh or bool(found["more"])
        numbered = numbered or bool(found["who"])
    while at < end and text[at].isspace():
        at += 1
    while end > at and text[end - 1].isspace():
        end -= 1
    if at < end:
        yield Sentence(at, end, fresh or bool(_MORE.search(text[at:end])), numbered)
