"""Plain-language notes: who may, what is kept, what follows into the next reading."""

import asyncio

import pytest

from consult.errors import Conflict, NotAllowed
from consult.permissions import Actor
from consult.services.bills import draft, plain_note
from consult.services.records import audit
from tests.consult.cast import ADMIN, COMMITTEE, DURING, FIRST, SECOND, STAFF, WANG

pytestmark = pytest.mark.anyio


async def _write(text: str, seen: int = 0, at: str = "art_3", actor: Actor = STAFF) -> bool:
    return await plain_note.write(
        actor, DURING, slug="dogs", reading=1, address=at, text=text, seen=seen
    )


async def test_only_staff_may_write_and_each_version_is_in_the_chain(dogs: str) -> None:
    for actor in (WANG, COMMITTEE):
        with pytest.raises(NotAllowed):
            await _write("不行。", actor=actor)
        with pytest.raises(NotAllowed):
            await plain_note.board(actor, dogs, 1, DURING)
    head = await audit.head()
    assert await _write("办证要三样。")
    assert (after := await audit.head()) != head
    assert not await _write(" 办证要三样。 ", seen=1), "nothing to keep"
    assert await audit.head() == after
    assert (await audit.verify(ADMIN)).first_bad is None


async def test_of_two_who_write_at_once_one_wins_and_the_other_hears_of_it(dogs: str) -> None:
    both = await asyncio.gather(_write("甲。"), _write("乙。"), return_exceptions=True)
    assert sorted(map(type, both), key=str) == [bool, Conflict]
    page = await plain_note.show(STAFF, dogs, 1, "art_3", DURING)
    assert page.seen == 1


async def test_a_text_loaded_anew_keeps_notes_and_says_which_to_check(db: str) -> None:
    for text in (FIRST, FIRST.replace("十个工作日", "七个工作日").replace("第五条", "第六条")):
        data = text.encode()
        await draft.load_draft(
            STAFF, DURING, slug="dogs", reading=1, filename="1.txt", data=data, body="云川"
        )
        if text is FIRST:
            for at in ("art_2", "art_3", "art_5"):
                await _write(f"说明 {at}", at=at)
    board = await plain_note.board(STAFF, "dogs", 1, DURING)
    lines = {line.address: line for line in board.lines}
    assert [at for at, line in lines.items() if line.note] == ["art_2", "art_3"]
    assert [at for at, line in lines.items() if line.stale] == ["art_3"]
    assert [note.text for note in board.astray] == ["说明 art_5"]
    assert await _write("说明 art_3", seen=1), "the same words, checked against the new text"
    board = await plain_note.board(STAFF, "dogs", 1, DURING)
    assert not any(line.stale for line in board.lines)


async def test_a_note_is_offered_to_the_article_its_own_became(dogs: str) -> None:
    await _write("办证要三样。")
    await _write("牵绳。", at="art_4")
    await draft.load_draft(
        STAFF, DURING, slug=dogs, reading=2, filename="2.txt", data=SECOND.encode()
    )
    board = await plain_note.board(STAFF, dogs, 2, DURING)
    assert [line.address for line in board.lines if line.offered] == ["art_4", "art_5"]
    changed = (await plain_note.show(STAFF, dogs, 2, "art_4", DURING)).offered
    kept = (await plain_note.show(STAFF, dogs, 2, "art_5", DURING)).offered
    assert changed and (changed.label, changed.text, changed.same) == (
        "第三条",
        "办证要三样。",
        False,
    )
    assert kept and kept.same
