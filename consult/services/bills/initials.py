"""The letter a title stands under in an index of names: that of its first character's pinyin.

GB 2312 has its 3,755 common characters in the order of their pinyin, so the first of each letter
says where the letter begins (GB/T 2312-1980, level 1). Rarer characters are in the order of their
strokes and have no letter, except those that places of a standing to legislate begin with; of a
character with two readings the more common one counts, except in the names of such places.
"""

from bisect import bisect_right

_FIRST = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
_LETTERS = "ABCDEFGHJKLMNOPQRSTWXYZ"
_BEGINS = [one.encode("gb2312") for one in _FIRST]
_LEVEL_1 = (b"\xb0\xa1", b"\xd7\xf9")
PLACES = {
    "重庆": "C",
    "厦门": "X",
    "长": "C",
    "亳州": "B",
    "濮阳": "P",
    "衢州": "Q",
    "泸州": "L",
    "漯河": "L",
    "儋州": "D",
    "鄂": "E",
}
OTHER = "#"


def initial(title: str) -> str:
    """A to Z, or `OTHER`."""
    name = title.lstrip("《〈 \u3000")
    for place, letter in PLACES.items():
        if name.startswith(place):
            return letter
    first = name[:1].upper()
    if "A" <= first <= "Z":
        return first
    code = first.encode("gb2312", "ignore")
    if not _LEVEL_1[0] <= code <= _LEVEL_1[1]:
        return OTHER
    return _LETTERS[bisect_right(_BEGINS, code) - 1]
