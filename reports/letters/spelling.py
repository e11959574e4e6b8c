"""Provisions as people type them, spelled as a statute does: 22条2款, 三十七条三款, Art. 36.

Only for looking up what is named: positions in the respelled words are not those of the letter.
"""

import re

_CJK = "\u3400-\u9fff，。、；：“”（）《》"
_COUNT = r"(?:\d{1,3}|[一二三四五六七八九十百]{1,5})"
_SPLIT = re.compile(rf"(?<=[{_CJK}])[ \u3000]*\n[ \u3000]*(?=[{_CJK}])")
_ARTICLE = re.compile(
    rf"(?<![第之\d一二三四五六七八九十百这那提共有几前后每某各])(?P<number>{_COUNT})\s*条"
    rf"(?=(?P<below>\s*第?\s*{_COUNT}\s*[款项])?)(?!意见|建议|狗|犬)"
)
_OWN = re.compile("《[^《》]{0,30}草案[^《》]{0,8}》")
"""A law that is still a draft is the one the letter is about."""
_SPACED = re.compile(rf"第\s+(?={_COUNT}\s*[条款项])")
_BELOW = re.compile(rf"(?P<level>[条款])\s*(?P<number>{_COUNT})\s*(?P<next>[款项])")
_ROW = re.compile(rf"(附[件表录]\s*{_COUNT})\s*第?\s*{_COUNT}\s*[项行号]")
_SHORT = re.compile(r"\bArts?\.\s*(?=\d)", re.IGNORECASE)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_OF_ARTICLE = re.compile(
    rf"\b(?:the )?({'|'.join(_ORDINALS)}) paragraph of (Article \d+)", re.IGNORECASE
)


def respelled(words: str) -> str:
    """The words with every provision written 第…条第…款 and broken lines joined. Raises nothing.

    A bare 三条 may count things: up to ten it is a number of an article only before a 款 or 项.
    """
    joined = _SPACED.sub("第", _SPLIT.sub("", _OWN.sub("", words)))
    named = _BELOW.sub(r"\g<level>第\g<number>\g<next>", _ARTICLE.sub(_article, joined))
    named = _ROW.sub(r"\1", named)
    return _OF_ARTICLE.sub(_paragraph, _SHORT.sub("Article ", named))


def _article(match: re.Match[str]) -> str:
    number = match["number"]
    small = len(number) == 1
    return match[0] if small and not match["below"] else f"第{number}条"


def _paragraph(match: re.Match[str]) -> str:
    return f"{match[2]}, paragraph {_ORDINALS.index(match[1].lower()) + 1}"
