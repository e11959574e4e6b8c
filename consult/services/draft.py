"""Drafts: load a text as a reading of a bill, show it, compare it with the reading before.

Loading aligns the new draft with the one before. An article keeps its passport where the link
is automatic; a weaker link is kept as a proposal and the article gets a passport of its own, so
that no comment ever moves to a look-alike on its own.
"""

import asyncio
import datetime as dt
import re

import msgspec

from consult.engine import UNIQUE_VIOLATIONS, write_tx
from consult.errors import Conflict, Invalid, NotFound
from consult.permissions import Actor, require
from consult.services import alignment, audit, citation, find, storing
from consult.services.bill import BillCard, ReadingView, show_bill
from consult.services.citation import Pieces
from consult.services.opinion import ArticleCount, OpinionView, counts_by_article, opinions_of
from consult.tables import Alignment, Bill, Body, Draft
from drafts import model, reader, splitter
from drafts.address import label
from drafts.formats.file_reading import annotate
from drafts.model import Finding, LinkStatus, Row, Unit

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")


class LoadedDraft(msgspec.Struct, frozen=True):
    """What loading did: `linked` articles keep their passport, `proposed` links await a person."""

    slug: str
    reading: int
    title: str
    sha256: str
    articles: int
    findings: tuple[Finding, ...]
    already: bool
    linked: int
    proposed: int


class DraftPage(msgspec.Struct, frozen=True):
    """A draft with what belongs beside it. `changes` is keyed by this draft's addresses, `cites`
    by those of its provisions that cite another."""

    bill: BillCard
    view: ReadingView
    draft: model.Draft
    counts: dict[str, ArticleCount]
    previous: int | None
    next: int | None
    changes: dict[str, Row]
    labels_before: dict[str, str]
    cites: Pieces


class Comparison(msgspec.Struct, frozen=True):
    """Two drafts of a bill, row by row."""

    bill: BillCard
    old_reading: int
    new_reading: int
    rows: tuple[Row, ...]
    old: model.Draft
    new: model.Draft


class Earlier(msgspec.Struct, frozen=True):
    """What was said about this article in an earlier reading, and what became of it."""

    reading: int
    address: str
    label: str
    opinions: tuple[OpinionView, ...]


class ArticlePage(msgspec.Struct, frozen=True):
    """One article, the opinions on it, where it came from and what became of it."""

    bill: BillCard
    view: ReadingView
    unit: Unit
    count: ArticleCount
    opinions: tuple[OpinionView, ...]
    before: Row | None
    before_label: str
    after: Row | None
    after_label: str
    earlier: tuple[Earlier, ...]
    cites: Pieces


class OpinionsPage(msgspec.Struct, frozen=True):
    """The opinions on a draft as a whole."""

    bill: BillCard
    view: ReadingView
    count: ArticleCount
    opinions: tuple[OpinionView, ...]


async def load_draft(
    actor: Actor,
    now: dt.datetime,
    *,
    slug: str,
    reading: int,
    filename: str,
    data: bytes,
    title: str | None = None,
    body: str | None = None,
) -> LoadedDraft:
    """Store a draft file as the text of a bill at a reading; makes the bill when it is new.

    Loading the same text twice changes nothing. What people decided about the splitting of this
    reading is done again on a corrected file. Raises Invalid for a file that cannot be read,
    Conflict when the reading's text is already before the public.
    """
    require(actor, "draft.load")
    _check(slug, reading)
    try:
        text = await asyncio.to_thread(reader.read_file, data, filename)
    except reader.Unreadable as error:
        raise Invalid("{reason}", field="file", reason=error) from error
    try:
        async with write_tx(Draft, alone=True):
            made = storing.meant(await storing.rulings_at(slug, reading))
            draft = annotate(splitter.split(text.text, made), text.findings)
            bill = await _bill(now, slug, title or _bill_title(draft.title, slug), body)
            known = await find.draft_at(bill, reading)
            if known and known["sha256"] == draft.sha256:
                return await _loaded(slug, known, draft, already=True)
            if known:
                await _make_room(known, slug)
            row = await storing.store(now, bill, reading, filename, draft, made)
            await audit.append(
                *(actor, now, "draft.load", f"{slug}/{reading}"),
                sha256=draft.sha256,
                file=filename,
            )
    except UNIQUE_VIOLATIONS:
        raise Conflict("另一个人正在载入同一审次的文本，请稍后再试。") from None
    return await _loaded(slug, row, draft, already=False)


async def show_draft(slug: str, reading: int, now: dt.datetime) -> DraftPage:
    """A draft by article, with its opinions' numbers and what changed. Raises NotFound."""
    card = await show_bill(slug, now)
    row = await find.draft_row(slug, reading)
    before = await alignment.with_previous(row)
    old = before.old if before else None
    tree = await find.tree(row)
    return DraftPage(
        bill=card,
        view=_view(card, reading),
        draft=tree,
        counts=await counts_by_article(row["id"]),
        previous=reading - 1 if card.at(reading - 1) else None,
        next=reading + 1 if card.at(reading + 1) else None,
        changes={r.new: r for r in before.rows if r.new} if before else {},
        labels_before={a.address: a.label or label(a.address) for a in old.articles()}
        if old
        else {},
        cites=citation.pieces_of(tree),
    )


async def compare(slug: str, reading: int, now: dt.datetime) -> Comparison:
    """A reading against the one before it. Raises NotFound when there is none."""
    row = await find.draft_row(slug, reading)
    pair = await alignment.with_previous(row)
    if pair is None:
        raise NotFound("第{n}次审议之前没有可以对照的文本。", n=reading)
    return Comparison(
        await show_bill(slug, now), reading - 1, reading, pair.rows, pair.old, pair.new
    )


async def show_article(slug: str, reading: int, address: str, now: dt.datetime) -> ArticlePage:
    """The article that holds `address`. Raises NotFound."""
    card = await show_bill(slug, now)
    row = await find.draft_row(slug, reading)
    tree = await find.tree(row)
    unit = find.article_of(tree, address)
    if unit is None:
        raise NotFound("这一稿里没有这一条：{address}。", address=address)
    before = await alignment.with_previous(row)
    after = await alignment.with_next(row)
    counts = await counts_by_article(row["id"])
    was = before.to(unit.address) if before else None
    becomes = after.since(unit.address) if after else None
    return ArticlePage(
        bill=card,
        view=_view(card, reading),
        unit=unit,
        count=counts.get(unit.address, ArticleCount(0, 0)),
        opinions=await opinions_of(row["id"], unit.address),
        before=was,
        before_label=before.old_label(was) if before and was else "",
        after=becomes,
        after_label=after.new_label(becomes) if after and becomes else "",
        earlier=await _earlier(row, unit.address),
        cites=citation.pieces_of(tree),
    )


async def _earlier(row: find.Row, address: str) -> tuple[Earlier, ...]:
    """The opinions that follow an article back through sure links, the newest reading first."""
    found = []
    while pair := await alignment.with_previous(row):
        link = pair.to(address)
        before = await find.draft_at(row["bill"], row["reading"] - 1)
        if before is None or link is None or link.old is None:
            break
        row, address = before, link.old
        opinions = await opinions_of(row["id"], address)
        if opinions:
            found.append(Earlier(row["reading"], address, label(address), opinions))
    return tuple(found)


async def show_opinions(slug: str, reading: int, now: dt.datetime) -> OpinionsPage:
    """What was said about the draft as a whole (总体意见). Raises NotFound."""
    card = await show_bill(slug, now)
    row = await find.draft_row(slug, reading)
    counts = await counts_by_article(row["id"])
    return OpinionsPage(
        bill=card,
        view=_view(card, reading),
        count=counts.get("", ArticleCount(0, 0)),
        opinions=await opinions_of(row["id"], None),
    )


def _view(card: BillCard, reading: int) -> ReadingView:
    view = card.at(reading)
    if view is None:
        raise NotFound("“{bill}”还没有第{n}次审议的文本。", bill=card.title, n=reading)
    return view


def _check(slug: str, reading: int) -> None:
    if not SLUG.fullmatch(slug):
        raise Invalid(
            "名称“{slug}”只能用小写字母、数字和连字符，例如 yunchuan-dogs。",
            field="slug",
            slug=slug,
        )
    if reading < 1:
        raise Invalid("审次要从 1 开始。", field="reading")


def _bill_title(draft_title: str, slug: str) -> str:
    return re.sub(r"[（(][^（）()]*[)）]\s*$", "", draft_title).strip() or slug


async def _bill(now: dt.datetime, slug: str, title: str, body: str | None) -> int:
    row = await Bill.select(Bill.id).where(Bill.slug == slug).first()
    if row:
        return int(row["id"])
    organ = await _body(body or "未填写机关")
    made = await Bill.insert(Bill(slug=slug, title=title, body=organ, created_at=now))
    return int(made[0]["id"])


async def _body(name: str) -> int:
    row = await Body.select(Body.id).where(Body.name == name).first()
    return int(row["id"] if row else (await Body.insert(Body(name=name)))[0]["id"])


async def _make_room(row: find.Row, slug: str) -> None:
    """Take away the draft that a corrected file replaces, while nothing hangs on it."""
    if not await storing.is_free(row):
        raise Conflict(
            "“{slug}”第{n}次审议的文本已经公开或已有下一稿，不能替换。如需更正，请作为下一稿载入。",
            slug=slug,
            n=row["reading"],
        )
    await storing.remove(row)


async def _loaded(slug: str, row: find.Row, draft: model.Draft, *, already: bool) -> LoadedDraft:
    statuses = await Alignment.select(
        Alignment.status, Alignment.old_address, Alignment.new_address
    ).where(Alignment.new_draft == row["id"])
    both = [s["status"] for s in statuses if s["old_address"] and s["new_address"]]
    return LoadedDraft(
        slug=slug,
        reading=row["reading"],
        title=row["title"],
        sha256=draft.sha256,
        articles=sum(1 for _ in draft.articles()),
        findings=draft.findings,
        already=already,
        linked=both.count(LinkStatus.AUTOMATIC.value),
        proposed=both.count(LinkStatus.PROPOSED.value),
    )
