"""The head a paper carries moves with the paper's own data and with nothing else."""

from pathlib import Path

import pytest

from consult.config import Settings
from consult.permissions import Role
from consult.services.bills.draft import load_draft
from consult.services.clusters import cluster
from consult.services.decisions import disposition
from consult.services.moderating import sweep
from consult.services.moderating.shown import State
from consult.services.papers import report
from consult.services.people import account
from consult.services.records import data_head, find
from consult.services.rounds import round as rounds
from consult.services.submissions import comment, consent
from consult.services.submissions.comment import CommentInput
from consult.tables import Cluster
from reports.model import Outcome
from tests.consult.cast import ADMIN, AFTER, DURING, FIRST, LAST, OPENING, SECRET, STAFF

pytestmark = pytest.mark.anyio


async def _head() -> str:
    _, round_ = await find.round_row("dogs", 1)
    return await data_head.of_round(round_["id"], "dogs", 1)


async def _say(slug: str, key: str) -> None:
    form = CommentInput(text="犬绳可以再长一些。")
    await comment.submit(
        *(DURING, SECRET), slug=slug, reading=1, address="art_4", form=form, key=f"head-{key:0>16}"
    )


async def test_it_moves_with_comments_clusters_and_dispositions(dogs: str) -> None:
    heads = [await _head()]
    await _say("dogs", "1")
    heads.append(await _head())
    await cluster.rebuild(STAFF, DURING, slug="dogs", reading=1)
    heads.append(await _head())
    row = await Cluster.select(Cluster.id).first()
    assert row
    await disposition.decide(
        STAFF, AFTER, cluster_id=row["id"], outcome=Outcome.ADOPTED, reason="改为两米。", version=0
    )
    heads.append(await _head())
    assert len(set(heads)) == 4


async def test_it_moves_when_many_are_hidden_and_when_a_name_is_taken_off(dogs: str) -> None:
    form = CommentInput(text="便宜狗粮。", name="何叶", name_public=True)
    got = await comment.submit(
        *(DURING, SECRET), slug="dogs", reading=1, address="art_4", form=form, key=f"head-{1:016d}"
    )
    heads = [await _head()]
    where = {"slug": "dogs", "reading": 1}
    condition = sweep.Condition(words="狗粮")
    number = await sweep.draw_up(
        STAFF, DURING, **where, condition=condition, state=State.HIDDEN, reason="广告"
    )
    assert await _head() == heads[0]
    await sweep.start(STAFF, DURING, number, seen=1)
    heads.append(await _head())
    await sweep.undo(STAFF, DURING, number)
    heads.append(await _head())
    await consent.withdraw(DURING, got.number, got.code)
    heads.append(await _head())
    assert len(set(heads)) == len(heads)


async def test_it_stands_still_for_other_bills_and_for_what_changes_no_data(
    dogs: str, tmp_path: Path
) -> None:
    await _say("dogs", "1")
    await cluster.rebuild(STAFF, DURING, slug="dogs", reading=1)
    before = await _head()
    await report.build_report(STAFF, AFTER, Settings(data_dir=tmp_path), slug="dogs", reading=1)
    await account.add_account(
        ADMIN, DURING, login="li", name="李", role=Role.STAFF, password="云川的夏天很长很长很长很长"
    )
    other = {"slug": "cats", "reading": 1}
    await load_draft(
        STAFF, DURING, **other, filename="1.txt", data=FIRST.encode(), body="云川市人大常委会"
    )
    await rounds.open_round(STAFF, DURING, **other, first_day=OPENING, last_day=LAST)
    await _say("cats", "2")
    assert await _head() == before
