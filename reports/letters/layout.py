"""What a letter's lines are: broken by a narrow window, or quoted from the mail it answers."""

import re

_QUOTED = re.compile(r"^[ \t]*[>＞].*$", re.MULTILINE)
_HEADER = re.compile(
    r"^[ \t]*(?:发件人|收件人|抄送|主题|发送时间|日期|From|To|Cc|Subject|Sent|Date)[：:].*$",
    re.MULTILINE | re.IGNORECASE,
)
_HEADERS = 2
"""So many make a mail: a 主题： alone may be the writer's own line."""
_ENDS = tuple("。！？；：!?;:.”")
_INSIDE = re.compile(r"第[^\n，。]{0,6}(?P<at>\n)[ \u3000]*[条款项](?!例)")
_ORIGINAL = re.compile(
    r"^[ \t]*[-_—]{2,}[ \t]*(?:原始?邮件|转发邮件|Original Message|Forwarded message)"
    r"[^\n]*\n[\s\S]*",
    re.MULTILINE | re.IGNORECASE,
)
_OUTLINE = re.compile(
    r"[ \t\u3000]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、．.]|第.{1,6}条|此致|敬礼)"
)
_LEAST_LINES = 5
_SHARE = 3
"""One line in so many reaches the edge of a narrow window."""
_NARROW = 40
_SLACK = 3


def own_words(text: str) -> str:
    """The letter with the lines of the mail it answers, and the heads of its own, blanked out:
    as long as before, so that positions stay. Raises nothing."""
    mine = _QUOTED.sub(_blank, text)
    if (below := _ORIGINAL.search(mine)) and mine[: below.start()].strip():
        mine = mine[: below.start()] + _hollow(below)
    mail = len(_HEADER.findall(mine)) >= _HEADERS
    return _HEADER.sub(_blank, mine) if mail else mine


def soft_breaks(text: str) -> frozenset[int]:
    """Positions of line breaks that only a narrow window made: inside 第…款, or where most lines
    are equally short and the one before is full and ends amid a sentence. Raises nothing."""
    soft = {found.start("at") for found in _INSIDE.finditer(text)}
    lines = text.split("\n")
    widths = [len(line.rstrip()) for line in lines]
    widest = max(widths)
    full = [widest - width <= _SLACK for width in widths]
    if len(lines) < _LEAST_LINES or widest > _NARROW or _SHARE * sum(full) < len(lines):
        return frozenset(soft)
    at = 0
    for line, after, reaches in zip(lines[:-1], lines[1:], full[:-1], strict=True):
        at += len(line)
        if reaches and not line.rstrip().endswith(_ENDS) and not _OUTLINE.match(after):
            soft.add(at)
        at += 1
    return frozenset(soft)


def _hollow(match: re.Match[str]) -> str:
    """Blanks as long as the lines, which stay lines."""
    return "\n".join(" " * len(line) for line in match[0].split("\n"))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
