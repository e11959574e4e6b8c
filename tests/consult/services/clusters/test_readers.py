"""Who has read how much of which article, and who else is at work on it: on both engines."""

import datetime as dt

import pytest

from consult.permissions import terminal
from consult.services.clusters import arrangement, constraint, readers, unread
from consult.tables import Round
from tests.consult.cast import DURING
from tests.consult.services.clusters.test_constraint import around, letters

__all__ = ["letters"]
pytestmark = pytest.mark.anyio
ZHOU, LI = terminal("周敏"), terminal("李强")


async def test_the_table_counts_by_person_and_article(letters: str) -> None:
    row = await around(1)
    before = await readers.table(ZHOU, "dogs", 1, DURING)
    assert (before.people, before.texts, before.unread) == ((), 1, 1)
    await unread.mark_shown(LI, DURING, row.id)
    after = await readers.table(ZHOU, "dogs", 1, DURING)
    assert (after.people, after.by, after.texts, after.unread) == (("李强",), (1,), 1, 0)
    [line] = after.rows
    assert (line.article.address, line.by) == ("art_3", (1,))


async def test_somebody_else_is_named_for_a_quarter_of_an_hour(letters: str) -> None:
    row = await around(1)
    [round_] = await Round.select()
    await constraint.rename(LI, DURING, cluster_id=row.id, name="合租", seen=row.version)
    soon, late = DURING + dt.timedelta(minutes=14), DURING + dt.timedelta(minutes=16)
    assert await readers.others_at(ZHOU, round_["id"], "art_3", soon) == ("李强",)
    assert await readers.others_at(LI, round_["id"], "art_3", soon) == ()
    assert await readers.others_at(ZHOU, round_["id"], None, soon) == ()
    assert await readers.others_at(ZHOU, round_["id"], "art_3", late) == ()


async def test_the_last_standing_deed_is_ones_own_and_of_this_article(letters: str) -> None:
    row = await around(1)
    [round_] = await Round.select()
    await constraint.rename(LI, DURING, cluster_id=row.id, name="合租", seen=row.version)
    assert await arrangement.last_of(ZHOU.name, round_["id"], "art_3") is None
    assert await arrangement.last_of(LI.name, round_["id"], None) is None
    last = await arrangement.last_of(LI.name, round_["id"], "art_3")
    assert last and last.words == "合租"
    await constraint.undo(LI, DURING, arrangement_id=last.id)
    assert await arrangement.last_of(LI.name, round_["id"], "art_3") is None
