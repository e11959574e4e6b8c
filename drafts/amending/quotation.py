"""Where an amendment quotes: depth is tracked over paragraphs first, before anything is read.

A quotation may run over paragraphs; then “ is repeated at the head of each and ” closes it once.
Inside it quotes are written ‘ ’. One that is never closed is closed where it plainly ends, or
shields its own line.
"""

import re
from bisect import bisect_left
from typing import Final

import msgspec

from drafts.splitting.markers import BLANKS

FILL: Final = "\x01"
QUOTE: Final = "“\x01*+”"

_N: Final = "[一二三四五六七八九十百]{1,8}"
_SIGN: Final = re.compile("[“”「」『』]")
_STRAIGHT: Final = re.compile('"')
_CLOSER: Final = {"“": "”", "「": "」", "『": "』"}
_HEAD: Final = re.compile(r"^[ \t\u3000]*(?=\S)", re.MULTILINE)
_STRONG_HEAD: Final = re.compile(
    rf"^[ \t\u3000]{{0,8}}(?:{_N}[、．]|[（(]{_N}[）)]|[0-9]{{1,3}}[.．、]|第{_N}条[ \u3000])"
    r"[^\n“”「」]{0,120}(?:修改为|改为|作为第[^\n“”]{1,60}|增加[^\n“”]{1,40})"
    r"[：:][ \t]{0,4}(?:$|[“「])",
    re.MULTILINE,
)
_CONTENTS: Final = re.compile(r"(?:内容如下|如下内容)[：:][ \t\u3000\r]*\n")
_AFTER: Final = re.compile(
    r"^.{0,200}?(?:相应改为|相应调整|自.{1,30}起施行|重新公布)", re.MULTILINE
)
_INNER: Final = re.compile("‘([^‘’\n]{0,2000})’")
_INNERMOST: Final = str.maketrans("“”", "‘’")
_PLAIN: Final = str.maketrans(
    {**dict.fromkeys(set(BLANKS) - {"\n"}, " "), FILL: " ",
     **dict(zip(":;,()「」『』", "：；，（）“”“”", strict=True))}
)  # fmt: skip
_JOINS: Final = (
    re.compile(r"(?<=：)[ \n]+(?=“)"),
    re.compile(rf"(?<=”)[ \n]+(?={QUOTE}[ 。；]*(?:\n|$|“))"),
)


class Masked(msgspec.Struct, frozen=True):
    """`text` is as long as the source; what is quoted is filled, so that only the amendment's own
    words are left. `inside` is where the words of the quotation beginning at a position lie."""

    text: str
    inside: dict[int, tuple[int, int]]


def mask(source: str) -> Masked:
    """Hide what is quoted. Takes any string, in linear time."""
    inside: dict[int, tuple[int, int]] = {}
    spans = _spans(source)
    for start, end in spans:
        inside[start] = start + 1, end - 1
    parts: list[str] = []
    at = 0
    for start, end in sorted(spans + _unmarked(source, spans, inside)):
        parts += [source[at:start].translate(_PLAIN), "“", FILL * (end - start - 2), "”"]
        at = end
    parts.append(source[at:].translate(_PLAIN))
    text = "".join(parts).replace("。内容如下：", "，内容如下：")
    for join in _JOINS:
        text = join.sub(lambda match: " " * len(match[0]), text)
    return Masked(text, inside)


def _spans(source: str) -> list[tuple[int, int]]:
    """The outermost quotations, their marks included."""
    if '"' in source and not _SIGN.search(source):
        return _straight(source)
    heads = {match.end() for match in _HEAD.finditer(source)}
    strong = [match.start() for match in _STRONG_HEAD.finditer(source)][::-1]
    spans: list[tuple[int, int]] = []
    opened, last, depth, opener = -1, -1, 0, ""
    for match in _SIGN.finditer(source):
        sign, at = match[0], match.start()
        while strong and strong[-1] <= at:
            if depth and strong[-1] > opened:
                spans += _rescued(source, opened, last, strong[-1])
                depth = 0
            strong.pop()
        if not depth and sign in _CLOSER:
            opened, last, depth, opener = at, -1, 1, sign
        elif depth and sign == opener:
            depth += not (depth == 1 and at in heads)
        elif depth and sign == _CLOSER[opener]:
            depth, last = depth - 1, at
            if not depth:
                spans.append((opened, at + 1))
    return [*spans, *(_rescued(source, opened, last, len(source)) if depth else ())]


def _straight(source: str) -> list[tuple[int, int]]:
    """Quotations in a text that has only typewriter marks: they open and close in turn."""
    heads = {match.end() for match in _HEAD.finditer(source)}
    spans, opened = [], -1
    for match in _STRAIGHT.finditer(source):
        if opened < 0:
            opened = match.start()
        elif match.start() not in heads:
            spans.append((opened, match.end()))
            opened = -1
    return spans


def _rescued(source: str, opened: int, last: int, limit: int) -> list[tuple[int, int]]:
    """A quotation never closed: up to the last closing mark if that ends its line, else nothing."""
    if last < 0:
        return []
    rest = source[last + 1 : limit].split("\n", 1)
    if rest[0].strip(BLANKS + "。；") or (len(rest) > 1 and rest[1].strip(BLANKS)):
        return []
    return [(opened, last + 1)]


def _unmarked(
    source: str, spans: list[tuple[int, int]], inside: dict[int, tuple[int, int]]
) -> list[tuple[int, int]]:
    """What is set out without marks after 内容如下： up to where the amendment goes on."""
    found = []
    stops = [one.start() for one in _STRONG_HEAD.finditer(source)]
    stops = sorted(stops + [one.start() for one in _AFTER.finditer(source)] + [len(source)])
    opens, ends = [one[0] for one in spans], [one[1] for one in spans]
    done = 0
    for match in _CONTENTS.finditer(source):
        begin = match.end() - 1
        within = bisect_left(opens, begin) - 1
        if begin < done or (within >= 0 and begin < ends[within]):
            continue
        end = stops[min(bisect_left(stops, match.end()), len(stops) - 1)]
        quoted = bisect_left(opens, begin) < bisect_left(opens, end)
        done = end
        if not quoted and end - begin > 2 and source[match.end() : end].strip(BLANKS):
            inside[begin] = match.end(), end
            found.append((begin, end))
    return found


def unquoted(text: str) -> str:
    """The words of a quotation as they stand in the law: its inner ‘ ’ are “ ” there."""
    lines = [line.strip(BLANKS) for line in text.split("\n")]
    lines = [line[1:].lstrip(BLANKS) if line[:1] in ("“", "「") else line for line in lines]
    return _INNER.sub(_outer, "\n".join(line for line in lines if line))


def _outer(match: re.Match[str]) -> str:
    return "“" + match[1].translate(_INNERMOST) + "”"
