"""One opinion read for comparison: words without fillers, concepts, figures and leanings."""

import re
from collections import Counter

import msgspec

from reports.courtesy import body
from reports.normalize import fold, simplify, visible
from reports.suggesting.amounts import amounts, asked
from reports.suggesting.leaning import burden, leaning
from reports.suggesting.words import concepts

LONGEST = 2000
"""Characters read of one text: what a letter of many pages says beyond is a matter for people."""

_FILLERS = re.compile(
    r"第[一二三四五六七八九十百零〇\d]+[条款项]|[（(][一二三四五六七八九十]+[)）]|应当|应该|可以|能不能|是不是|"
    r"建议|希望|请求|恳请|我们|你们|他们|我家|咱们|这个|那个|这样|怎么|什么|就是|还是|不是|没有|一个|"
    r"[的了吗呢吧啊嘛呀着得地我你他它也都就才还又再很请把将被让给在是有和与及或而但这那来去上个等要]"
)

_CUT = re.compile(r"[\W_]+")


class Reading(msgspec.Struct, frozen=True):
    """What a text speaks of and which way it leans. `words` are its runs of characters between
    fillers, `grams` its characters and pairs."""

    words: tuple[str, ...]
    grams: Counter[str]
    concepts: Counter[int]
    asked: dict[str, frozenset[float]]
    leans: dict[str, int]
    burden: int


def leans(text: str) -> dict[str, int]:
    """What `read` says of where a text leans, at a third of its time."""
    plain = _plain(text)
    return leaning(plain, amounts(plain))


def _plain(text: str) -> str:
    return simplify(visible(body(text[:LONGEST]))).lower()


def read(text: str) -> Reading:
    """Read a text. Traditional characters are read as simplified ones."""
    plain = _plain(text)
    runs = tuple(filter(None, map(fold, _CUT.split(_FILLERS.sub(" ", plain)))))
    words = "".join(runs)
    pairs = (words[at : at + 2] for at in range(len(words) - 1))
    figures = amounts(plain)
    leaned = leaning(plain, figures)
    counted = Counter([*words, *pairs])
    return Reading(runs, counted, concepts(plain), asked(figures), leaned, burden(leaned))
