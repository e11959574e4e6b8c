"""Shown, waiting, hidden: promises R33, R34."""

import pytest

from consult.errors import Conflict, Invalid, NotAllowed, NotFound
from consult.permissions import NETIZEN
from consult.services.clusters import cluster
from consult.services.moderating import moderation, waiting
from consult.services.moderating.moderation import Cause
from consult.services.moderating.shown import State
from consult.services.public import opinion
from consult.services.records import audit, find
from consult.services.search import search
from consult.services.submissions.comment import CommentInput, submit
from consult.services.submissions.receipt import show_receipt
from consult.tables import AuditEntry, Comment, Moderation
from tests.consult.cast import ADMIN, DURING, SECRET, STAFF

pytestmark = pytest.mark.anyio
SAID = (
    "犬绳一点五米太短，建议改成两米。",
    "犬绳一点五米太短，建议改成两米吧。",
    "公园应当设犬只活动区。",
)


async def _three(held: Cause | None = None) -> list[int]:
    """Three comments in two clusters; their ids."""
    for n, text in enumerate(SAID):
        form, key = CommentInput(text=text), f"moderated-{n:010d}"
        await submit(
            *(DURING, SECRET),
            slug="dogs",
            reading=1,
            address="art_4",
            form=form,
            key=key,
            held=held,
        )
    await cluster.rebuild(STAFF, DURING, slug="dogs", reading=1)
    return [row["id"] for row in await Comment.select(Comment.id).order_by(Comment.id)]


async def _read() -> dict[int, opinion.OpinionView]:
    draft = await find.draft_row("dogs", 1)
    return {one.size: one for one in await opinion.opinions_of(draft["id"], "art_4")}


async def _hide(comment: int, seen: State = State.SHOWN) -> None:
    await moderation.rule(
        STAFF, DURING, comment, state=State.HIDDEN, reason="写了别人的名字", seen=seen
    )


async def _show(comment: int, seen: State = State.HIDDEN) -> None:
    await moderation.rule(STAFF, DURING, comment, state=State.SHOWN, reason="", seen=seen)


async def test_another_member_speaks_for_a_hidden_one_and_the_count_stays(dogs: str) -> None:
    ids = await _three()
    before = await _read()
    speaker = ids[SAID.index(before[2].text)]
    await _hide(speaker)
    now = await _read()
    other = next(text for text in SAID[:2] if text != before[2].text)
    assert (now[2].text, now[2].state, now[2].size) == (other, State.SHOWN, 2)
    assert list(now[2].withheld.values()) == [State.HIDDEN]
    await _show(speaker)
    assert await _read() == before, "as if nothing had happened"


async def test_a_cluster_nobody_may_read_has_its_numbers_and_no_words(dogs: str) -> None:
    ids = await _three()
    await _hide(ids[2])
    one = (await _read())[1]
    assert (one.text, one.label, one.state, one.size) == ("", "", State.HIDDEN, 1)
    assert one.numbers
    assert (await search.search("活动区")).hits == ()
    await _show(ids[2])
    assert [hit.cluster for hit in (await search.search("活动区")).hits] == [one.cluster_id]


async def test_its_author_reads_why(dogs: str) -> None:
    form, key = CommentInput(text=SAID[0]), "moderated-0000000000"
    got = await submit(
        *(DURING, SECRET),
        slug="dogs",
        reading=1,
        address=None,
        form=form,
        key=key,
        held=Cause.ALIKE,
    )
    point = (await show_receipt(got.number, got.code, DURING)).points[0]
    assert point.withheld and (point.withheld.state, point.withheld.cause) == ("waiting", "alike")
    assert point.text == SAID[0]
    await _hide(point.id, seen=State.WAITING)
    point = (await show_receipt(got.number, got.code, DURING)).points[0]
    assert point.withheld and (point.withheld.reason, point.withheld.cause) == (
        "写了别人的名字",
        None,
    )


async def test_every_step_is_a_row_and_an_entry_with_its_reason(dogs: str) -> None:
    ids = await _three()
    before = await AuditEntry.count()
    await _hide(ids[0])
    await _show(ids[0])
    entries = await AuditEntry.select().order_by(AuditEntry.position)
    assert [row["action"] for row in entries[before:]] == ["comment.hide", "comment.show"]
    assert "写了别人的名字" in entries[before]["detail"]
    rows = await Moderation.select().order_by(Moderation.id)
    assert [(row["before"], row["state"]) for row in rows] == [
        ("shown", "hidden"),
        ("hidden", "shown"),
    ]
    assert (await audit.verify(ADMIN)).first_bad is None


async def test_what_is_held_on_arrival_is_in_the_entry_of_its_arrival(dogs: str) -> None:
    await _three(held=Cause.NETWORK)
    arrived = await AuditEntry.select().where(AuditEntry.action == "comment.submit")
    assert all('"held":"network"' in row["detail"] for row in arrived)
    page = await waiting.queue(STAFF, "dogs", 1, DURING)
    assert (page.waiting, page.hidden, [one.text for one in page.items]) == (3, 0, list(SAID))
    assert {one.standing.cause for one in page.items if one.standing} == {Cause.NETWORK}


async def test_it_refuses_strangers_silence_and_a_stale_eye(dogs: str) -> None:
    ids = await _three()
    with pytest.raises(NotAllowed):
        await moderation.rule(
            NETIZEN, DURING, ids[0], state=State.HIDDEN, reason="无", seen=State.SHOWN
        )
    for reason in ("", " ", "长" * 501):
        with pytest.raises(Invalid):
            await moderation.rule(
                STAFF, DURING, ids[0], state=State.HIDDEN, reason=reason, seen=State.SHOWN
            )
    with pytest.raises(Conflict):
        await _show(ids[0], seen=State.HIDDEN)
    with pytest.raises(NotFound):
        await _hide(99_999)
    assert await Moderation.count() == 0
    with pytest.raises(NotAllowed):
        await waiting.queue(NETIZEN, "dogs", 1, DURING)
