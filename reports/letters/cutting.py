"""A letter that speaks of several articles, cut along its citations into comments on them.

第十条第二款建议…；第十五条… is two comments. What names a provision at the head of a sentence
begins one, what follows belongs to it. A point that names none is on the provision whose words it
uses (关于物业的规定，…) or on the draft as a whole. Salutations, thanks and signatures are in none.
Everything is proposed: a person confirms it. What it gets right: tests/truth/letters, and
tests/truth/letters_unseen of letters not seen before.
"""

import re
from collections.abc import Iterator

import msgspec

from drafts.model import Draft
from reports.courtesy import closes, empty, introduces, signs
from reports.letters.layout import own_words
from reports.letters.naming import Named, Naming, Place
from reports.letters.sentences import Sentence, sentences
from reports.letters.topics import Topics
from reports.normalize import fold, simplify
from reports.stance import stance

_LEAD_IN = re.compile(
    r"(?:以下|下列|如下|逐条|(?<![第十])[几两三四五][点条个处项]|书面)[^。；\n]{0,14}[。：:]?\s*\Z|[：:]\s*\Z"
    r"|\bfollowing\b[^.]{0,20}[.:]?\Z"
)
_NO_MORE = re.compile(
    r"(?:就|以上)(?:是)?(?:这|上述|[一二三四五六七八九十两几])|以上|上面几条|祝|求求|专此|敬颂"
    r"|(?:妥|当)否|特此|(?:别的|其余|其他)?[^，。]{0,8}没有?(?:什么|其他)?意见"
)
_GOES_ON = re.compile("理由|因为|原因|否则|例如|比如|这样|也就是|(?:请|建议)?在(?=第)")
_ASKS = re.compile(
    r"建议|希望|应当|应该|不应|能不能|能否|可否|请(?!见谅|转|多包涵|问)|取消|废除|删[去除掉]|别[把收]"
    r"|不合理|太[多少高低重轻快慢严]|明确|\b(?:should|please|would|must)\b"
)
_ABOUT = re.compile("关于|对于?|至于")
_TOPIC = re.compile("[的那](?:规定|条款|一?条)|关于")
_HEADING = re.compile(
    r"关于(?![^。]*(?:第.{1,6}[条款项]|附件?[一二三四\d]))[^，。；：“”]{1,14}[。：:]?"
)
_HOLE = re.compile(r"\n {2,}\n")
_HEAD = 40
_POINT = 10
"""Characters of an entry of a list that say something; fewer are a heading."""
_MARKS = re.compile(r"[，。！？；：、,.!?;:]|第.{1,6}[条款项]")


class Cut(msgspec.Struct, frozen=True):
    """The words `[start, end)` of a letter, a comment on the provision at `address`; None is the
    draft as a whole. Cuts may share their words: 第十二条、第十三条：农村的狗怎么办？"""

    start: int
    end: int
    address: str | None
    by: Named


def cut(text: str, draft: Draft) -> tuple[Cut, ...]:
    """The comments a letter on `draft` holds, in its order; () when it makes none.

    Starts and ends are code points of `text` as it is. Raises nothing.
    """
    plain = simplify(text)
    return tuple(_cuts(own_words(plain if len(plain) == len(text) else text), draft))


def _cuts(text: str, draft: Draft) -> Iterator[Cut]:
    naming, topics = Naming(draft), Topics(draft)
    begun: tuple[Cut, ...] = ()
    announced: tuple[int, Place] | None = None
    for one in _telling(text):
        words = text[one.start : one.end]
        start = one.start
        place = None if begun and _GOES_ON.match(words) else naming.place(words)
        if begun and _HOLE.search(text, begun[-1].end, one.start):
            yield from begun
            begun = ()
        heading = one.numbered and place is None and _HEADING.fullmatch(words)
        if heading or (place and place.alone):
            yield from begun
            begun, announced = (), (start, place) if place else None
            continue
        if place is None and announced:
            start, place = announced
        elif place is None and (one.fresh or not begun) and not _GOES_ON.match(words):
            listed = one.numbered or any(cut_.by is Named.NONE for cut_ in begun)
            place = _unnamed(words, topics, listed=listed)
        announced = None
        if place is None:
            begun = tuple(msgspec.structs.replace(cut_, end=one.end) for cut_ in begun)
            continue
        yield from begun
        begun = tuple(Cut(start, one.end, at, place.by) for at in place.addresses or (None,))
    yield from begun


def _telling(text: str) -> Iterator[Sentence]:
    """The sentences up to the closing that are no courtesy, introduction or signature."""
    for one in sentences(text):
        words = text[one.start : one.end]
        key = fold(words)
        if closes(key):
            return
        bare = one.fresh and not one.numbered and not _MARKS.search(words)
        nothing = not key or bare or empty(words) or introduces(words) or _NO_MORE.match(words)
        if not nothing and not (one.fresh and signs(key, closed=False)):
            yield one


def _unnamed(words: str, topics: Topics, *, listed: bool) -> Place | None:
    """The place of a point that names none; None when it asks for nothing. An entry of a list, and
    a line after another point on no article, is a point whatever its words."""
    asks = _ASKS.search(words) or _ABOUT.match(words)
    if not asks and not (listed and (len(words) >= _POINT or stance(words))):
        return None
    if _LEAD_IN.search(words) or _HEADING.fullmatch(words):
        return None
    address = topics.place(words) if _TOPIC.search(words, 0, _HEAD) else None
    return Place((address,), Named.TOPIC) if address else Place((), Named.NONE)
