"""Article passports: which article of a draft is which of the draft before.

An article takes over the passport of the old article it is linked to, when that link is sure or
confirmed. Of several such links the one with the most shared words wins, so that a passport never
names two articles of one draft. All others carry a passport of their own.
"""

import datetime as dt

import msgspec

from consult.engine import bulk_update
from consult.errors import NotFound
from consult.services.bills import alignment
from consult.services.bills.bill import BillCard, show_bill
from consult.services.public.opinion import ArticleCount, counts_by_article
from consult.services.records import find
from consult.tables import Passport, Provision
from drafts.address import label
from drafts.model import Kind, LinkStatus, Row


class Partner(msgspec.Struct, frozen=True):
    """An article of the reading beside it."""

    address: str
    label: str


class Station(msgspec.Struct, frozen=True):
    """An article in one reading. `row` is how it came there from the reading before, where it was
    `was`; `before` and `after` are what it may be, and nobody has confirmed, in the readings
    beside it."""

    reading: int
    draft_title: str
    address: str
    label: str
    caption: str
    text: str
    count: ArticleCount
    row: Row | None
    was: str
    before: tuple[Partner, ...]
    after: tuple[Partner, ...]


class PassportPage(msgspec.Struct, frozen=True):
    """An article through all readings, the first one first. `gone` is the reading in which it is
    no longer found, None while it lives in the newest draft."""

    bill: BillCard
    number: int
    stations: tuple[Station, ...]
    gone: int | None


async def assign(bill: int, reading: int) -> None:
    """Give the articles of a reading, and of those after it, their passports, inside the
    transaction that is open. An article keeps the one it has where nothing speaks against it."""
    while (draft := await find.draft_at(bill, reading)) is not None:
        await _assign(bill, draft)
        reading += 1


async def show(slug: str, reading: int, address: str, now: dt.datetime) -> PassportPage:
    """The passport of the article at `address` of a reading. Raises NotFound."""
    draft = await find.draft_row(slug, reading)
    number = (await held(draft["id"])).get(address)
    if number is None:
        raise NotFound("这一稿里没有这一条：{address}。", address=address)
    stations, last = [], 0
    drafts = await find.drafts_of([draft["bill"]])
    for row in drafts:
        here = [at for at, passport in (await held(row["id"])).items() if passport == number]
        if here:
            stations.append(await _station(row, here[0]))
            last = row["reading"]
    newest = drafts[-1]["reading"]
    return PassportPage(
        bill=await show_bill(slug, now),
        number=number,
        stations=tuple(stations),
        gone=last + 1 if last < newest else None,
    )


async def _station(row: find.Row, address: str) -> Station:
    article = (await find.tree(row)).find(address)
    if article is None:
        raise NotFound("这一稿刚被替换，请刷新后再看。")
    pair = await alignment.with_previous(row)
    following = await alignment.with_next(row)
    counts = await counts_by_article(row["id"])
    came = pair.to(address) if pair else None
    return Station(
        reading=row["reading"],
        draft_title=row["title"],
        address=address,
        label=article.label or label(address),
        caption=article.caption or "",
        text=article.text,
        count=counts.get(address, ArticleCount(0, 0)),
        row=came,
        was=pair.old_label(came) if pair and came else "",
        before=_doubtful(pair.rows, new=address) if pair else (),
        after=_doubtful(following.rows, old=address) if following else (),
    )


def _doubtful(
    rows: tuple[Row, ...], old: str | None = None, new: str | None = None
) -> tuple[Partner, ...]:
    """The partners that are only proposed."""
    proposed = [row for row in rows if row.status is LinkStatus.PROPOSED]
    partners = [r.new for r in proposed if old and r.old == old]
    partners += [r.old for r in proposed if new and r.new == new]
    return tuple(Partner(one, label(one)) for one in partners if one)


async def held(draft_id: int) -> dict[str, int]:
    """The passport of each article of a draft, by address."""
    rows = await Provision.select(Provision.address, Provision.passport).where(
        (Provision.draft == draft_id) & Provision.passport.is_not_null()
    )
    return {row["address"]: row["passport"] for row in rows}


async def _assign(bill: int, draft: find.Row) -> None:
    inherited = await _inherited(draft)
    rows = await Provision.select(
        Provision.id, Provision.address, Provision.passport, Provision.passport.first_reading
    ).where((Provision.draft == draft["id"]) & (Provision.kind == Kind.ARTICLE.value))
    changed = []
    for row in rows:
        wanted = inherited.get(row["address"])
        own = row["passport.first_reading"] == draft["reading"]
        if wanted is None:
            wanted = row["passport"] if own else await _own(bill, draft["reading"], row["passport"])
        elif own and wanted != row["passport"]:
            await Passport.update({Passport.became: wanted}).where(Passport.id == row["passport"])
        if wanted != row["passport"]:
            changed.append((wanted, row["id"]))
    await bulk_update(Provision, ("passport",), "id", changed)


async def _inherited(draft: find.Row) -> dict[str, int]:
    before = await find.draft_at(draft["bill"], draft["reading"] - 1)
    pair = await alignment.with_previous(draft)
    if before is None or pair is None:
        return {}
    passports = await held(before["id"])
    sure = [r for r in pair.rows if r.old and r.new and r.status is LinkStatus.AUTOMATIC]
    taken: set[str] = set()
    inherited: dict[str, int] = {}
    for row in sorted(sure, key=lambda r: -r.score):
        if row.old and row.new and row.old not in taken and row.new not in inherited:
            taken.add(row.old)
            inherited[row.new] = passports[row.old]
    return inherited


async def _own(bill: int, reading: int, left: int | None) -> int:
    """A passport for an article that leaves that of another: the one it had before, where that is
    beyond doubt, so that what was printed with it holds again; else a new one."""
    if left is None:
        return await _issue(bill, reading)
    before = await Passport.select(Passport.id).where(
        (Passport.bill == bill) & (Passport.first_reading == reading) & (Passport.became == left)
    )
    if len(before) != 1:
        return await _issue(bill, reading)
    number = int(before[0]["id"])
    await Passport.update({Passport.became: None}).where(Passport.id == number)
    return number


async def _issue(bill: int, reading: int) -> int:
    made = await Passport.insert(Passport(bill=bill, first_reading=reading))
    return int(made[0]["id"])
