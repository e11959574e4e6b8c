"""公告: generated from the round and the office, edited, published, corrected."""

import datetime as dt

import msgspec

from consult.config import Settings
from consult.errors import NotFound
from consult.lifecycle import SHANGHAI
from consult.services.bills.bill import BillCard, ReadingView, show_bill
from consult.services.records import find
from consult.services.rounds import bulletin, jurisdiction
from consult.services.rounds.bulletin import BulletinKind, Version
from consult.tables import Amendment
from reports.assemble import called
from reports.document import Document, Section
from reports.model import Edition, RoundFacts
from reports.papers import announced
from reports.papers.announcement import Call, document, generated, place


class BulletinPage(msgspec.Struct, frozen=True):
    """A published text: the version shown, also as a paper, and all of them, the newest first."""

    bill: BillCard
    view: ReadingView
    version: Version
    versions: tuple[Version, ...]
    paper: Document


async def call(
    settings: Settings,
    slug: str,
    reading: int,
    window: tuple[dt.datetime, dt.datetime],
    made_on: dt.date,
    text: str = "",
) -> Call:
    """What the announcement of a round is made of, whether or not the round is open yet."""
    bill = await find.bill_row(slug)
    draft = await find.draft_row(slug, reading)
    amends = await Amendment.select(Amendment.base_title).where(Amendment.draft == draft["id"])
    facts = RoundFacts(
        bill=bill["title"],
        draft=draft["title"],
        reading=reading,
        body=bill["body.name"],
        opens=window[0],
        closes=window[1],
        slug=slug,
    )
    return Call(
        facts=facts,
        bill=called(bill["title"]),
        office=(await jurisdiction.of(settings, bill["body.name"])).office,
        made_on=made_on,
        law=amends[0]["base_title"] if amends else "",
        url=place(settings.base_url, facts),
        site=settings.base_url.rstrip("/"),
        text=text,
    )


def wording(call: Call) -> str:
    """The announcement as Markdown: the office's own, or as we say it."""
    return call.text if call.text.strip() else announced.markdown(generated(call))


async def show(
    settings: Settings,
    now: dt.datetime,
    kind: BulletinKind,
    slug: str,
    reading: int,
    number: int | None = None,
) -> BulletinPage:
    """A published text as everybody reads it: the newest version, or the one asked for.

    Raises NotFound.
    """
    card = await show_bill(slug, now)
    draft = await find.draft_row(slug, reading)
    view = card.at(reading)
    versions = await bulletin.versions(draft["id"], kind)
    shown = next((one for one in versions if number in (None, one.number)), None)
    if shown is None or view is None:
        raise NotFound("这一版没有公布过。")
    made_on = shown.at.astimezone(SHANGHAI).date()
    paper = await written(settings, kind, card, view, made_on, shown.text)
    return BulletinPage(card, view, shown, versions, paper)


async def written(
    settings: Settings,
    kind: BulletinKind,
    card: BillCard,
    view: ReadingView,
    made_on: dt.date,
    text: str,
) -> Document:
    """A text as a paper with its title and who signs it."""
    if kind is BulletinKind.ANNOUNCEMENT:
        round_ = view.round
        window = (round_.opens, round_.closes) if round_ else (view.loaded_at, view.loaded_at)
        return document(await call(settings, card.slug, view.reading, window, made_on, text))
    draft = view.draft_title.replace("《", "〈").replace("》", "〉")
    return Document(
        kind=kind.value,
        title=(f"关于《{draft}》的", "起草说明"),
        sections=(Section("起草说明", announced.read(text, "")),),
        body=card.body,
        made_on=made_on,
        edition=Edition.PUBLIC,
    )
