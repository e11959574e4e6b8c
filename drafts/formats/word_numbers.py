"""How Word writes the n-th number of a list (ST_NumberFormat, ISO/IEC 29500-1 §17.18.59)."""

from collections.abc import Callable
from typing import Final

from drafts.numerals import DIGITS, HIGHEST, to_chinese

_ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")
_LEGAL: Final = str.maketrans("〇一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")


def _chinese(number: int) -> str:
    return to_chinese(number) if 1 <= number <= HIGHEST else str(number)


def _letters(number: int) -> str:
    """1 → a, 26 → z, 27 → aa, 28 → bb, as Word counts."""
    times, index = divmod(number - 1, 26)
    return chr(ord("a") + index) * min(times + 1, 20)


def _roman(number: int) -> str:
    if not 1 <= number < 4000:
        return str(number)
    words = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        words += sign * times
    return words


def _signs(signs: str) -> Callable[[int], str]:
    """One sign a number; a plain number beyond the last."""
    return lambda number: signs[number - 1] if 1 <= number <= len(signs) else str(number)


def _run(first: str, last: str) -> Callable[[int], str]:
    return _signs("".join(map(chr, range(ord(first), ord(last) + 1))))


_FORMATS: Final[dict[str, Callable[[int], str]]] = {
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "ideographDigital": lambda number: "".join(DIGITS[int(digit)] for digit in str(number)),
    "japaneseDigitalTenThousand": lambda n: "".join(DIGITS[int(digit)] for digit in str(n)),
    "taiwaneseDigital": lambda number: "".join(DIGITS[int(digit)] for digit in str(number)),
    "chineseLegalSimplified": lambda number: _chinese(number).translate(_LEGAL),
    "ideographLegalTraditional": lambda number: _chinese(number).translate(_LEGAL),
    "ideographTraditional": _signs(_STEMS),
    "ideographZodiac": _signs(_BRANCHES),
    "decimalEnclosedCircle": _run("①", "⑳"),
    "decimalEnclosedCircleChinese": _run("①", "⑳"),
    "decimalEnclosedParen": _run("⑴", "⒇"),
    "decimalEnclosedFullstop": _run("⒈", "⒛"),
    "ideographEnclosedCircle": _run("㊀", "㊉"),
    "none": lambda _number: "",
}


def written(number: int, form: str) -> str:
    """The number as the format `form` writes it; formats not known here are written 1, 2, 3."""
    return _FORMATS.get(form, str)(number)
