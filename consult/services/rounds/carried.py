"""Carry-over: what the reading before did not adopt, beside what this reading says now.

Nothing binds an office to its earlier decision; deciding otherwise without a word on it is what a
committee asks about first.
"""

import datetime as dt
import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby

import msgspec

from consult.errors import Invalid, NotFound
from consult.permissions import Actor, require
from consult.services.bills import alignment
from consult.services.bills.bill import BillCard, show_bill
from consult.services.records import find
from consult.tables import Cluster, Comment
from drafts.address import label
from drafts.numerals import to_chinese
from reports.model import Outcome
from reports.normalize import fold_many
from reports.similarity import any_alike, ratios

UNADOPTED = (Outcome.NOT_ADOPTED, Outcome.PARTLY, Outcome.STUDY)
ALIKE = 60.0
"""Likeness of two representatives from which on they are taken to say the same. Lower than what
puts two comments into one cluster: a wrong pair costs a look, a missed one a silent change."""
_EARLIER = re.compile("上一?[次审稿轮]|前一?[次审稿轮]|此前|先前|原先|原来的?意见|当时|初审")


Where = tuple[str | None, ...]
"""Articles by address, None the draft as a whole."""
EVERYWHERE: Where = ()


class Now(msgspec.Struct, frozen=True):
    """A cluster of this reading on the same article. `alike`: its representative says about what
    the old one's did; `unexplained`: decided otherwise, without a word on the earlier decision."""

    cluster: int
    label: str
    outcome: Outcome | None
    reason: str
    alike: bool
    unexplained: bool


class Item(msgspec.Struct, frozen=True):
    """A cluster the reading before did not adopt, with the reason given then."""

    cluster: int
    label: str
    outcome: Outcome
    reason: str
    now: tuple[Now, ...]

    @property
    def unexplained(self) -> bool:
        """Whether a like opinion was decided otherwise now without a word on it."""
        return any(one.unexplained for one in self.now)


class Stand(msgspec.Struct, frozen=True):
    """An article of this reading as people name it, and its words."""

    address: str
    label: str
    text: str


class CarriedPlace(msgspec.Struct, frozen=True):
    """An article of the reading before with what was not adopted on it, and where it stands now:
    several articles where it was split, none for the draft as a whole."""

    label: str
    text: str
    now: tuple[Stand, ...]
    items: tuple[Item, ...]


class Heir(msgspec.Struct, frozen=True):
    """A cluster of this reading on an article something was left open on, not yet compared."""

    cluster: int
    label: str
    representative: int | None
    outcome: Outcome | None
    reason: str


class Lot(msgspec.Struct, frozen=True):
    """What was not adopted on an article, not yet compared with what is said there now."""

    place: CarriedPlace
    was: Heir
    outcome: Outcome
    heirs: tuple[Heir, ...]

    @property
    def open(self) -> bool:
        """Whether something on its article is undecided now."""
        return any(one.outcome is None for one in self.heirs)

    def otherwise(self, reading: int) -> tuple[Heir, ...]:
        """What was decided otherwise without a word on the decision of `reading`: to be explained
        where it says the same."""
        return tuple(
            one
            for one in self.heirs
            if one.outcome not in (None, self.outcome) and not mentions(one.reason, reading)
        )


class Carried(msgspec.Struct, frozen=True):
    """What a reading carries over from the one before, in the order of the old draft."""

    bill: BillCard
    old_reading: int
    new_reading: int
    lots: tuple[Lot, ...]


async def carried_over(actor: Actor, slug: str, reading: int, now: dt.datetime) -> Carried:
    """What the reading before did not adopt, on articles that live on. Raises NotFound, also for
    the first reading."""
    require(actor, "desk.read")
    draft = await find.draft_row(slug, reading)
    if reading < 2:
        raise NotFound("第{n}次审议之前没有可以对照的文本。", n=reading)
    return Carried(await show_bill(slug, now), reading - 1, reading, await _lots(draft))


async def compared(lots: Sequence[Lot], reading: int) -> tuple[CarriedPlace, ...]:
    """Some of what reading `reading` left open beside what is said now, the likest first, by
    article. Costs a comparison a pair: for what one page shows."""
    said = await _representatives(
        one.representative for lot in lots for one in (lot.was, *lot.heirs)
    )
    found: dict[str, tuple[CarriedPlace, list[Item]]] = {}
    for lot in lots:
        place = found.setdefault(lot.place.label, (lot.place, []))
        place[1].append(_item(lot, said, reading))
    return tuple(
        msgspec.structs.replace(place, items=tuple(items)) for place, items in found.values()
    )


async def left_over(draft: find.Row) -> tuple[int, int]:
    """How many things the reading before did not adopt have something undecided on their article,
    and how many were decided otherwise on a like opinion without a word on it."""
    lots = await _lots(draft)
    unlike = _unlike(lots, draft["reading"] - 1)
    said = await _representatives(
        one.representative for pair in unlike for heirs in pair for one in heirs
    )

    def words(heirs: Iterable[Heir]) -> list[str]:
        return [said.get(one.representative or 0, "") for one in heirs]

    unexplained = sum(sum(any_alike(words(was), words(now), ALIKE)) for was, now in unlike)
    return sum(lot.open for lot in lots), unexplained


def _unlike(lots: Sequence[Lot], before: int) -> list[tuple[list[Heir], list[Heir]]]:
    """What was decided alike on an article, beside what stands there now decided otherwise without
    a word on it: as `Lot.otherwise` says of each, once for all of an article."""
    found = []
    for _, here in groupby(lots, key=lambda lot: id(lot.place)):
        of_article = list(here)
        silent = [
            one for one in of_article[0].heirs if one.outcome and not mentions(one.reason, before)
        ]
        for outcome in UNADOPTED:
            was = [lot.was for lot in of_article if lot.outcome is outcome]
            found.append((was, [one for one in silent if one.outcome is not outcome]))
    return found


class Earlier(msgspec.Struct, frozen=True):
    """What the reading before did about an opinion like a cluster's; `unexplained`: this cluster
    is decided otherwise, without a word on it."""

    cluster: int
    reading: int
    label: str
    outcome: Outcome
    reason: str
    unexplained: bool


async def earlier_of(draft: find.Row, cluster_id: int) -> tuple[Earlier, ...]:
    """What the reading before did not adopt of what a cluster of this one says."""
    before = draft["reading"] - 1
    row = await Cluster.select(Cluster.article).where(Cluster.id == cluster_id).first()
    lots = [
        msgspec.structs.replace(lot, heirs=(one,))
        for lot in (await _lots(draft, (row["article"],)) if row else ())
        for one in lot.heirs
        if one.cluster == cluster_id
    ]
    if not lots:
        return ()
    said = await _representatives(
        one.representative for lot in lots for one in (lot.was, *lot.heirs)
    )
    scores = _scores(lots[0].heirs[0], [lot.was for lot in lots], said)
    return tuple(
        Earlier(
            cluster=lot.was.cluster,
            reading=before,
            label=lot.was.label,
            outcome=lot.outcome,
            reason=lot.was.reason,
            unexplained=bool(lot.otherwise(before)),
        )
        for lot, score in zip(lots, scores, strict=True)
        if score >= ALIKE
    )


async def reason_before(cluster_id: int, earlier: int) -> str:
    """The reason given in the reading before on the cluster `earlier`, which says what a cluster
    of this one does. Raises Invalid when it does not, NotFound."""
    row = await Cluster.select(Cluster.round).where(Cluster.id == cluster_id).first()
    if row is None:
        raise NotFound("没有这一类意见。请回到列表再看。")
    draft, _ = await find.draft_of_round(row["round"])
    for one in await earlier_of(draft, cluster_id):
        if one.cluster == earlier:
            return one.reason
    raise Invalid("上一审的这一类刚有变化，请看过再选。", field="reason")


async def _lots(draft: find.Row, only: Where = EVERYWHERE) -> tuple[Lot, ...]:
    """In the order of the old draft, the draft as a whole last; of what stands at `only` now."""
    if draft["reading"] == 1:
        return ()
    pair = await alignment.with_previous(draft)
    old = await find.draft_at(draft["bill"], draft["reading"] - 1)
    if pair is None or old is None:
        return ()
    texts: dict[str | None, str] = {unit.address: unit.text for unit in pair.old.articles()}
    heirs = {at: _heirs(pair, at) for at in (*texts, None)}
    heirs = {at: now for at, now in heirs.items() if now and (not only or {*now} & {*only})}
    before = await _clusters_at(old["id"], tuple(heirs) if only else EVERYWHERE, UNADOPTED)
    here = await _clusters_at(draft["id"], only)
    news = {unit.address: unit for unit in pair.new.articles()}
    lots: list[Lot] = []
    for address, now in heirs.items():
        place = CarriedPlace(
            label=label(address) if address else "",
            text=texts.get(address, ""),
            now=tuple(Stand(at, label(at), news[at].text) for at in now if at in news),
            items=(),
        )
        present = tuple(one for at in now for one in here.get(at, ()))
        lots += (
            Lot(place, was, was.outcome, present) for was in before.get(address, ()) if was.outcome
        )
    return tuple(lots)


def _heirs(pair: alignment.Pair, address: str | None) -> tuple[str | None, ...]:
    """Where an article of the old draft stands now; the draft as a whole stays itself."""
    if address is None:
        return (None,)
    return tuple(row.new for row in pair.every_since(address) if row.new)


@functools.lru_cache(maxsize=4096)
def mentions(reason: str, reading: int) -> bool:
    """Whether a reason speaks of the decision of reading `reading`: 一审时、第一次审议、上次……"""
    number = to_chinese(reading)
    named = re.search(f"[{number}{reading}]审|第[{number}{reading}]次|{number}次?审议", reason)
    return bool(named or _EARLIER.search(reason))


def _scores(was: Heir, heirs: Sequence[Heir], said: dict[int, str]) -> list[float]:
    """How alike a cluster's representative is to those of some others, in percent."""
    mine = said.get(was.representative or 0, "")
    return ratios(mine, [said.get(one.representative or 0, "") for one in heirs])


def _item(lot: Lot, said: dict[int, str], reading: int) -> Item:
    scored = sorted(
        zip(_scores(lot.was, lot.heirs, said), lot.heirs, strict=True),
        key=lambda pair: (-pair[0], pair[1].cluster),
    )
    to_explain = {one.cluster for one in lot.otherwise(reading)}
    return Item(
        cluster=lot.was.cluster,
        label=lot.was.label,
        outcome=lot.outcome,
        reason=lot.was.reason,
        now=tuple(
            Now(
                cluster=one.cluster,
                label=one.label,
                outcome=one.outcome,
                reason=one.reason,
                alike=score >= ALIKE,
                unexplained=score >= ALIKE and one.cluster in to_explain,
            )
            for score, one in scored
        ),
    )


_CLUSTERS = """
    SELECT c.id, c.article, c.label, c.representative, d.outcome, d.reason
    FROM cluster c LEFT JOIN disposition d ON d.cluster = c.id
    WHERE c.round = {} AND NOT c.retired WITHIN DECIDED ORDER BY c.id
    """


async def _clusters_at(
    draft_id: int, only: Where, outcomes: Sequence[Outcome] = ()
) -> dict[str | None, list[Heir]]:
    """The clusters of the round on a draft by article, each with its decision where it has one;
    with `outcomes`, those alone that were decided so."""
    found: dict[str | None, list[Heir]] = defaultdict(list)
    round_ = await find.round_of(draft_id)
    if round_ is None:
        return found
    named = [address for address in only if address]
    within = f"(c.article IN ({', '.join(['{}'] * len(named))}))" if named else ""
    if None in only:
        within = f"({within} OR c.article IS NULL)" if within else "c.article IS NULL"
    so = f"AND d.outcome IN ({', '.join(['{}'] * len(outcomes))})" if outcomes else ""
    query = _CLUSTERS.replace("WITHIN", f"AND {within}" if within else "").replace("DECIDED", so)
    for row in await Cluster.raw(query, round_["id"], *named, *(one.value for one in outcomes)):
        outcome = Outcome(row["outcome"]) if row["outcome"] else None
        one = Heir(row["id"], row["label"], row["representative"], outcome, row["reason"] or "")
        found[row["article"]].append(one)
    return found


async def _representatives(ids: Iterable[int | None]) -> dict[int, str]:
    """The folded words of some comments."""
    wanted = sorted({one for one in ids if one})
    found: dict[int, str] = {}
    for start in range(0, len(wanted), 500):
        for row in await Comment.select(Comment.id, Comment.text).where(
            Comment.id.is_in(wanted[start : start + 500])
        ):
            found[row["id"]] = row["text"]
    return dict(zip(found, fold_many(found.values()), strict=True))
