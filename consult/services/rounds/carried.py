"""Carry-over: what the reading before did not adopt, beside what this reading says now.

Nothing binds an office to its earlier decision; deciding otherwise without a word on it is what a
committee asks about first.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain

import msgspec

from consult.errors import Invalid, NotFound
from consult.permissions import Actor, require
from consult.services.bills import alignment
from consult.services.bills.alignment import Pair
from consult.services.bills.bill import BillCard, show_bill
from consult.services.records import find
from consult.tables import Cluster, Comment, Disposition
from drafts.address import label
from drafts.numerals import to_chinese
from reports.model import Outcome
from reports.normalize import fold
from reports.similarity import ratio

UNADOPTED = (Outcome.NOT_ADOPTED, Outcome.PARTLY, Outcome.STUDY)
ALIKE = 60.0
"""Likeness of two representatives from which on they are taken to say the same. Lower than what
puts two comments into one cluster: a wrong pair costs a look, a missed one a silent change."""
_EARLIER = re.compile("上一?[次审稿轮]|前一?[次审稿轮]|此前|先前|原先|原来的?意见|当时|初审")


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


class Carried(msgspec.Struct, frozen=True):
    """What a reading carries over from the one before."""

    bill: BillCard
    old_reading: int
    new_reading: int
    places: tuple[CarriedPlace, ...]


async def carried_over(actor: Actor, slug: str, reading: int, now: dt.datetime) -> Carried:
    """What the reading before did not adopt, on articles that live on. Raises NotFound."""
    require(actor, "desk.read")
    draft = await find.draft_row(slug, reading)
    if reading < 2:
        raise NotFound("第{n}次审议之前没有可以对照的文本。", n=reading)
    places = await places_of(draft)
    return Carried(await show_bill(slug, now), reading - 1, reading, places)


async def places_of(draft: find.Row, only: int | None = None) -> tuple[CarriedPlace, ...]:
    """The same for services, in the order of the old draft, the draft as a whole last; of this
    reading's clusters `only` one, where it is given."""
    if draft["reading"] == 1:
        return ()
    pair = await alignment.with_previous(draft)
    old = await find.draft_at(draft["bill"], draft["reading"] - 1)
    if pair is None or old is None:
        return ()
    before = await _unadopted_at(old["id"])
    if not before:
        return ()
    here = await _clusters_at(draft["id"], only)
    if only is not None:
        before = {old: rows for old, rows in before.items() if here.keys() & _heirs(pair, old)}
    said = await _representatives(chain(*before.values(), *here.values()))
    found = []
    units = {unit.address: unit for unit in pair.old.articles()}
    news = {unit.address: unit for unit in pair.new.articles()}
    for address in (*units, None):
        if address not in before:
            continue
        heirs = [one.new for one in pair.every_since(address) if one.new] if address else []
        if address and not heirs:
            continue
        present = [row for heir in (heirs or (None,)) for row in here.get(heir, [])]
        found.append(
            CarriedPlace(
                label=label(address) if address else "",
                text=units[address].text if address else "",
                now=tuple(Stand(at, label(at), news[at].text) for at in heirs if at in news),
                items=tuple(
                    _item(row, present, said, draft["reading"] - 1) for row in before[address]
                ),
            )
        )
    return tuple(found)


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
    found = []
    for place in await places_of(draft, cluster_id):
        for item in place.items:
            found += [
                Earlier(
                    cluster=item.cluster,
                    reading=draft["reading"] - 1,
                    label=item.label,
                    outcome=item.outcome,
                    reason=item.reason,
                    unexplained=one.unexplained,
                )
                for one in item.now
                if one.cluster == cluster_id and one.alike
            ]
    return tuple(found)


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


def mentions(reason: str, reading: int) -> bool:
    """Whether a reason speaks of the decision of reading `reading`: 一审时、第一次审议、上次……"""
    number = to_chinese(reading)
    named = re.search(f"[{number}{reading}]审|第[{number}{reading}]次|{number}次?审议", reason)
    return bool(named or _EARLIER.search(reason))


def _item(row: find.Row, present: list[find.Row], said: dict[int, str], reading: int) -> Item:
    mine = said.get(row["representative"], "")
    scored = [(ratio(mine, said.get(one["representative"], "")), one) for one in present]
    scored.sort(key=lambda pair: (-pair[0], pair[1]["id"]))
    return Item(
        cluster=row["id"],
        label=row["label"],
        outcome=Outcome(row["outcome"]),
        reason=row["reason"],
        now=tuple(_now(one, score >= ALIKE, row["outcome"], reading) for score, one in scored),
    )


def _now(row: find.Row, alike: bool, was: str, reading: int) -> Now:
    outcome = row.get("outcome")
    otherwise = alike and outcome is not None and outcome != was
    return Now(
        cluster=row["id"],
        label=row["label"],
        outcome=Outcome(outcome) if outcome else None,
        reason=row.get("reason", ""),
        alike=alike,
        unexplained=otherwise and not mentions(row["reason"], reading),
    )


def _heirs(pair: Pair, address: str | None) -> set[str | None]:
    """The articles of this draft that came of an old one; the draft as a whole stays itself."""
    return {one.new for one in pair.every_since(address)} if address else {None}


async def _clusters_at(draft_id: int, only: int | None = None) -> dict[str | None, list[find.Row]]:
    """The clusters of the round on a draft by article, each with its decision where it has one."""
    found: dict[str | None, list[find.Row]] = defaultdict(list)
    round_ = await find.round_of(draft_id)
    if round_ is None:
        return found
    rows = (
        await Cluster.select(Cluster.id, Cluster.article, Cluster.label, Cluster.representative)
        .where(
            (Cluster.round == round_["id"])
            & Cluster.retired.eq(False)
            & (Cluster.id == only if only is not None else Cluster.id > 0)
        )
        .order_by(Cluster.id)
    )
    decided = {
        row["cluster"]: row
        for row in await Disposition.select(
            Disposition.cluster, Disposition.outcome, Disposition.reason
        ).where(Disposition.cluster.round == round_["id"])
    }
    for row in rows:
        said = decided.get(row["id"])
        more = {"outcome": said["outcome"], "reason": said["reason"]} if said else {}
        found[row["article"]].append(row | more)
    return found


async def _unadopted_at(draft_id: int) -> dict[str | None, list[find.Row]]:
    kept = {
        article: [row for row in rows if row.get("outcome") in UNADOPTED]
        for article, rows in (await _clusters_at(draft_id)).items()
    }
    return {article: rows for article, rows in kept.items() if rows}


async def _representatives(rows: Iterable[find.Row]) -> dict[int, str]:
    """The folded words of the representatives of some clusters."""
    wanted = sorted({row["representative"] for row in rows if row["representative"]})
    found: dict[int, str] = {}
    for start in range(0, len(wanted), 500):
        for row in await Comment.select(Comment.id, Comment.text).where(
            Comment.id.is_in(wanted[start : start + 500])
        ):
            found[row["id"]] = fold(row["text"])
    return found
