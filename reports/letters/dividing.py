"""Several letters in one text: the next begins with its salutation, below the end of one."""

import re
from collections.abc import Iterator

from reports.courtesy import closes, signs
from reports.normalize import fold

_WHO = (
    "领导|同志|老师|先生|女士|主任|委员|常委会|委员会|人大|法工委|法制委|工委|机关|部门|负责人"
    "|您好|你好"
)
_SALUTATION = re.compile(
    rf"[\s\u3000]*(?:尊敬的|敬爱的|致)?[^，。；！？：:\n“”]{{0,30}}(?:{_WHO})[^，。；！？：:\n“”]{{0,6}}"
    r"(?:[：:][^\n]*|(?:[，,][您你]们?好)?[！!，,。]?[\s\u3000]*)"
)
_NUMBERED = re.compile(
    r"[\s\u3000]*[（(【]?(?:来信|信件|信|第)[一二三四五六七八九十\d]{1,3}(?:封(?:信|来信)?)?[）)】：:]?[\s\u3000]*"
)
_RULE = re.compile(r"[\s\u3000]*[-—_=*＊－─]{4,}[\s\u3000]*")
_BETWEEN = 6
"""Lines of a name, a date and an address that may stand between two letters."""


def letters(text: str) -> tuple[tuple[int, int], ...]:
    """The `[start, end)` of every letter of a text, one after the other without a gap; of a text
    that is one letter, its own. Raises nothing."""
    starts = [0, *_starts(text)]
    return tuple(zip(starts, [*starts[1:], len(text)], strict=True))


def _starts(text: str) -> Iterator[int]:
    """Where a letter begins that is not the first."""
    at, ended, said = 0, 0, False
    for line in text.split("\n"):
        here, at = at, at + len(line) + 1
        key = fold(line)
        if not key and not _RULE.fullmatch(line):
            continue
        if ended and said and _begins(line):
            yield here
            ended, said = 0, True
        elif closes(key) or _RULE.fullmatch(line) or (signs(key, closed=False) and said):
            ended = _BETWEEN
        elif ended:
            ended -= 1
        said = said or bool(key)


def _begins(line: str) -> bool:
    return bool(_SALUTATION.fullmatch(line) or _NUMBERED.fullmatch(line))
