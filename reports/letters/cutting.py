"""A letter that speaks of several articles, cut along its citations into comments on them.

第十条第二款建议…；第十五条… is two comments. What names a provision at the head of a sentence
begins one, what follows belongs to it. A point that names none is on the provision whose words it
uses (关于物业的规定，…) or on the draft as a whole. Salutations, thanks and signatures are in none.
Everything is proposed: a person confirms it. What it gets right: tests/truth/letters, and
tests/truth/letters_unseen of letters not seen before.
"""

import re
from collections.abc import Iterable, Iterator

import msgspec

from drafts.model import Draft
from reports.courtesy import closes, empty, introduces, signs
from reports.letters.dividing import letters
from reports.letters.layout import own_words
from reports.letters.naming import Named, Naming, Place
from reports.letters.sentences import Sentence, sentences
from reports.letters.topics import Topics
from reports.normalize import fold, simplify
from reports.stance import stance

_LEAD_IN = re.compile(
    r"(?:以下|下列|如下|逐条|(?<![第十])[几两三四五](?:[点条处项]|个(?=方面|问题|意见|建议))|书面)[^。；\n]{0,14}[。：:]?\s*\Z|[：:]\s*\Z"
    r"|\bfollowing\b[^.]{0,20}[.:]?\Z"
)
_NO_MORE = re.compile(
    r"(?:就|以上)(?:是)?(?:这|上述|[一二三四五六七八九十两几])|以上|上面几条|祝|求求|专此|敬颂"
    r"|请(?:相关|有关)部门[^，。]{0,14}[。]?\Z|(?:妥|当)否|特此|(?:别的|其余|其他)?[^，。]{0,8}没有?(?:什么|其他)?意见"
)
_GOES_ON = re.compile("理由|因为|原因|否则|例如|比如|这样|也就是|(?:请|建议)?在(?=第)")
_ASKS = re.compile(
    r"建议|希望|应当|应该|不应|能不能|能否|可否|请(?!见谅|转|多包涵|问)|取消|废除|删[去除掉]|别[把收]"
    r"|不合理|为[啥什]|凭什么|怎么办|行不行|太[多少高低重轻快慢严]|明确|\b(?:should|please|would|must)\b"
)
_ABOUT = re.compile("关于|对于?|至于")
_HEADING = re.compile(
    r"关于(?![^。]*(?:第.{1,6}[条款项]|附件?[一二三四\d]))[^，。；：“”]{1,14}[。：:]?"
)
_HEADED = re.compile(
    r"(?:关于|对于?)[^，。；：“”]{1,14}(?:[（(][^，。；：“”）)]{2,24}[）)]|的(?:意见|建议))[。：:]?"
)
"""A heading that names what stands below it: 关于登记（第十二条、第十八条）, 对第二章的意见."""
_HOLE = re.compile(r"\n {2,}\n")
_BRIEF = 16
"""Characters of a sentence that only says where a question stands: 第五十四条没看懂。"""
_POINT = 10
"""Characters of an entry of a list that say something; fewer are a heading."""
_NUMBER = re.compile(r"第.{1,6}[条款项]|附[件表录]\s?[一二三四五\d]")
_MARKS = re.compile(rf"[，。！？；：、,.!?;:]|{_NUMBER.pattern}")
_SAID = re.compile(
    r"\d\s?条|[了吧啊呀吗呢嘛](?:\s|\Z)|建议|希望|应[当该]|不[同合科能应该许让准要用]|支持|反对|赞成|太[多少高低重轻快慢严]"
)
"""What only somebody who wants something writes: a line without marks is a signature otherwise."""
_TITLE = re.compile(r"(?:意见|建议|报告|表|函|材料|摘要)\Z")
_FORM = re.compile(r"关于[^。；\n]{2,60}(?:意见|建议|报告|函|材料|摘要)")


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
    mine = own_words(plain if len(plain) == len(text) else text)
    topics = Topics(draft)
    return tuple(
        msgspec.structs.replace(one, start=start + one.start, end=start + one.end)
        for start, end in letters(mine)
        for one in _placed(mine[start:end], _cuts(mine[start:end], draft, topics), topics)
    )


def _placed(text: str, cuts: Iterable[Cut], topics: Topics) -> Iterator[Cut]:
    """The cuts, those that name no place put where their words lead."""
    for one in cuts:
        address = topics.place(text[one.start : one.end]) if one.by is Named.NONE else None
        yield msgspec.structs.replace(one, address=address, by=Named.TOPIC) if address else one


def _cuts(text: str, draft: Draft, topics: Topics) -> Iterator[Cut]:
    naming = Naming(draft)
    begun: tuple[Cut, ...] = ()
    announced: tuple[int, Place] | None = None
    for one in _telling(text):
        words = text[one.start : one.end]
        start = one.start
        goes_on = _GOES_ON.match(words) and not (one.fresh and naming.heads(words))
        place = None if begun and goes_on else naming.place(words)
        if begun and _HOLE.search(text, begun[-1].end, one.start):
            yield from begun
            begun = ()
        heading = one.fresh and _HEADED.fullmatch(words)
        heading = heading or (one.numbered and place is None and _HEADING.fullmatch(words))
        if heading or (place and place.alone):
            yield from begun
            begun, announced = (), (start, place) if place and not heading else None
            continue
        if place and place.whole and not _ASKS.search(words):
            place = None
        after = begun and not one.fresh and len(words) <= _BRIEF
        asked = after and text[begun[-1].end - 1] in "？?"
        if place and asked and all(cut_.by is Named.NONE for cut_ in begun):
            start, begun = begun[0].start, ()
        if place is None and announced:
            start, place = announced
        elif place is None and (one.fresh or not begun) and not _GOES_ON.match(words):
            listed = one.numbered or any(cut_.by is Named.NONE for cut_ in begun)
            led = begun and _MARKS.search(words) and topics.place(words)
            place = _unnamed(words, listed=listed or bool(led))
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
        bare = one.fresh and not one.numbered and not _says(words)
        no_more = _NO_MORE.match(words) and not _NUMBER.search(words)
        nothing = not key or bare or empty(words) or introduces(words) or no_more
        if not nothing and not (one.fresh and signs(key, closed=False)):
            yield one


def _says(words: str) -> bool:
    """Whether a line is more than a name or a title."""
    marked = _MARKS.search(words) or (_SAID.search(words) and not _TITLE.search(words))
    return bool(marked) and not _FORM.fullmatch(words)


def _unnamed(words: str, *, listed: bool) -> Place | None:
    """The place of a point that names none; None when it asks for nothing. An entry of a list, and
    a line after another point on no article, is a point whatever its words."""
    asks = _ASKS.search(words) or _ABOUT.match(words)
    if not asks and not (listed and (len(words) >= _POINT or stance(words))):
        return None
    if _LEAD_IN.search(words) or _HEADING.fullmatch(words):
        return None
    return Place((), Named.NONE)
