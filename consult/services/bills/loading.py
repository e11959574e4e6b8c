"""Loading a text as a reading of a bill.

The new draft is aligned with the one before. An article keeps its passport where the link is
automatic; a weaker link is kept as a proposal and the article gets a passport of its own, so
that no comment ever moves to a look-alike on its own.
"""

import asyncio
import datetime as dt
import re
from typing import Any

import msgspec

from consult.engine import UNIQUE_VIOLATIONS, write_tx
from consult.errors import Conflict, Invalid
from consult.permissions import Actor, require
from consult.services.bills import amended, storing
from consult.services.bills.amended import Sources
from consult.services.bills.directory import SUBJECT_LIMIT
from consult.services.records import audit, find
from consult.tables import Alignment, Bill, Body, Draft
from drafts import reader, splitter
from drafts.formats.file_reading import Reading
from drafts.model import Finding, LinkStatus

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")


class LoadedDraft(msgspec.Struct, frozen=True):
    """What loading did: `linked` articles keep their passport, `proposed` links await a person.
    Of a decision applied to a law in force: in how many places it `changed` the law and how many
    of its instructions `failed`; None for a draft loaded whole."""

    slug: str
    reading: int
    title: str
    sha256: str
    articles: int
    findings: tuple[Finding, ...]
    already: bool
    linked: int
    proposed: int
    changed: int | None = None
    failed: int | None = None


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
    subject: str | None = None,
) -> LoadedDraft:
    """Store a draft file as the text of a bill at a reading; makes the bill when it is new.

    Loading the same text twice changes nothing. What people decided about the splitting of this
    reading is done again on a corrected file. Raises Invalid for a file that cannot be read,
    Conflict when the reading's text is already before the public.
    """
    require(actor, "draft.load")
    _check(slug, reading)
    text = await read(data, filename)
    return await load_text(
        *(actor, now),
        slug=slug,
        reading=reading,
        filename=filename,
        text=text,
        title=title,
        body=body,
        subject=subject,
    )


async def read(data: bytes, filename: str, field: str = "file") -> Reading:
    """The text of a file. Raises Invalid, of `field`, for one that cannot be read."""
    try:
        return await asyncio.to_thread(reader.read_file, data, filename)
    except reader.Unreadable as error:
        raise Invalid("{reason}", field=field, reason=error) from error


async def load_text(
    actor: Actor,
    now: dt.datetime,
    *,
    slug: str,
    reading: int,
    filename: str,
    text: Reading,
    title: str | None,
    body: str | None,
    subject: str | None = None,
    sources: Sources | None = None,
) -> LoadedDraft:
    """Store a text that was read, or made of `sources`, as `load_draft` does."""
    require(actor, "draft.load")
    _check(slug, reading)
    if len(subject or "") > SUBJECT_LIMIT:
        raise Invalid("主题最多 {limit} 字。", field="subject", limit=SUBJECT_LIMIT)
    made = storing.meant(await storing.rulings_at(slug, reading))
    draft = await asyncio.to_thread(splitter.split, text.text, made, text.findings)
    split = storing.Split(filename, draft, tuple(made), text.findings, sources)
    named = sources.title if sources else draft.title
    try:
        async with write_tx(Draft, alone=True):
            if storing.meant(await storing.rulings_at(slug, reading)) != made:
                raise Conflict("刚刚有人改过这一稿的拆分，请再载入一次。")
            bill = await _bill(actor, now, slug, title or _bill_title(named, slug), body)
            await _describe(actor, now, bill, slug, subject)
            known = await find.draft_at(bill, reading)
            if known and await _is_same(known, split):
                return await _loaded(slug, known, split, already=True)
            if known:
                await _make_room(known, slug)
            row = await storing.store(now, bill, reading, split)
            await audit.append(
                *(actor, now, "draft.load", f"{slug}/{reading}"),
                sha256=draft.sha256,
                file=filename,
                **_traces(sources),
            )
    except UNIQUE_VIOLATIONS:
        raise Conflict("另一个人正在载入同一审次的文本，请稍后再试。") from None
    return await _loaded(slug, row, split, already=False)


async def _is_same(known: find.Row, split: storing.Split) -> bool:
    """Whether a stored draft has this very text, made of the same sources."""
    made_of = split.sources
    hashes = (made_of.base.sha256, made_of.sha256) if made_of else None
    same = known["sha256"] == split.draft.sha256
    return same and await amended.hashes(known["id"]) == hashes


def _traces(sources: Sources | None) -> dict[str, Any]:
    """What the audit says of a law in force and a decision."""
    if sources is None:
        return {}
    return {
        "base_file": sources.base_file_name,
        "base_sha256": sources.base.sha256,
        "amendment_sha256": sources.sha256,
        "failed": len(sources.applied.failed),
    }


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


async def _bill(actor: Actor, now: dt.datetime, slug: str, title: str, body: str | None) -> int:
    """The bill `slug`; a new one belongs to the organ of who loads it, where they have one."""
    row = await Bill.select(Bill.id, Bill.body).where(Bill.slug == slug).first()
    if row and actor.body not in (None, row["body"]):
        raise Conflict("“{slug}”已经是别的机关的法规案，请换一个网址名称。", slug=slug)
    if row:
        return int(row["id"])
    organ = await _body(body or "未填写机关") if actor.body is None else actor.body
    made = await Bill.insert(Bill(slug=slug, title=title, body=organ, created_at=now))
    return int(made[0]["id"])


async def _describe(
    actor: Actor, now: dt.datetime, bill: int, slug: str, subject: str | None
) -> None:
    """Keep what a bill is about, where somebody says so anew."""
    subject = (subject or "").strip()
    if subject and not await Bill.exists().where((Bill.id == bill) & (Bill.subject == subject)):
        await Bill.update({Bill.subject: subject}).where(Bill.id == bill)
        await audit.append(actor, now, "bill.subject", slug, words=subject)


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


async def _loaded(slug: str, row: find.Row, split: storing.Split, *, already: bool) -> LoadedDraft:
    statuses = await Alignment.select(
        Alignment.status, Alignment.old_address, Alignment.new_address
    ).where(Alignment.new_draft == row["id"])
    applied = split.sources.applied if split.sources else None
    both = [s["status"] for s in statuses if s["old_address"] and s["new_address"]]
    return LoadedDraft(
        slug=slug,
        reading=row["reading"],
        title=row["title"],
        sha256=split.draft.sha256,
        articles=sum(1 for _ in split.draft.articles()),
        findings=split.draft.findings,
        already=already,
        linked=both.count(LinkStatus.AUTOMATIC.value),
        proposed=both.count(LinkStatus.PROPOSED.value),
        changed=len(applied.rows) if applied else None,
        failed=len(applied.failed) if applied else None,
    )
