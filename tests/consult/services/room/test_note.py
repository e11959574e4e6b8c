"""A member's notes: nobody else's, guarded against the other window, there again in the next
version."""

import pytest
from msgspec.structs import replace

from consult.errors import Conflict, Invalid, NotAllowed, NotFound
from consult.services.room import note as room_note
from consult.services.room.shelf import Sealed
from consult.tables import AuditEntry
from tests.consult.cast import AFTER
from tests.consult.rooms import CHEN, LIN, ZHOU, seat, small_report

pytestmark = pytest.mark.anyio


async def write(
    sealed: Sealed, text: str, cluster: int = 0, version: int = 0, anchor: str = "t-2"
) -> None:
    await room_note.save(
        CHEN, AFTER, sealed, anchor=anchor, cluster=cluster, text=text, version=version
    )


async def test_a_note_is_kept_beside_its_place_and_is_nobody_elses(dogs: str) -> None:
    sealed = await seat()
    before = await AuditEntry.count()
    await write(sealed, "  请办公室核对邻市做法。 ", cluster=1)
    await write(sealed, "整条都要再议。")
    notes = await room_note.notes_on(CHEN, sealed)
    assert [(one.address, one.cluster, one.text) for one in notes] == [
        ("art_1", 1, "请办公室核对邻市做法。"),
        ("art_1", 0, "整条都要再议。"),
    ]
    assert notes[0].label.startswith("第一条\u30001-1\u3000")
    assert await room_note.notes_on(LIN, sealed) == ()
    assert await room_note.notes_on(ZHOU, sealed) == ()
    assert await AuditEntry.count() == before, "a private note leaves no trace others can read"
    with pytest.raises(NotAllowed):
        await room_note.save(ZHOU, AFTER, sealed, anchor="t-2", cluster=0, text="偷看", version=0)
    with pytest.raises(NotAllowed):
        await room_note.notebooks(ZHOU)


async def test_r8_two_windows_do_not_overwrite_each_other(dogs: str) -> None:
    sealed = await seat()
    await write(sealed, "甲")
    with pytest.raises(Conflict):
        await write(sealed, "乙，写的时候以为还没有笔记")
    await write(sealed, "丙", version=1)
    with pytest.raises(Conflict):
        await write(sealed, "丁，还是旧的那一份", version=1)
    with pytest.raises(Conflict):
        await write(sealed, "", version=1)
    kept = await room_note.notes_on(CHEN, sealed)
    assert [(one.text, one.version) for one in kept] == [("丙", 2)]
    await write(sealed, " ", version=2)
    assert await room_note.notes_on(CHEN, sealed) == ()
    await write(sealed, "")
    assert await room_note.notes_on(CHEN, sealed) == (), "nothing written, nothing kept"


async def test_a_note_stands_beside_the_same_cluster_in_the_next_version(dogs: str) -> None:
    first = await seat()
    await write(first, "留意这一类。", cluster=2)
    later = small_report()
    later = replace(later, sections=later.sections[1:], appendix=later.appendix[1:])
    second = await seat(later, "cd" * 32)
    (note,) = await room_note.notes_on(CHEN, second)
    section = second.book.at(note.address)
    assert section and note.cluster in second.book.clusters
    assert section.anchor in {one.anchor for one in later.sections}


async def test_a_note_whose_place_is_gone_can_still_be_thrown_away(dogs: str) -> None:
    sealed = await seat()
    await write(sealed, "甲", cluster=1)
    (note,) = await room_note.notes_on(CHEN, sealed)
    with pytest.raises(Conflict):
        await room_note.discard(LIN, AFTER, note.id, 1)
    with pytest.raises(Conflict):
        await room_note.discard(CHEN, AFTER, note.id, 2)
    await room_note.discard(CHEN, AFTER, note.id, 1)
    assert await room_note.notes_on(CHEN, sealed) == ()


async def test_what_is_not_in_the_version_or_too_long_is_refused(dogs: str) -> None:
    sealed = await seat()
    with pytest.raises(NotFound):
        await write(sealed, "甲", cluster=99)
    with pytest.raises(NotFound):
        await write(sealed, "甲", cluster=3)  # it is on 第二条
    with pytest.raises(NotFound):
        await write(sealed, "甲", anchor="t-99")
    with pytest.raises(Invalid):
        await write(sealed, "长" * (room_note.LIMIT + 1))


async def test_notes_can_be_taken_away_as_one_text(dogs: str) -> None:
    sealed = await seat()
    await write(sealed, "一")
    await write(sealed, "二\n三", cluster=2)
    text = room_note.as_markdown(await room_note.notebooks(CHEN))
    assert text.startswith("# 云川市犬只管理规定（一审稿）\n\n## 第一条")
    assert "二\n三" in text
    assert room_note.as_markdown(await room_note.notebooks(LIN)) == ""
