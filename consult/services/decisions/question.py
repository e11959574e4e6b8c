"""疑问 and the office's public answers: one answer may answer several like questions.

An answer is published at once, every text of it is in the audit chain, and how long it took is
counted from the day the question arrived to the day it was first answered.
"""

import datetime as dt
import statistics
from collections import defaultdict
from collections.abc import Collection, Iterable

import msgspec

from consult.engine import UNIQUE_VIOLATIONS, bulk_insert, write_tx
from consult.errors import Conflict, Invalid, NotFound
from consult.lifecycle import SHANGHAI
from consult.permissions import Actor, require
from consult.services.moderating import shown
from consult.services.records import audit, find
from consult.tables import AnsweredComment, Cluster, Comment, PublicAnswer
from drafts.address import label
from reports.model import Channel, CommentKind

LIMIT = 4000
_AT_ONCE = 500


class Question(msgspec.Struct, frozen=True):
    """A 疑问. `label` names the provision it is about, "" the draft as a whole; `text` is "" for
    the public while it is withheld."""

    id: int
    number: str
    text: str
    article: str | None
    label: str
    channel: Channel
    received: dt.datetime
    cluster: int | None


class Answered(msgspec.Struct, frozen=True):
    """An answer and the questions it answers, the oldest first; `version` counts its texts, the
    first of which was published at `first_at`."""

    id: int
    text: str
    version: int
    first_at: dt.datetime
    answered_by: str
    answered_at: dt.datetime
    questions: tuple[Question, ...]

    @property
    def took(self) -> dt.timedelta:
        """How long the one who waited longest waited."""
        return self.first_at - self.questions[0].received


class Waiting(msgspec.Struct, frozen=True):
    """Like questions nobody has answered, the oldest first: those of one cluster, or one alone."""

    name: str
    questions: tuple[Question, ...]
    age: int
    due: dt.date
    late: bool


class Times(msgspec.Struct, frozen=True):
    """How the questions of a round stand: how many, how many answered, and how long that took
    (None while there is no answer)."""

    questions: int
    answered: int
    median: dt.timedelta | None
    longest: dt.timedelta | None

    @property
    def waiting(self) -> int:
        """How many have no answer yet."""
        return self.questions - self.answered


async def waiting(
    actor: Actor, now: dt.datetime, days: int, slug: str, reading: int
) -> tuple[Waiting, ...]:
    """The questions of a round without an answer, as they came, like ones together; those waiting
    longest first. An answer is due `days` days after the oldest of them. Raises NotFound."""
    require(actor, "question.read")
    _, round_ = await find.round_row(slug, reading)
    given = set((await _answer_ids(round_["id"])).keys())
    groups: dict[int, list[Question]] = defaultdict(list)
    for one in await _questions(round_["id"], public=False):
        if one.id not in given:
            groups[one.cluster or -one.id].append(one)
    names = await _cluster_names([key for key in groups if key > 0])
    today = now.astimezone(SHANGHAI).date()
    return tuple(
        _waiting(names.get(key, ""), tuple(group), today, days)
        for key, group in sorted(groups.items(), key=lambda pair: pair[1][0].received)
    )


async def left(round_id: int) -> int:
    """How many questions of a round have no answer."""
    known = await _answer_ids(round_id)
    return int(await Comment.count().where(_asked(round_id))) - len(known)


async def given(
    slug: str, reading: int, *, article: str | None = None, whole: bool = False
) -> tuple[Answered, ...]:
    """The public answers of a round as everybody sees them, the newest first: those that answer a
    question on `article`, or with `whole` on the draft as a whole; else all. Raises NotFound."""
    draft = await find.draft_row(slug, reading)
    round_ = await find.round_of(draft["id"])
    if round_ is None:
        return ()
    found = await _given(round_["id"])
    if article is None and not whole:
        return found
    return tuple(one for one in found if any(q.article == article for q in one.questions))


async def unanswered(slug: str, reading: int) -> tuple[Question, ...]:
    """The questions everybody can see that have no answer yet, the oldest first: those a rebuild
    has placed. Raises NotFound."""
    draft = await find.draft_row(slug, reading)
    round_ = await find.round_of(draft["id"])
    if round_ is None:
        return ()
    known = await _answer_ids(round_["id"])
    found = await _questions(round_["id"], public=True)
    return tuple(one for one in found if one.id not in known)


async def times(slug: str, reading: int) -> Times:
    """How the questions everybody can see stand, and how long answers took. Raises NotFound."""
    answers = await given(slug, reading)
    waits = [one.first_at - each.received for one in answers for each in one.questions]
    left = len(await unanswered(slug, reading))
    return Times(
        questions=len(waits) + left,
        answered=len(waits),
        median=_median(waits) if waits else None,
        longest=max(waits, default=None),
    )


async def answers_to(comments: Collection[int]) -> dict[int, Answered]:
    """The public answer of each of these comments that has one."""
    links = await _links(AnsweredComment.comment.is_in(list(comments) or [0]))
    answers = {one.id: one for one in await _answers(sorted(set(links.values())))}
    return {comment: answers[answer] for comment, answer in links.items()}


async def answered_in(round_id: int) -> frozenset[str]:
    """The ids of the comments of a round that have a public answer, as papers call them."""
    return frozenset(map(str, await _answer_ids(round_id)))


async def answer(
    actor: Actor,
    now: dt.datetime,
    *,
    slug: str,
    reading: int,
    comments: Collection[int],
    text: str,
) -> int:
    """Answer questions of a round, all with one text, for everybody to read; returns its id.

    Raises NotFound, Invalid (nothing chosen or written, or no question of this round), Conflict
    when one of them has been answered meanwhile.
    """
    require(actor, "question.answer")
    text = _checked(text)
    chosen = sorted(set(comments))
    if not chosen:
        raise Invalid("请至少勾选一个要答复的疑问。", field="text")
    _, round_ = await find.round_row(slug, reading)
    try:
        async with write_tx(PublicAnswer):
            numbers = await _numbers_of(round_["id"], chosen)
            row = PublicAnswer(
                round=round_["id"], text=text, first_at=now, answered_by=actor.name, answered_at=now
            )
            made = await PublicAnswer.insert(row)
            key = int(made[0]["id"])
            await bulk_insert(
                AnsweredComment, ("answer", "comment"), [(key, comment) for comment in chosen]
            )
            await audit.append(
                *(actor, now, "question.answer", f"{slug}/{reading}"),
                answer=key,
                comments=numbers,
                text=text,
            )
    except UNIQUE_VIOLATIONS:
        raise Conflict("刚刚有人答复了其中的疑问。请看过那份答复再决定；您写的还在下面。") from None
    return key


async def amend(actor: Actor, now: dt.datetime, answer_id: int, *, text: str, version: int) -> None:
    """Change the text of an answer; what it said before stays in the audit chain. `version` is the
    one the writer saw. Raises NotFound, Invalid, Conflict when somebody was faster."""
    require(actor, "question.answer")
    text = _checked(text)
    async with write_tx(PublicAnswer):
        row = await PublicAnswer.select().where(PublicAnswer.id == answer_id).first()
        if row is None:
            raise NotFound("没有这份答复。")
        changed = (
            await PublicAnswer.update(
                {
                    PublicAnswer.text: text,
                    PublicAnswer.version: version + 1,
                    PublicAnswer.answered_by: actor.name,
                    PublicAnswer.answered_at: now,
                }
            )
            .where((PublicAnswer.id == answer_id) & (PublicAnswer.version == version))
            .returning(PublicAnswer.id)
        )
        if not changed:
            raise Conflict("刚刚有人改过这份答复。请看过现在的文字再决定；您写的还在下面。")
        await audit.append(actor, now, "question.amend", str(answer_id), text=text, was=row["text"])


def _median(waits: list[dt.timedelta]) -> dt.timedelta:
    return dt.timedelta(seconds=statistics.median(one.total_seconds() for one in waits))


def _checked(text: str) -> str:
    text = text.strip()
    if not text:
        raise Invalid("请先写下答复。", field="text")
    if len(text) > LIMIT:
        raise Invalid("最多 {limit} 字，现在是 {n} 字。", field="text", limit=LIMIT, n=len(text))
    return text


async def _numbers_of(round_id: int, comments: list[int]) -> list[str]:
    """The numbers of questions of a round. Raises Invalid unless all are."""
    rows = await Comment.select(Comment.number).where(_asked(round_id) & Comment.id.is_in(comments))
    if len(rows) < len(comments):
        raise Invalid("选中的有的不是这一轮的疑问，或者刚刚撤回了。请刷新后再选。", field="text")
    return sorted(row["number"] for row in rows)


def _asked(round_id: int) -> find.Where:
    return (
        (Comment.round == round_id)
        & (Comment.kind == CommentKind.QUESTION.value)
        & Comment.withdrawn_at.is_null()
    )


def _waiting(name: str, group: tuple[Question, ...], today: dt.date, days: int) -> Waiting:
    asked = group[0].received.astimezone(SHANGHAI).date()
    due = asked + dt.timedelta(days=days)
    return Waiting(name, group, (today - asked).days, due, due < today)


async def _questions(round_id: int, *, public: bool) -> list[Question]:
    """The questions of a round, the oldest first; for the public those a rebuild has placed."""
    where = _asked(round_id)
    if public:
        where &= Comment.cluster.is_not_null() & Comment.provisional.eq(False)
    return await _read(where, public=public)


async def _read(where: find.Where, *, public: bool) -> list[Question]:
    rows = await Comment.select(
        *(Comment.id, Comment.number, Comment.text, Comment.article, Comment.address),
        *(Comment.cluster, Comment.state, Comment.redacted),
        *(Comment.submission.received_at, Comment.submission.channel),
    ).where(where)
    return sorted(
        (_question(row, public=public) for row in rows), key=lambda one: (one.received, one.id)
    )


def _question(row: find.Row, *, public: bool) -> Question:
    return Question(
        id=row["id"],
        number=row["number"],
        text=shown.words(row) if public else row["text"],
        article=row["article"],
        label=label(row["address"]) if row["address"] else "",
        channel=Channel(row["submission.channel"]),
        received=row["submission.received_at"],
        cluster=row["cluster"],
    )


async def _cluster_names(ids: list[int]) -> dict[int, str]:
    rows = await Cluster.select(Cluster.id, Cluster.label).where(Cluster.id.is_in(ids or [0]))
    return {row["id"]: row["label"] for row in rows}


async def _links(where: find.Where) -> dict[int, int]:
    rows = await AnsweredComment.select(AnsweredComment.comment, AnsweredComment.answer).where(
        where
    )
    return {row["comment"]: row["answer"] for row in rows}


async def _answer_ids(round_id: int) -> dict[int, int]:
    """For each answered comment of a round, its answer."""
    return await _links(AnsweredComment.answer.round == round_id)


async def _given(round_id: int) -> tuple[Answered, ...]:
    rows = await PublicAnswer.select(PublicAnswer.id).where(PublicAnswer.round == round_id)
    return await _answers([row["id"] for row in rows])


async def _answers(ids: list[int]) -> tuple[Answered, ...]:
    """Answers with their questions, masked, the newest first; withdrawn questions are left out,
    and an answer all of whose questions are."""
    found: list[Answered] = []
    for at in _portions(ids):
        rows = await PublicAnswer.select().where(PublicAnswer.id.is_in(at))
        links = await _links(AnsweredComment.answer.is_in(at))
        asked = await _read(
            Comment.id.is_in(list(links) or [0]) & Comment.withdrawn_at.is_null(), public=True
        )
        by_answer: dict[int, list[Question]] = defaultdict(list)
        for one in asked:
            by_answer[links[one.id]].append(one)
        found += [_answered(row, by_answer[row["id"]]) for row in rows if by_answer[row["id"]]]
    return tuple(sorted(found, key=lambda one: (one.first_at, one.id), reverse=True))


def _answered(row: find.Row, questions: list[Question]) -> Answered:
    same = ("id", "text", "version", "first_at", "answered_by", "answered_at")
    return Answered(**{name: row[name] for name in same}, questions=tuple(questions))


def _portions(ids: list[int]) -> Iterable[list[int]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
