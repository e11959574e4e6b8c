"""From what is written to where it leads: the mentions of one unit followed through the draft."""

from typing import Final

from drafts.citing.mentions import LEVELS, Mention, Tie
from drafts.citing.places import KINDS, WORDS, Nowhere, Places, leads
from drafts.citing.reading import Read
from drafts.model import Unit

_LEVEL_OF_WORD: Final = {word: level for level, word in WORDS.items()}
_LEVEL_OF_KIND: Final = {kind: level for level, kind in KINDS.items()}
_FROM_ARTICLE: Final = LEVELS.index("article")


class NoCitation(Exception):
    """The words name no provision after all: 本项工作, 第一项任务 outside any article."""


class Resolver:
    """Follows the citations of a draft, unit by unit."""

    def __init__(self, places: Places, *, comment: bool = False) -> None:
        """In a comment what is written loosely and leads nowhere is no citation."""
        self._places, self._comment = places, comment
        self._cited: dict[str, Read] = {}

    def follow(self, reads: list[Read], here: Unit | None) -> list[Read]:
        """The citations among `reads`, which stand in `here`: followed, ranges made one."""
        kept: list[Read] = []
        for read in reads:
            last = kept[-1] if kept else None
            try:
                if read.law is None and read.why is None:
                    read.units = self._lead(read, last, here)
            except Nowhere as nowhere:
                if self._comment and _is_loose(read):
                    continue
                read.why = str(nowhere)
            except NoCitation:
                continue
            if last is not None and read.tie is Tie.RANGE and read.law == last.law:
                self._stretch(last, read)
            else:
                kept.append(read)
            if here is not None and "article" in read.mention.steps:
                self._cited[here.address] = kept[-1]
        return kept

    def _stretch(self, first: Read, last: Read) -> None:
        """第九条 and 至第十一条 become one citation."""
        first.end, first.ranged = last.end, True
        first.why = first.why or last.why
        if first.why or first.law is not None:
            first.units = []
            return
        try:
            row = self._places.between(first.units[-1], last.units[-1])
            first.units = first.units[:-1] + row
        except Nowhere as nowhere:
            first.units, first.why = [], str(nowhere)

    def _lead(self, read: Read, last: Read | None, here: Unit | None) -> list[Unit]:
        mention = read.mention
        if mention.base.startswith("附"):
            annex = self._places.annex(mention.base[1], mention.count)
            return leads(self._places, mention.steps, annex, here)
        if mention.base:
            return self._from_base(mention, last, here)
        top = next(iter(mention.steps))
        start = self._start(read, top, last, here)
        return leads(self._places, mention.steps, start, here)

    def _from_base(self, mention: Mention, last: Read | None, here: Unit | None) -> list[Unit]:
        level = _LEVEL_OF_WORD[mention.base[1]]
        if mention.base[0] in "该同":
            if last is None or not last.units:
                raise Nowhere(f"“{mention.base}”指哪一{mention.base[1]}，前文没有写明。")
            here = last.units[-1]
        around = self._places.around(here, level) if here else None
        if mention.base == "本款" and here is not None:
            around = self._places.clause(here) or around
        if level == "item" and (around is None or mention.base[0] == "前"):
            units = self._items(mention, around, here)
        elif around is None:
            if self._comment or (mention.base[0] == "本" and not mention.steps):
                raise NoCitation
            raise Nowhere(f"这里不在任何{mention.base[1]}里，“{mention.base}”没有所指。")
        elif mention.base[0] == "前":
            units = self._places.before(around, level, mention.count)
        else:
            units = [around]
        if not mention.steps:
            return units
        return units[:-1] + leads(self._places, mention.steps, units[-1], here)

    def _items(self, mention: Mention, around: Unit | None, here: Unit | None) -> list[Unit]:
        """前项 inside a list; after one, 前三项 is the whole list when it has three 项."""
        if around is not None:
            return self._places.before(around, "item", mention.count)
        paragraph = self._places.around(here, "paragraph") if here else None
        if mention.base[0] != "前" or paragraph is None:
            raise NoCitation
        items = self._places.items(paragraph) or self._places.items_before(paragraph)
        if not items:
            raise NoCitation
        if len(items) != mention.count and mention.count:
            raise Nowhere(f"前面有{len(items)}项，“前{mention.count}项”指哪几项没有写明。")
        return items

    def _start(self, read: Read, top: str, last: Read | None, here: Unit | None) -> Unit | None:
        """The unit the first step is taken from; None is the whole draft."""
        if read.tie is not Tie.NONE and last is not None and last.law is None:
            if not last.units and LEVELS.index(top) > _FROM_ARTICLE:
                raise Nowhere(last.why or "前面的引用没有着落。")
            if last.units:
                return self._above(last.units[-1], top)
        if LEVELS.index(top) <= _FROM_ARTICLE:
            return self._annex(read, here)
        article = self._places.around(here, "article") if here else None
        if here is None or article is None:
            raise NoCitation
        return self._other_article(read, top, here) or self._own(read, top, here, article)

    def _other_article(self, read: Read, top: str, here: Unit) -> Unit | None:
        """The article cited shortly before whose 款 or 项 a bare 第二项 is.

            第三十三条 违反本条例第十六条规定的，按照下列规定处罚：（一）违反第一项规定的，…

        What is 违反 after an article that is 违反 is that article's; so is what the own article
        does not have at all.
        """
        above = self._places.parents.get(here.address)
        cited = self._cited.get(here.address) or (self._cited.get(above.address) if above else None)
        article = self._places.around(here, "article")
        if cited is None or cited.law is not None or not cited.units or article is None:
            return None
        other = self._places.around(cited.units[-1], "article")
        if other is None or other.address == article.address:
            return None
        numbers = [span.first for span in read.mention.steps[top]]
        own = self._places.has(article, top, numbers)
        if (read.violated and cited.violated) or not own:
            return other if self._places.has(other, top, numbers) else None
        return None

    def _own(self, read: Read, top: str, here: Unit, article: Unit) -> Unit:
        """The closest unit around with these 项 or 目, or the article."""
        if top == "paragraph":
            return article
        inner = self._places.around(here, "item" if top == "subitem" else "paragraph")
        if inner is None:
            return article
        numbers = [span.first for span in read.mention.steps[top]]
        return inner if self._places.has(inner, top, numbers) else article

    def _above(self, unit: Unit, level: str) -> Unit | None:
        """The unit that holds the 款 or 项 a list goes on with: 第五条第一款、第二款."""
        here: Unit | None = unit
        while here is not None:
            own = _LEVEL_OF_KIND.get(here.kind)
            if own and LEVELS.index(own) < LEVELS.index(level):
                return here
            here = self._places.parents.get(here.address)
        return None

    def _annex(self, read: Read, here: Unit | None) -> Unit | None:
        """In an annex with articles of its own, a bare 第三条 is the annex's."""
        if not read.bare or here is None or "article" not in read.mention.steps:
            return None
        annex = self._places.around_annex(here)
        first = read.mention.steps["article"][0].first
        return annex if annex and self._places.has_article(annex, first) else None


def _is_loose(read: Read) -> bool:
    """第一项 alone: in a comment it is a citation only when there is such a 项."""
    steps = read.mention.steps
    return read.bare and not read.mention.base and not any(one in steps for one in LEVELS[:5])
