"""What of a mail is its writer's own, and what is quoted, forwarded or a signature.

Lines are sorted, never changed: every line of the body is either kept or set aside with a reason.
"""

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import groupby

import msgspec

_QUOTED = re.compile(r"[ \t\u3000]*[>＞]")
_ORIGINAL = re.compile(
    r"[ \t]*[-_—]{2,}[ \t]*(?:原始?邮件(?:信息)?|原文|回复邮件"
    r"|Original (?:Message|Appointment)|Reply message)"
    r"[ \t]*(?:[-_—]{2,}[ \t]*)?",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"[ \t]*[-_—]{2,}[ \t]*(?:被?转发的?邮件(?:信息)?|Forwarded message|Forwarded mail)"
    r"[ \t]*(?:[-_—]{2,}[ \t]*)?",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"[ \t*]*(?P<name>发件人|发信人|寄件人|收件人|抄送|主题|发送时间|发送日期|日期|时间"
    r"|From|To|Cc|Subject|Sent|Date)"
    r"[*]{0,2}[ \t]*[：:]",
    re.IGNORECASE,
)
_FROM = ("发件人", "发信人", "寄件人", "from")
_WROTE = re.compile(
    r"(?=[^\n]{0,300}(?:\d{1,2}[:：]\d{2}|20\d\d|@))[ \t]*(?:在|于|On |“|\"|\S)[^\n]{0,290}?"
    r"(?:写道|写到|wrote)[ \t]*[：:]?[ \t]*",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"[ \t]*(?:(?:发自|来自|发送自|从|获取)[ \t]*"
    r"(?:我的|适用于|Windows|iPhone|iPad|Outlook|QQ邮箱|网易|华为|小米|vivo|OPPO|荣耀|手机|163)"
    r"[^\n，。；]{0,30}|Sent from [^\n]{1,40}|Get Outlook for \w+[^\n]{0,60})",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"[ \t]*(?:本邮件(?:及其?附件)?|此邮件|This (?:e-?mail|message))"
    r"[^\n]{0,60}(?:保密|机密|confidential)",
    re.IGNORECASE,
)
_DASHES = re.compile(r"--[ \t]*")
_MOST_SIGNATURE = 10
"""Lines below -- that are still a signature."""


class Why(Enum):
    """Why a line is set aside."""

    QUOTE = "quote"
    FORWARD = "forward"
    SIGNATURE = "signature"


class Part(msgspec.Struct, frozen=True):
    """Lines that follow one another, joined; `why` they are set aside, None when they are kept."""

    words: str
    why: Why | None


def sorted_out(body: str) -> tuple[Part, ...]:
    """The parts of a mail's body in its order: its lines, each in one part. Raises nothing.

    A mail that says nothing itself and forwards another keeps what it forwards.
    """
    lines = body.split("\n")
    marks = _marks(lines)
    if not _says_something(lines, marks) and (inner := _forwarded(lines)) is not None:
        start = inner
        marks = [*[Why.FORWARD] * start, *_marks(lines[start:])]
    return tuple(
        Part("\n".join(line for line, _ in group), why) for why, group in _grouped(lines, marks)
    )


def _grouped(
    lines: Sequence[str], marks: Sequence[Why | None]
) -> Iterator[tuple[Why | None, list[tuple[str, Why | None]]]]:
    for why, group in groupby(zip(lines, marks, strict=True), key=lambda pair: pair[1]):
        yield why, list(group)


def _says_something(lines: Sequence[str], marks: Sequence[Why | None]) -> bool:
    return any(line.strip() for line, why in zip(lines, marks, strict=True) if why is None)


def _forwarded(lines: Sequence[str]) -> int | None:
    """Where the words of a forwarded mail begin: below its mark and its head."""
    for at, line in enumerate(lines):
        if _FORWARDED.fullmatch(line) or _ORIGINAL.fullmatch(line) or _head(lines, at):
            below = at if _HEADER.match(line) else at + 1
            while below < len(lines) and (not lines[below].strip() or _HEADER.match(lines[below])):
                below += 1
            return below
        if line.strip() and not _QUOTED.match(line):
            return None
    return None


def _marks(lines: Sequence[str]) -> list[Why | None]:
    """Why each line is set aside; None for the writer's own."""
    marks: list[Why | None] = [None] * len(lines)
    end = len(lines)
    for at, line in enumerate(lines):
        if _QUOTED.match(line):
            marks[at] = Why.QUOTE
        elif _DEVICE.fullmatch(line):
            marks[at] = Why.SIGNATURE
        elif why := _begins_another(lines, at):
            marks[at:] = [why] * (len(lines) - at)
            end = at
            break
        elif _introduces_quote(lines, at):
            marks[at] = Why.QUOTE
    _mark_signature(lines, marks, end)
    return marks


def _begins_another(lines: Sequence[str], at: int) -> Why | None:
    """Why everything from this line on is another mail's; None when it is not."""
    line = lines[at]
    if _FORWARDED.fullmatch(line):
        return Why.FORWARD
    if _ORIGINAL.fullmatch(line) or _head(lines, at):
        return Why.QUOTE
    if _WROTE.fullmatch(line) and not _introduces_quote(lines, at):
        return Why.QUOTE
    return Why.SIGNATURE if _DISCLAIMER.match(line) else None


def _head(lines: Sequence[str], at: int) -> bool:
    """Whether a mail's head begins here: 发件人： and another of its lines beside it."""
    first = _HEADER.match(lines[at])
    if first is None:
        return False
    near = [_HEADER.match(line) for line in lines[at : at + 5] if line.strip()]
    names = [found["name"].lower() for found in near if found]
    return len(names) > 1 and names[0] in _FROM


def _introduces_quote(lines: Sequence[str], at: int) -> bool:
    """Whether the line says who wrote the lines below, which are marked as quoted."""
    if not _WROTE.fullmatch(lines[at]):
        return False
    below = next((line for line in lines[at + 1 : at + 4] if line.strip()), "")
    return _QUOTED.match(below) is not None


def _mark_signature(lines: Sequence[str], marks: list[Why | None], end: int) -> None:
    """Mark what stands below a line of two dashes, when it is short."""
    for at in range(end - 1, max(-1, end - _MOST_SIGNATURE - 2), -1):
        if marks[at] is None and _DASHES.fullmatch(lines[at]):
            for below in range(at, end):
                marks[below] = marks[below] or Why.SIGNATURE
            return
