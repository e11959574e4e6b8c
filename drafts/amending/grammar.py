"""What one sentence of an amendment says: verbs and places, read from left to right.

A sentence is understood whole or not at all. Its quotations are hidden (see `quotation`), so that
only the amendment's own words are matched.
"""

import re
from collections.abc import Callable
from typing import Any, Final

import msgspec

from drafts.amending.model import Instruction, Place, Verb, Where
from drafts.amending.places import BOOK, Read, read_places
from drafts.amending.quotation import QUOTE
from drafts.model import Kind
from drafts.numerals import to_int
from drafts.splitting.markers import NUMERALS

_SKIP: Final = re.compile(
    r"(?:[ \n，、；。：]|同时|并且|并[将把在对于]?|其中的?|另外|此外|分别(?=[对将把在])"
    r"|[将把在对于]|相应地)+"
)
_CHANGED: Final = (
    r"(?P<all>(?:相应地?|统一|分别|一律|均|全部|都|也|并|依次|顺次|予以)*)"
    r"(?:修改|更改|变更|替换|表述|调整|改|换)(?:为|成)"
)
_QUOTES: Final = rf"{QUOTE}(?: *{QUOTE})*"
_REPLACED: Final = re.compile(rf"{_CHANGED}：? *(?P<new>{_QUOTES})")
_SUBSTITUTED: Final = re.compile(rf"{_CHANGED}：? *(?P<new>{QUOTE}(?:、? *{QUOTE})*)")
_WORDS: Final = re.compile(
    rf"(?:中|里|内)?(?:所列|所称|规定|所有|全部)?的?(?P<words>{QUOTE}(?:(?:、|，|和|及|与|以及|或者)?{QUOTE})*)"
    r"(?:等?(?:字样|文字|的?规定|的?表述|[一两三]?[词句字]))?"
)
_LOCATES: Final = re.compile(r"(?:中|里|内)，?(?:的)?(?=第|增[加写列设]|删|[（(])")
_INSERTS: Final = re.compile(
    r"(?P<side>之?[后前]面?)，?(?:增[加写列设]|添加|加上|加|插入)(?:[一两]?[句词段]话?|[一两]个?分句)?"
    rf"(?:，?内容为)?[：，]? *(?P<new>{QUOTE})"
)
_CUT: Final = re.compile("(?:予以|均|一律|全部)?(?:删去|删除)")
_DELETE: Final = re.compile("删去|删除|删掉|取消|废止")
_EVERYWHERE: Final = re.compile("统一|一律|均|全部|都")
_ADDS: Final = re.compile(
    r"(?P<side>中|里|之?[后前]面?|的?(?:开头|段首|句首|末尾|最后|结尾|句末|段末|之首|之末))?，?"
    r"(?:增[加写列设]|补充|新增)"
)
_WHAT: Final = re.compile(
    rf"(?P<count>[{NUMERALS}]{{1,4}})个?(?P<unit>自然段|条|款|项|目|分编|编|章|节|句)(?:规定|内容)?"
)
_NUMBERED_AS: Final = re.compile("，?(?:分别|依次|相应|顺次)*(?:作为|列为|编为|为)")
_TEXT: Final = re.compile(
    rf"，?(?:内容(?:分别)?(?:为|如下)|具体内容为|修改为|即)?：? *(?P<new>{_QUOTES})"
)
_MERGED: Final = re.compile(
    "(?:合并|并入)(?:(?:成|为)(?:一[条款项章节])?)?，?(?:修改为|作为|改为|为)?(?=第|“|：)"
    "|合并(?:成|为)?(?:一[条款项])?"
)
_PARTED: Final = re.compile(
    rf"(?:(?:拆分|分解|拆|分|分立)(?:为|成)(?:[{NUMERALS}]{{1,3}}[条款项])?"
    rf"|改为[{NUMERALS}]{{1,3}}[条款项](?=，))，?(?:分别)?(?:作为|改为|为)?"
)
_MOVED: Final = re.compile("(?:移至|移到|移动到|移动至|调整到|调整至)")
_SIDE: Final = re.compile("之?(?P<side>[后前])面?")
_ALONE: Final = re.compile(
    "(?:单列|单独|另列|独立)(?:成|为|作为)?(?:一[条款项])?，?(?=作为|改为|修改为)"
)
_BECOMES: Final = re.compile(
    "(?:相应地?|依次|顺次|分别|均|顺延|序号)*(?:修改为|改为|调整为|变更为|作为|顺延为|移作|列为)"
)
_ORDER: Final = re.compile(
    "(?:[^“”，。；《》]{0,24}(?:顺序|序号|条序|条目)[^“”，。；]{0,12}(?:调整|顺延|变更)"
    "|[^“”，。；《》]{0,12}(?:依次|相应)(?:顺延|调整|变更))[^“”，。；]{0,12}"
)
_PUBLISH: Final = re.compile(
    rf"(?:{BOOK}[^“”。；]{{0,40}}?)?(?:根据|按照)本(?:决定|修正案|修改决定)"
    r"(?:(?!并?对?条文|并?对?条款|并对|顺序|序号)[^“”。；]){0,40}|重新(?:公布|发布|印发)"
)
_KINDS: Final = {
    "条": Kind.ARTICLE, "款": Kind.PARAGRAPH, "自然段": Kind.PARAGRAPH, "项": Kind.ITEM,
    "目": Kind.SUBITEM, "编": Kind.PART, "分编": Kind.SUBPART, "章": Kind.CHAPTER,
    "节": Kind.SECTION,
}  # fmt: skip
_SIDES: Final = {"后": Where.AFTER, "前": Where.BEFORE}

_LIKE: Final = re.compile(
    r"(?:修改|更改|变更|替换|调整|改|换)(?:为|成)|删去|删除|增[加写列设]|作为第|合并|拆分|分为|移至|移到"
    r"|(?:作|进行|予以|作出)[^。；]{0,8}(?:修改|调整|修正)|顺序|序号"
)
_ABOUT: Final = re.compile(
    rf"第?[（(]?[{NUMERALS}]{{1,12}}[）)]?[条款项章节编目]|“|引言|序言|名称|附[件表录]|条文|全文|文字"
)


class Unread(ValueError):
    """A sentence that is an instruction but is not understood; says from where on."""


class Context(msgspec.Struct):
    """What the sentences before have named: a sentence leaves out what is plain from them."""

    targets: tuple[Place, ...] = ()
    law: str | None = None
    lost: bool = False

    @property
    def near(self) -> Place | None:
        """The last place named."""
        return self.targets[-1] if self.targets else None


def is_instruction(sentence: str) -> bool:
    """Whether a sentence orders a change of the text; 自…施行 and 重新公布 do not."""
    return _LIKE.search(sentence) is not None and _ABOUT.search(sentence) is not None


class Sentence:
    """Reads one sentence `[start, end)` of a masked amendment."""

    def __init__(self, text: str, start: int, end: int, context: Context) -> None:
        """`context` is read and kept up to date."""
        self._text, self._at, self._end = text, start, end
        self._start = start
        self._context = context
        self.found: list[Instruction] = []

    def read(self) -> list[Instruction]:
        """Every instruction of the sentence, `words` and `texts` still being positions.

        Raises Unread.
        """
        while True:
            self._take(_SKIP)
            if self._at >= self._end:
                return self.found
            before = self._at
            if not (self._take(_PUBLISH) or self._order()):
                self._step()
            if self._at <= before:
                raise Unread(self._rest())

    def _rest(self) -> str:
        return self._text[self._at : min(self._end, self._at + 20)].replace("\x01", "")

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self._text, self._at, self._end)
        if match:
            self._at = match.end()
        return match

    def _say(self, verb: Verb, **parts: Any) -> None:
        said = {"law": self._context.law, "targets": self._context.targets} | parts
        self.found.append(Instruction(self._start, self._end, "", verb, **said))

    def _order(self) -> bool:
        match = self._take(_ORDER)
        if match is None:
            return False
        vague = "文字" in match[0] or "内容" in match[0]
        reason = "决定没有写明改动哪些文字，没有改动；请对照公布的文本核对。" if vague else None
        self._say(Verb.ORDER, targets=(), reason=reason)
        return True

    def _places(self) -> Read | None:
        read = read_places(self._text, self._at, self._end, self._context.near)
        if read:
            self._at = read.end
            self._context.law = read.law or self._context.law
        return read

    def _step(self) -> None:
        if self._take(_DELETE):
            self._delete()
            return
        if (match := _ADDS.match(self._text, self._at, self._end)) and not match["side"]:
            self._at = match.end()
            self._add("")
            return
        read = self._places()
        if read:
            self._context.targets = read.places
            self._context.lost = False
        elif self._context.lost:
            raise Unread("前一句没有读懂，这一句所指的条款不明")
        self._follow(bool(read))

    def _follow(self, named: bool) -> None:
        """What is to happen to the places just named, or to those of the sentence before."""
        rules: tuple[Callable[[bool], bool], ...] = (
            self._quoted,
            self._merge,
            self._part,
            self._move,
            self._become,
            self._replace,
            self._add_here,
            self._delete_here,
        )
        if not any(rule(named) for rule in rules):
            raise Unread(self._rest())

    def _quoted(self, _named: bool) -> bool:
        """第六条中的“旧” … 修改为“新”, 后增加“新”, 删去."""
        match = _WORDS.match(self._text, self._at, self._end)
        if match is None:
            return False
        words = quotes_in(match["words"], match.start("words"))
        self._at = match.end()
        if self._take(_LOCATES):
            self._at = match.end() + len("中")
            self._located(words)
        elif insert := self._take(_INSERTS):
            side = Where.AFTER if "后" in insert["side"] else Where.BEFORE
            text = quotes_in(insert["new"], insert.start("new"))
            self._say(Verb.INSERT, words=words, texts=text, where=side)
        elif change := self._take(_SUBSTITUTED):
            new = quotes_in(change["new"], change.start("new"))
            everywhere = _EVERYWHERE.search(change["all"]) is not None
            self._say(Verb.SUBSTITUTE, words=words, texts=new, everywhere=everywhere)
        elif cut := self._take(_CUT):
            everywhere = _EVERYWHERE.search(cut[0]) is not None
            self._say(Verb.CUT, words=words, everywhere=everywhere)
        else:
            return False
        return True

    def _located(self, words: tuple[str, ...]) -> None:
        """第六十二条“…”中增加一项: the quotation only says where; it must be there."""
        read = self._places()
        if read:
            self._context.targets = read.places
        at = len(self.found)
        self._follow(bool(read))
        for index in range(at, len(self.found)):
            one = self.found[index]
            if one.verb in {Verb.ADD, Verb.REPLACE, Verb.DELETE, Verb.RENUMBER}:
                self.found[index] = msgspec.structs.replace(one, words=words)

    def _merge(self, named: bool) -> bool:
        """将第十条、第二十五条合并，作为第十条，修改为：“…”."""
        if not named or not self._take(_MERGED):
            return False
        goals = self._goals()
        self._say(Verb.MERGE, goals=goals, texts=self._new_text())
        return True

    def _part(self, named: bool) -> bool:
        """将第十条分为二条，作为第十条、第十一条，修改为：“…”."""
        if not named or not self._take(_PARTED):
            return False
        self._say(Verb.SPLIT, goals=self._goals(), texts=self._new_text())
        return True

    def _move(self, named: bool) -> bool:
        """将第十条移至第二十条之后，作为第二十一条."""
        if not named or not self._take(_MOVED):
            return False
        sources = self._context.targets
        read = read_places(self._text, self._at, self._end, self._context.near)
        if read is None:
            return False
        self._at = read.end
        side = self._take(_SIDE)
        goals = self._goals() if self._take(_NUMBERED_AS) else ()
        where = _SIDES[side["side"]] if side else Where.INSIDE
        self._say(Verb.MOVE, targets=(*sources, *read.places), goals=goals, where=where)
        return True

    def _become(self, _named: bool) -> bool:
        """第四款改为第五款; 第三款单列一条，作为第四十九条."""
        begun = self._at
        self._take(_ALONE)
        if self._take(_BECOMES) and (goals := self._goals()):
            self._say(Verb.RENUMBER, goals=goals)
            return True
        self._at = begun
        return False

    def _replace(self, _named: bool) -> bool:
        match = self._take(_REPLACED)
        if match is None or not self._context.targets:
            return False
        self._say(Verb.REPLACE, texts=quotes_in(match["new"], match.start("new")))
        return True

    def _add_here(self, _named: bool) -> bool:
        match = self._take(_ADDS)
        if match:
            self._add(match["side"] or "")
        return match is not None

    def _delete_here(self, _named: bool) -> bool:
        """第六条中删去“…”; 第六条予以删去."""
        inner = re.compile("(?:中|里|内)(?:删去|删除)").match(self._text, self._at, self._end)
        if inner:
            self._at = inner.end()
            self._cut_words()
            return True
        if not self._take(_CUT):
            return False
        self._say(Verb.DELETE)
        return True

    def _delete(self) -> None:
        """删去第六条; 删去第六条中的“…”; 删去“…”."""
        read = self._places()
        if read:
            self._context.targets = read.places
        if _WORDS.match(self._text, self._at, self._end):
            self._cut_words()
        elif read:
            self._say(Verb.DELETE)

    def _cut_words(self) -> None:
        match = self._take(_WORDS)
        if match is None:
            raise Unread(self._rest())
        words = quotes_in(match["words"], match.start("words"))
        self._say(Verb.CUT, words=words)

    def _add(self, side: str) -> None:
        """增加一条，作为第六条：“…”; 增加第六条：“…”; 后增加“…”."""
        where = Where.INSIDE
        for sign, one in (("后", Where.AFTER), ("前", Where.BEFORE)):
            where = one if sign in side and "最" not in side else where
        if any(sign in side for sign in ("开头", "首")):
            where = Where.START
        if any(sign in side for sign in ("末", "最后", "结尾")):
            where = Where.END
        what = self._take(_WHAT)
        unit = _KINDS.get(what["unit"]) if what else None
        count = to_int(what["count"]) if what else None
        goals = self._goals() if self._take(_NUMBERED_AS) or unit is None else ()
        text = self._new_text()
        if unit is None and goals:
            unit, count = goals[0].kind, len(goals)
        if unit is None and text and where is not Where.INSIDE:
            self._say(Verb.INSERT, texts=text, where=where)
            return
        if unit is None or (what and what["unit"] == "句"):
            raise Unread("没有写明加在哪里")
        self._say(Verb.ADD, goals=goals, texts=text, where=where, unit=unit, count=count)

    def _goals(self) -> tuple[Place, ...]:
        read = read_places(self._text, self._at, self._end, self._context.near)
        if read is None:
            return ()
        self._at = read.end
        return read.places

    def _new_text(self) -> tuple[str, ...]:
        match = self._take(_TEXT)
        return quotes_in(match["new"], match.start("new")) if match else ()


_QUOTE: Final = re.compile(QUOTE)


def quotes_in(text: str, start: int) -> tuple[str, ...]:
    """Where the quotations of `text` begin in the amendment, as digits (words come later)."""
    return tuple(str(start + match.start()) for match in _QUOTE.finditer(text))
