"""Chinese numerals and whole numbers, both ways, 1…9999, with the 之N of inserted articles."""

import re
from functools import cache
from typing import Final

DIGITS: Final = "〇一二三四五六七八九"
UNITS: Final = {"千": 1000, "百": 100, "十": 10}
HIGHEST: Final = 9999

_VALUE: Final = {sign: value for value, sign in enumerate(DIGITS)} | {"零": 0, "○": 0, "两": 2}
_ARABIC: Final = re.compile(r"[0-9]{1,6}")
_POSITIONAL: Final = re.compile(r"[〇零○一二三四五六七八九]{2,6}")
_GROUP: Final = re.compile(
    r"(?:([一二三四五六七八九两])千)?"
    r"(?P<z1>[零〇○])?(?:([一二三四五六七八九两])百)?"
    r"(?P<z2>[零〇○])?(?:([一二三四五六七八九])?(十))?"
    r"(?P<z3>[零〇○])?([一二三四五六七八九两])?"
)
_FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９", "0123456789")
_LABEL: Final = re.compile(r"第([^条]{1,12})条(?:之(.{1,6}))?")


def to_int(numeral: str) -> int | None:
    """The number a numeral spells, or None when it spells none.

    Reads 十二, 一百零五, 一百〇五, 两百, 二〇二〇, 12, １２. Never raises, however long the input.
    """
    word = numeral.strip().translate(_FULL_WIDTH)
    if _ARABIC.fullmatch(word):
        return int(word)
    if len(word) == 1 and word in _VALUE:
        return _VALUE[word]
    if _POSITIONAL.fullmatch(word):
        return int("".join(str(_VALUE[sign]) for sign in word))
    return _grouped(word)


def _grouped(word: str) -> int | None:
    match = _GROUP.fullmatch(word) if 0 < len(word) <= 12 else None
    if match is None:
        return None
    thousands, hundreds, tens, ten, ones = match.group(1, 3, 5, 6, 8)
    if not (thousands or hundreds or ten):
        return None
    total = 1000 * _VALUE[thousands] if thousands else 0
    total += 100 * _VALUE[hundreds] if hundreds else 0
    if ten:
        total += 10 * (_VALUE[tens] if tens else 1)
    return total + (_VALUE[ones] if ones else 0)


@cache
def to_chinese(number: int) -> str:
    """Spell a number the way articles are numbered: 12 → 十二, 105 → 一百零五, 1260 → 一千二百六十.

    Raises ValueError outside 1…9999.
    """
    if not 1 <= number <= HIGHEST:
        raise ValueError(f"只能写出1至{HIGHEST}的中文数字，得到的是{number}。")
    words, rest, pending_zero = [], number, False
    for unit, size in UNITS.items():
        digit, rest = divmod(rest, size)
        if digit:
            words.append("零" if pending_zero else "")
            bare_ten = unit == "十" and digit == 1 and not words[:-1]
            words.append(unit if bare_ten else DIGITS[digit] + unit)
        pending_zero = bool(words) and not digit and rest > 0
    if rest:
        words.append(("零" if pending_zero else "") + DIGITS[rest])
    return "".join(words)


def article_label(number: tuple[int, int]) -> str:
    """(12, 1) → 第十二条之一; (12, 0) → 第十二条. Raises ValueError outside 1…9999."""
    base, inserted = number
    return f"第{to_chinese(base)}条" + (f"之{to_chinese(inserted)}" if inserted else "")


def article_number(label: str) -> tuple[int, int] | None:
    """第十二条之一 → (12, 1), the reverse of `article_label`; None when it is no article number."""
    match = _LABEL.fullmatch(label.strip())
    if match is None:
        return None
    base = to_int(match[1])
    inserted = to_int(match[2]) if match[2] else 0
    return None if not base or inserted is None else (base, inserted)
