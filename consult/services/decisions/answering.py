"""What a department sees of what it was asked, and its answers. It sees nothing else (R36)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

import msgspec

from consult.engine import UNIQUE_VIOLATIONS, write_tx
from consult.errors import Conflict, Invalid, NotAllowed, NotFound
from consult.permissions import Actor, require
from consult.services.decisions import asking
from consult.services.decisions.asking import Asked, State
from consult.services.moderating import shown
from consult.services.records import audit, find
from consult.tables import Asking, Cluster, Comment, Department, DepartmentAnswer
from reports.model import Outcome
from reports.privacy import mask

REASON_LIMIT = 4000
CITATION_LIMIT = 500
OPEN = (*asking.WAITING, State.ANSWERED)
UNSEEN = (State.ASKED, State.LATE)
"""The states in which a department may answer, amend and take back."""


class Item(msgspec.Struct, frozen=True):
    """One request with what the department needs to answer it: the article, the words that stand
    for the cluster and what only some of its members say, without personal data; `name` is what
    the cluster is called."""

    asked: Asked
    title: str
    slug: str
    reading: int
    article: str
    name: str
    words: str
    size: int
    unique: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Whether it can still be answered."""
        return self.asked.state in OPEN


async def inbox(actor: Actor, now: dt.datetime) -> tuple[str, tuple[Asked, ...]]:
    """The department's name and what it is asked: what still waits first. Raises NotAllowed for an
    account of no department."""
    mine = _department(actor)
    row = await Department.select().where(Department.id == mine).first()
    found = await asking.those(Asking.department == mine, now)
    kept = [one for one in found if one.state is not State.GONE]
    ranked = sorted(kept, key=lambda one: (not one.waits, one.state not in OPEN, one.due, one.id))
    return row["name"] if row else "", tuple(ranked)


async def see(actor: Actor, now: dt.datetime, requests: Sequence[Asked]) -> None:
    """Remember that the department looked at these."""
    mine = _department(actor)
    new = [one.id for one in requests if one.state in UNSEEN]
    if not new:
        return
    unseen = Asking.id.is_in(new) & (Asking.department == mine) & Asking.seen_at.is_null()
    if not await Asking.exists().where(unseen):
        return
    async with write_tx(Asking):
        rows = await Asking.update({Asking.seen_at: now}).where(unseen).returning(Asking.id)
        if rows:
            seen = sorted(row["id"] for row in rows)
            await audit.append(actor, now, "asking.see", str(mine), askings=seen)


async def answer(
    actor: Actor,
    now: dt.datetime,
    *,
    asking_id: int,
    outcome: Outcome,
    reason: str,
    citation: str,
    version: int,
) -> None:
    """Answer, or amend the answer; `version` is the one that was seen, 0 for none. Possible until
    the office has decided. Raises NotFound, Invalid, Conflict."""
    reason, citation = reason.strip(), citation.strip()
    if outcome is not Outcome.ADOPTED and not reason:
        raise Invalid("除“采纳”以外，都要写明理由。", field="reason")
    if len(reason) > REASON_LIMIT:
        raise Invalid("理由最多 {limit} 字。", field="reason", limit=REASON_LIMIT)
    if len(citation) > CITATION_LIMIT:
        raise Invalid("依据最多 {limit} 字。", field="citation", limit=CITATION_LIMIT)
    said = {"outcome": outcome.value, "reason": reason, "citation": citation}
    await _lay(actor, now, asking_id, version, said, "asking.answer")


async def retract(actor: Actor, now: dt.datetime, *, asking_id: int, version: int) -> None:
    """Take the answer back, until the office has decided. Raises NotFound, Invalid, Conflict."""
    said = {"outcome": "", "reason": "", "citation": ""}
    await _lay(actor, now, asking_id, version, said, "asking.retract")


async def _lay(
    actor: Actor,
    now: dt.datetime,
    asking_id: int,
    version: int,
    said: dict[str, str],
    action: str,
) -> None:
    mine = _department(actor)
    try:
        async with write_tx(DepartmentAnswer):
            which = (Asking.id == asking_id) & (Asking.department == mine)
            found = await asking.those(which, now)
            if not found:
                raise NotFound("没有这项征询，或者它已经撤回。")
            one = found[0]
            if one.state not in OPEN:
                raise Conflict("这一类已经有了处理结果，不能再改答复。")
            if one.version != version:
                raise _stale()
            if not said["outcome"] and one.answer is None:
                raise Invalid("还没有答复，不用撤回。", field="outcome")
            await DepartmentAnswer.insert(
                DepartmentAnswer(
                    asking=asking_id,
                    version=version + 1,
                    outcome=said["outcome"],
                    reason=said["reason"],
                    citation=said["citation"],
                    given_by=actor.name,
                    given_at=now,
                )
            )
            await audit.append(actor, now, action, str(asking_id), cluster=one.cluster, **said)
    except UNIQUE_VIOLATIONS:
        raise _stale() from None


def _stale() -> Conflict:
    return Conflict("本部门刚刚有人改过这一项的答复。请看过再改；您写的内容还在下面。")


def _department(actor: Actor) -> int:
    require(actor, "department.answer")
    if actor.department is None:
        raise NotAllowed("您的账号还没有写明是哪个部门的。请联系管理员。")
    return actor.department


async def items(actor: Actor, requests: Sequence[Asked]) -> tuple[Item, ...]:
    """Requests of the actor's own department with what is asked, for those on a page."""
    mine = _department(actor)
    wanted = [one for one in requests if one.department == mine]
    rows = await Cluster.select().where(Cluster.id.is_in([one.cluster for one in wanted] or [0]))
    clusters = {row["id"]: row for row in rows}
    members: dict[int, list[find.Row]] = defaultdict(list)
    for row in (
        await Comment.select(
            *(Comment.id, Comment.cluster, Comment.text, Comment.unique_text),
            *(Comment.unique_key, Comment.state, Comment.redacted),
        )
        .where(Comment.cluster.is_in(list(clusters) or [0]))
        .order_by(Comment.id)
    ):
        members[row["cluster"]].append(row)
    drafts = {one: await find.draft_of_round(one) for one in {one.round for one in wanted}}
    return tuple(
        [
            await _item(one, clusters[one.cluster], members[one.cluster], drafts[one.round])
            for one in wanted
        ]
    )


async def _item(
    one: Asked, cluster: find.Row, members: Sequence[find.Row], about: tuple[find.Row, str]
) -> Item:
    draft, slug = about
    unit = (await find.tree(draft)).find(one.article) if one.article else None
    voice = shown.voice(cluster, members)
    text = next((shown.words(row) for row in members if row["id"] == voice.comment), "")
    unique = {
        row["unique_key"]: mask(row["unique_text"])
        for row in members
        if row["unique_key"] and row["state"] == shown.State.SHOWN and not row["redacted"]
    }
    return Item(
        asked=one,
        title=draft["title"],
        slug=slug,
        reading=draft["reading"],
        article=unit.text if unit else "",
        name=mask(shown.name(cluster, voice, text)),
        words=text,
        size=len(members),
        unique=tuple(unique.values()),
    )
