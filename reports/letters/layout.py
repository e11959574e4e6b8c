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
_LEAST_LINES = 5
_NARROW = 40
_SLACK = 3


def own_words(text: str) -> str:
    """The letter with the lines of the mail it answers, and the heads of its own, blanked out:
    as long as before, so that positions stay. Raises nothing."""
    mine = _QUOTED.sub(_blank, text)
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
    if len(lines) < _LEAST_LINES or widest > _NARROW or 2 * sum(full) < len(lines):
        return frozenset(soft)
    at = 0
    for line, reaches in zip(lines[:-1], full[:-1], strict=True):
        at += len(line)
        if reaches and not line.rstrip().endswith(_ENDS):
            soft.add(at)
        at += 1
    return frozenset(soft)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
