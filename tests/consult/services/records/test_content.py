"""R32: what another hand does to a row is found and named; what the application does is not."""

import datetime as dt
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import asyncpg
import pytest

from bench.sweep_tampering import sweep
from consult.services.moderating import moderation
from consult.services.moderating.shown import State
from consult.services.records import audit, schema
from consult.services.records.watched import UNWATCHED, WATCHED
from consult.services.submissions import comment, revision
from consult.services.submissions.comment import CommentInput
from consult.services.submissions.revision import Words
from consult.tables import TABLES, Comment, Seal
from reports.model import CommentKind
from tests.consult.cast import ADMIN, DURING, SECRET, STAFF
from tests.site import Seeded, seeded  # noqa: F401 - a fixture

pytestmark = pytest.mark.anyio
FORM = CommentInput(text="犬绳一点五米太短。", reason="牵不住。")


async def _say(key: str = "1") -> comment.Receipt:
    return await comment.submit(
        DURING,
        SECRET,
        slug="dogs",
        reading=1,
        address="art_4",
        form=FORM,
        key=f"content-{key:0>16}",
    )


async def _by_another_hand(address: str, statement: str) -> None:
    if address.startswith("sqlite"):
        with closing(sqlite3.connect(address.removeprefix("sqlite:///"))) as database, database:
            database.execute(statement)
        return
    connection = await asyncpg.connect(address)
    await connection.execute(statement)
    await connection.close()


async def _bad() -> list[tuple[str, int, str, str]]:
    check = await audit.verify(ADMIN)
    assert check.first_bad is None
    assert check.first_bad_seal is None
    return [(one.table, one.id, one.group, one.found) for one in check.bad]


def test_every_table_is_watched_or_says_why_not() -> None:
    names = {table._meta.tablename for table in TABLES}
    assert names == {*WATCHED, *UNWATCHED}
    for table in TABLES:
        columns = {column._meta.db_column_name for column in table._meta.columns}
        for group in WATCHED.get(table._meta.tablename, {}).values():
            assert set(group) <= columns, table


async def test_r32_what_people_may_do_verifies(dogs: str) -> None:
    got = await _say()
    one = await Comment.select(Comment.id).first()
    assert one
    words = Words(CommentKind.AMEND, "改为两米。", "", "")
    await revision.amend(DURING, got.number, got.code, comment_id=one["id"], words=words, seen=0)
    await moderation.rule(
        *(STAFF, DURING, one["id"]), state=State.HIDDEN, reason="骂人", seen=State.SHOWN
    )
    check = await audit.verify(ADMIN)
    assert check.whole
    assert check.rows > 10


async def test_r32_a_row_changed_removed_or_added_by_another_hand_is_named(
    dogs: str, db: str
) -> None:
    await _say("1")
    await _say("2")
    first, second = [row["id"] for row in await Comment.select(Comment.id).order_by(Comment.id)]
    await _by_another_hand(
        db, "UPDATE comment SET text = '很好。' WHERE id = (SELECT min(id) FROM comment)"
    )
    check = await audit.verify(ADMIN)
    [bad] = check.bad
    assert (bad.table, bad.id, bad.group, bad.found) == ("comment", first, "text", "changed")
    assert (bad.number, bad.action) == ("1-0001", "comment.submit")
    assert dt.datetime.fromisoformat(bad.at) == DURING
    await _by_another_hand(db, "DELETE FROM target")
    await _by_another_hand(db, "DELETE FROM comment WHERE id = (SELECT max(id) FROM comment)")
    await _by_another_hand(db, "INSERT INTO department (body, name) VALUES (1, '没有这个部门')")
    found = await _bad()
    assert ("comment", second, "", "missing") in found
    assert [one[0] for one in found if one[3] == "added"] == ["department"]


async def test_r32_a_later_change_of_ours_does_not_launder_it(dogs: str, db: str) -> None:
    got = await _say()
    row = await Comment.select(Comment.id).first()
    assert row
    await _by_another_hand(db, "UPDATE comment SET text = '很好。'")
    words = Words(CommentKind.AMEND, "改为两米。", "", "")
    await revision.amend(DURING, got.number, got.code, comment_id=row["id"], words=words, seen=0)
    assert await _bad() == [("comment", row["id"], "text", "between")]


async def test_r32_seals_cut_off_are_missed_by_the_audit_chain(dogs: str, db: str) -> None:
    await _say()
    await _by_another_hand(db, "DELETE FROM seal WHERE id = (SELECT max(id) FROM seal)")
    check = await audit.verify(ADMIN)
    assert check.first_bad_seal == await Seal.count() + 1
    assert not check.whole


async def test_rows_from_before_are_sealed_as_they_stand(dogs: str, db: str) -> None:
    await _say()
    await _by_another_hand(db, "DELETE FROM seal")
    await _by_another_hand(db, "DELETE FROM audit_entry")
    await schema.migrate()
    assert (await audit.verify(ADMIN)).whole
    await _by_another_hand(db, "UPDATE comment SET proposed = '改'")
    assert [one[0::2] for one in await _bad()] == [("comment", "text")]


@pytest.mark.parametrize("trials", [60])
async def test_r32_trials(tmp_path: Path, seeded: Seeded, trials: int) -> None:  # noqa: F811
    shutil.copytree(seeded.folder, tmp_path, dirs_exist_ok=True)
    tried, missed = await sweep(tmp_path / "consult.db", trials)
    assert (tried.total(), missed) == (trials, [])
