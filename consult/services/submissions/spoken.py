"""The words comments speak of, as pages show them, and what became of them in later drafts."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote as percent

import msgspec

from consult.services.records import find
from consult.tables import Target
from drafts import anchoring
from drafts.anchoring import Selector
from drafts.model import Draft, Row
from drafts.passages import Passage, Standing, carry, narrow, plain_text, widen

_LONG_FRAGMENT = 40
_FRAGMENT_ENDS = 12


class Spoken(msgspec.Struct, frozen=True):
    """The words a comment speaks of, as they stand in its draft; `passage` None: they do not."""

    slug: str
    reading: int
    selector: Selector
    passage: Passage | None

    @property
    def exact(self) -> str:
        """The words."""
        return self.selector.exact

    @property
    def mark(self) -> str | None:
        """Where they stand, as the page of an article takes it: "5-17"."""
        return f"{self.passage.start}-{self.passage.end}" if self.passage else None

    @property
    def fragment(self) -> str:
        """The id of the provision and a text fragment with the words, for the end of a link."""
        if self.passage is None:
            return ""
        words = self.exact.strip()
        first, last = words[:_FRAGMENT_ENDS], words[-_FRAGMENT_ENDS:]
        whole = len(words) <= _LONG_FRAGMENT and "\n" not in words
        parts = [words] if whole else [first.partition("\n")[0], last.rpartition("\n")[2]]
        said = ",".join(percent(part, safe="").replace("-", "%2D") for part in parts)
        return f"#{self.passage.address}:~:text={said}"


class Words(msgspec.Struct, frozen=True):
    """What a later draft made of the words: where they stand in their article, and in the
    provision at `address` as a mark; nowhere where they are gone."""

    standing: Standing
    place: Passage | None = None
    mark: str | None = None
    address: str = ""


async def spoken_of(comment_ids: Sequence[int]) -> dict[int, Spoken]:
    """The words some comments speak of, by comment; those that name none are not in it."""
    rows = await Target.select(*Target.all_columns(), Target.comment.round).where(
        Target.comment.is_in(list(comment_ids) or [0])
    )
    drafts = {one: await find.draft_of_round(one) for one in {row["comment.round"] for row in rows}}
    found = {}
    for row in rows:
        draft, slug = drafts[row["comment.round"]]
        tree = await find.tree(draft)
        selector = Selector(row["exact"], row["prefix"], row["suffix"], row["begins"])
        place = _stands(row, selector, tree)
        found[row["comment"]] = Spoken(slug, draft["reading"], selector, place)
    return found


def _stands(row: Mapping[str, Any], selector: Selector, tree: Draft) -> Passage | None:
    """Where kept words stand in the draft as it is now: a text may have been split anew."""
    if row["begins"] is None or row["address"] is None:
        return None
    unit = tree.find(row["address"])
    text = plain_text(unit) if unit else ""
    if text[row["begins"] : row["ends"]] == row["exact"]:
        return Passage(row["address"], row["begins"], row["ends"])
    found = anchoring.find(text, selector)
    return Passage(row["address"], found.start, found.end) if found else None


async def spoken_in(round_id: int) -> dict[int, str]:
    """The words of the draft that comments of a round speak of, by comment."""
    rows = await Target.select(Target.comment, Target.exact).where(
        (Target.comment.round == round_id) & Target.begins.is_not_null()
    )
    return {row["comment"]: row["exact"] for row in rows}


def begin(tree: Draft, spoken: Spoken | None) -> Words | None:
    """The words a comment speaks of, to be followed through later drafts of its bill."""
    article = find.article_of(tree, spoken.passage.address) if spoken and spoken.passage else None
    if spoken is None or spoken.passage is None or article is None:
        return None
    wide = widen(article, spoken.passage)
    return Words(Standing.UNCHANGED, wide, spoken.mark) if wide else None


def follow(words: Words | None, rows: Sequence[Row], old: Draft, new: Draft) -> Words | None:
    """What became of the words in the next draft, by the `rows` their article has there; None
    where that is not sure, or where they were gone before."""
    if words is None or words.place is None:
        return None
    found = [_followed(words, words.place, row, old, new) for row in rows]
    mine = [one for one in found if one is not None]
    return min(mine, key=lambda one: list(Standing).index(one.standing), default=None)


def _followed(words: Words, place: Passage, row: Row, old: Draft, new: Draft) -> Words | None:
    was = old.find(place.address)
    if row.old != place.address or was is None:
        return None
    article = new.find(row.new) if row.new else None
    if article is None:
        return Words(Standing.GONE)
    carried = carry(row.ops, place.start, place.end)
    standing, start, end = carried.standing, carried.start, carried.end
    if standing is not Standing.UNCHANGED:
        cut = anchoring.select(plain_text(was), place.start, place.end)
        moved = anchoring.find(plain_text(article), cut)
        if moved:
            standing, start, end = Standing.UNCHANGED, moved.start, moved.end
    if standing is Standing.GONE:
        return Words(Standing.GONE)
    worst = max(standing, words.standing, key=list(Standing).index)
    near = narrow(article, start, end)
    return Words(
        worst, Passage(article.address, start, end), f"{near.start}-{near.end}", near.address
    )
