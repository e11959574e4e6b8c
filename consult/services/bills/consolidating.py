"""A bill that amends a law in force: the law and the decision make the text people comment on."""

import asyncio
import datetime as dt
import hashlib

import msgspec

from consult.errors import Conflict, Invalid
from consult.permissions import Actor, require
from consult.services.bills import amended, loading
from consult.services.bills.amended import AmendedView, Outcome, Sources
from consult.services.bills.loading import LoadedDraft
from consult.services.records import find
from consult.tables import Bill
from drafts import amendment, splitter
from drafts.amendment import Failed
from drafts.formats.file_reading import Reading
from drafts.model import Draft, Finding

OTHER_LAW = "amend-base"
_OTHER = "这一稿所用的现行法文本和上一稿所用的不同，请核对是不是选对了文件。"
_SHOWN = 3


class File(msgspec.Struct, frozen=True):
    """A file as it was sent."""

    filename: str
    data: bytes


class Unapplied(Conflict):
    """Some instructions of a decision cannot be carried out."""


class Preview(msgspec.Struct, frozen=True):
    """What a law in force would read like, before anything is stored."""

    view: AmendedView
    draft: Draft


async def preview(actor: Actor, *, base: File, decision: File, law: str | None = None) -> Preview:
    """Apply a decision to a law in force and show what it gives; stores nothing.

    Raises Invalid for a file that cannot be read, and when nothing at all could be applied.
    """
    require(actor, "draft.load")
    text, sources = await _consolidate(base, decision, law)
    new = await asyncio.to_thread(splitter.split, text.text, (), text.findings)
    applied = sources.applied
    view = await asyncio.to_thread(
        amended.beside,
        sources.base,
        new,
        Outcome(applied.rows, applied.failed, applied.links),
        title=sources.title,
        text=sources.text,
        sha256=sources.sha256,
    )
    return Preview(view, new)


async def load(  # noqa: PLR0913 - what names a bill, each by its name
    actor: Actor,
    now: dt.datetime,
    *,
    slug: str,
    reading: int,
    base: File,
    decision: File,
    law: str | None = None,
    partly: bool = False,
    title: str | None = None,
    body: str | None = None,
    subject: str | None = None,
) -> LoadedDraft:
    """Store the consolidated text as a reading, with both sources.

    What the decision says and could not be carried out stops it, unless a person says `partly`:
    then it is a finding at the article it speaks of. Raises Unapplied, and as `draft.load_draft`.
    """
    require(actor, "draft.load")
    text, sources = await _consolidate(base, decision, law)
    if sources.applied.failed and not partly:
        raise Unapplied(
            "修改决定里有 {n} 处没有套用：{listed}。请改正文件再载入；"
            "确要照样载入的，请明确表示，没有套用的会逐处列为存疑。",
            n=len(sources.applied.failed),
            listed=_listed(sources.applied.failed),
        )
    if await _is_other_law(slug, reading, sources):
        text = Reading(text.text, (Finding(OTHER_LAW, 0, _OTHER), *text.findings))
    return await loading.load_text(
        *(actor, now),
        slug=slug,
        reading=reading,
        filename=decision.filename,
        text=text,
        title=title,
        body=body,
        subject=subject,
        sources=sources,
    )


async def _is_other_law(slug: str, reading: int, sources: Sources) -> bool:
    """Whether the reading before was made of another text of the law in force."""
    bill = await Bill.select(Bill.id).where(Bill.slug == slug).first()
    before = await find.draft_at(bill["id"], reading - 1) if bill else None
    known = await amended.hashes(before["id"]) if before else None
    return known is not None and known[0] != sources.base.sha256


async def _consolidate(base: File, decision: File, law: str | None) -> tuple[Reading, Sources]:
    old, said = await asyncio.gather(
        loading.read(base.data, base.filename, "base"),
        loading.read(decision.data, decision.filename),
    )
    return await asyncio.to_thread(_applied, base, old, decision, said, law)


def _applied(
    base: File, old: Reading, decision: File, said: Reading, law: str | None
) -> tuple[Reading, Sources]:
    """The consolidated text with its doubts, and what it was made of. Raises Invalid."""
    tree = splitter.split(old.text)
    applied = amendment.apply(tree, said.text, law or None)
    if not applied.rows and not applied.links:
        raise Invalid(
            "修改决定一处也没有套用到现行法上：{listed}。请核对两个文件有没有选错。",
            field="file",
            listed=_listed(applied.failed),
        )
    new = splitter.split(applied.text)
    findings = (
        *_from("现行法文件", old),
        *_from("修改决定文件", said),
        *amendment.doubts(applied, tree, new, said.text),
    )
    sources = Sources(
        base=tree,
        base_file_name=base.filename,
        title=splitter.split(said.text).title,
        text=said.text,
        file_name=decision.filename,
        sha256=hashlib.sha256(said.text.encode("utf-8", "surrogatepass")).hexdigest(),
        applied=applied,
    )
    return Reading(applied.text, findings), sources


def _from(name: str, reading: Reading) -> list[Finding]:
    """What was found while a source was read; its places are not those of the new text."""
    return [Finding(one.rule, 0, f"{name}：{one.message}") for one in reading.findings]


def _listed(failed: tuple[Failed, ...]) -> str:
    told = [f"“{_short(one.instruction)}”（{one.reason.rstrip('。')}）" for one in failed[:_SHOWN]]
    return "、".join(told) + ("……" if len(failed) > _SHOWN else "")


def _short(words: str) -> str:
    line = " ".join(words.split()).rstrip("。；")
    return line if len(line) <= 40 else line[:40] + "……"
