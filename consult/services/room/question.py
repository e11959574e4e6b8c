"""Questions of committee members to the office, and the answers: every version of both is in the
audit chain. A question is seen by who asked it and by the office; by other members when its asker
says so."""

import datetime as dt
from typing import Any

import msgspec

from consult.engine import UNIQUE_VIOLATIONS, write_tx
from consult.errors import Conflict, Invalid, NotFound
from consult.permissions import Actor, may, require
from consult.services.records import audit, find
from consult.services.room.shelf import Sealed
from consult.tables import RoomQuestion

LIMIT = 2000
_KEY_LENGTH = 16


class QuestionView(msgspec.Struct, frozen=True):
    """A question and its answer. `report` is the hash of the version it was asked on, `version`
    counts the answers given (0: none yet), `mine` says that the reader asked it, `fresh` that the
    reader has not seen the answer."""

    id: int
    slug: str
    bill: str
    reading: int
    address: str
    cluster: int
    label: str
    report: str
    asker: str
    text: str
    shared: bool
    asked_at: dt.datetime
    answer: str
    answered_by: str
    answered_at: dt.datetime | None
    version: int
    mine: bool
    fresh: bool


async def ask(
    actor: Actor,
    now: dt.datetime,
    sealed: Sealed,
    *,
    anchor: str,
    cluster: int,
    text: str,
    shared: bool,
    key: str,
) -> None:
    """Put a question on an article or cluster of a version. Sent twice with the same `key` it is
    there once. Raises NotFound, Invalid, Conflict when the key came with another text."""
    require(actor, "room.ask")
    section = sealed.book.section(anchor)
    label = sealed.book.label(section, cluster)[:300]
    text = _checked(text, "请先写下问题。")
    if len(key) < _KEY_LENGTH:
        raise Invalid("表单已失效，请重新打开这一页再提交；您写的内容还在下面。", field="text")
    row = RoomQuestion(
        account=actor.id,
        round=sealed.round,
        address=section.address or "",
        cluster=cluster,
        label=label,
        report=sealed.card.sha256,
        text=text,
        shared=shared,
        key=key[:64],
        asked_at=now,
    )
    subject = f"{sealed.card.slug}/{sealed.card.reading}"
    try:
        async with write_tx(RoomQuestion):
            made = await RoomQuestion.insert(row)
            await audit.append(
                *(actor, now, "room.ask", subject),
                question=made[0]["id"],
                place=label,
                text=text,
                shared=shared,
            )
    except UNIQUE_VIOLATIONS:
        await _refuse_other(actor, key[:64], text)


async def answer(
    actor: Actor, now: dt.datetime, question_id: int, *, text: str, version: int
) -> None:
    """Answer a question, or change the answer. `version` is the one the writer saw.

    Raises NotFound, Invalid, Conflict when somebody was faster.
    """
    require(actor, "room.answer")
    text = _checked(text, "请先写下答复。")
    async with write_tx(RoomQuestion):
        row = await RoomQuestion.select().where(RoomQuestion.id == question_id).first()
        if row is None:
            raise NotFound("没有这个问题。")
        changed = (
            await RoomQuestion.update(
                {
                    RoomQuestion.answer: text,
                    RoomQuestion.answered_by: actor.name,
                    RoomQuestion.answered_at: now,
                    RoomQuestion.version: version + 1,
                }
            )
            .where((RoomQuestion.id == question_id) & (RoomQuestion.version == version))
            .returning(RoomQuestion.id)
        )
        if not changed:
            raise Conflict("刚刚有人答复了这个问题。请看过那份答复再决定；您写的还在下面。")
        await audit.append(
            actor, now, "room.answer", str(question_id), answer=text, was=row["answer"]
        )


async def see(actor: Actor, question_id: int, version: int) -> None:
    """The asker has seen the answer of this version. Raises NotFound for another's question."""
    require(actor, "room.ask")
    mine = (RoomQuestion.id == question_id) & (RoomQuestion.account == actor.id)
    async with write_tx(RoomQuestion):
        values: dict[Any, Any] = {RoomQuestion.seen: version}
        if not await RoomQuestion.update(values).where(mine).returning(RoomQuestion.id):
            raise NotFound("没有这个问题。")


async def questions(
    actor: Actor, *, round_id: int | None = None, answered: bool | None = None
) -> tuple[QuestionView, ...]:
    """The questions this person may see, the oldest first: all for the office, for a member their
    own and the shared ones; of one round, open or answered ones only where that is asked."""
    if not may(actor, "room.questions"):
        require(actor, "report.read")
    draft = RoomQuestion.round.draft
    wanted: find.Where = find.own(actor, draft.bill.body)  # type: ignore[union-attr]
    if not may(actor, "room.questions"):
        wanted &= (RoomQuestion.account == actor.id) | RoomQuestion.shared.eq(True)
    if round_id is not None:
        wanted &= RoomQuestion.round == round_id
    if answered is not None:
        wanted &= (RoomQuestion.version > 0) if answered else (RoomQuestion.version == 0)
    rows = (
        await RoomQuestion.select(
            *RoomQuestion.all_columns(),
            *(RoomQuestion.account.name, draft.reading),  # type: ignore[union-attr]
            *(draft.bill.slug, draft.bill.title),  # type: ignore[union-attr]
        )
        .where(wanted)
        .order_by(RoomQuestion.id)
    )
    return tuple(_view(actor, row) for row in rows)


async def waiting(actor: Actor) -> int:
    """How many questions wait for the office."""
    require(actor, "room.questions")
    body = RoomQuestion.round.draft.bill.body  # type: ignore[union-attr]
    return int(
        await RoomQuestion.count().where((RoomQuestion.version == 0) & find.own(actor, body))
    )


def _checked(text: str, missing: str) -> str:
    text = text.strip()
    if not text:
        raise Invalid(missing, field="text")
    if len(text) > LIMIT:
        raise Invalid("最多 {limit} 字，现在是 {n} 字。", field="text", limit=LIMIT, n=len(text))
    return text


async def _refuse_other(actor: Actor, key: str, text: str) -> None:
    mine = (RoomQuestion.account == actor.id) & (RoomQuestion.key == key)
    row = await RoomQuestion.select(RoomQuestion.text).where(mine).first()
    if row is None or row["text"] != text:
        raise Conflict("这张表单已经提交过另一个问题。要再问一个，请刷新这一页。")


def _view(actor: Actor, row: find.Row) -> QuestionView:
    same = (
        *("id", "address", "cluster", "label", "report", "text", "shared", "asked_at"),
        *("answer", "answered_by", "answered_at", "version"),
    )
    mine = row["account"] == actor.id
    return QuestionView(
        **{name: row[name] for name in same},
        slug=row["round.draft.bill.slug"],
        bill=row["round.draft.bill.title"],
        reading=row["round.draft.reading"],
        asker=row["account.name"],
        mine=mine,
        fresh=mine and row["version"] > row["seen"],
    )
