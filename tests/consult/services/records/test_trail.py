"""The audit chain as people read it: a sentence for every action, filters, paging."""

import ast
import datetime as dt
import re

import pytest

from consult.errors import Invalid, NotAllowed
from consult.permissions import PERMISSIONS
from consult.services.bills import draft
from consult.services.clusters import cluster
from consult.services.decisions import disposition
from consult.services.records import trail
from consult.services.records.sentences import ACTIONS, KINDS
from consult.services.records.trail import Asked
from consult.services.submissions import comment
from consult.services.submissions.comment import CommentInput
from reports.model import Outcome
from tests.consult.cast import ADMIN, DURING, FIRST, SECRET, STAFF
from tests.consult.services.clusters.test_constraint import around, letters
from tests.source_tree import modules

__all__ = ["letters"]
pytestmark = pytest.mark.anyio
ACTION = re.compile(r"[a-z]+\.[a-z-]+")
COLUMNS = {"draft.bill", "draft.reading", "bill.slug", "bill.title", "body.name"}


def _is_append(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.append"


def _texts(node: ast.AST) -> set[str]:
    strings = (one.value for one in ast.walk(node) if isinstance(one, ast.Constant))
    return {one for one in strings if isinstance(one, str) and ACTION.fullmatch(one)}


def _named() -> set[str]:
    """The actions that code names where it appends an entry; where one comes from a name, all in
    its module that looks like one and is neither a right nor a column of a joined row."""
    found: set[str] = set()
    for tree in modules("consult").values():
        for node in filter(_is_append, ast.walk(tree)):
            assert isinstance(node, ast.Call)
            said = set().union(*(_texts(one) for one in node.args))
            found |= said or _texts(tree) - {*PERMISSIONS} - COLUMNS
    return found


def test_every_action_has_its_sentence_and_its_kind() -> None:
    named = _named()
    assert len(named) > 60
    assert sorted(named - {*ACTIONS}) == []
    beginnings = [one for _, kinds in KINDS.values() for one in kinds]
    assert [one for one in ACTIONS if not one.startswith(tuple(beginnings))] == []


async def _say(n: int) -> None:
    form = CommentInput(text=f"第{n}条意见：犬绳太短。")
    await comment.submit(
        *(DURING, SECRET), slug="dogs", reading=1, address="art_4", form=form, key=f"trail-{n:016}"
    )


async def test_entries_come_newest_first_by_who_what_and_when(dogs: str) -> None:
    for n in range(1, 4):
        await _say(n)
    await cluster.rebuild(STAFF, DURING, slug="dogs", reading=1)
    page = await trail.read(ADMIN, Asked(), most=2)
    assert [one.action for one in page.entries] == ["cluster.suggest", "cluster.rebuild"]
    older = await trail.read(ADMIN, Asked(), before=page.older, most=2)
    assert [one.subject for one in older.entries] == ["1-0003", "1-0002"]
    assert older.entries[0].path == ("staff", "bills", "dogs", 1, "moderation")
    assert [one.says for one in older.entries] == ["提交了意见"] * 2

    async def count(**asked: object) -> int:
        return len((await trail.read(ADMIN, Asked(**asked))).entries)  # type: ignore[arg-type]

    everything = await count()
    assert await count(bill="dogs") == everything
    assert await count(subject="1-0002") == 1
    assert await count(kind="comment", who="公众") == 3
    assert await count(since=DURING.date(), until=DURING.date()) == everything
    assert await count(until=DURING.date() - dt.timedelta(days=1)) == 0
    with pytest.raises(Invalid):
        await count(kind="law")
    with pytest.raises(NotAllowed):
        await trail.read(STAFF, Asked())


async def test_what_was_done_to_its_clusters_is_found_under_a_bill_too(letters: str) -> None:
    row = await around(8)
    await disposition.decide(
        STAFF, DURING, cluster_id=row.id, outcome=Outcome.ADOPTED, reason="", version=0
    )
    page = await trail.read(ADMIN, trail.Asked(bill="dogs", kind="cluster"))
    assert ("disposition.decide", str(row.id)) in {
        (one.action, one.subject) for one in page.entries
    }
    await draft.load_draft(
        STAFF,
        DURING,
        slug="cats",
        reading=1,
        filename="1.txt",
        data=FIRST.encode(),
        body="云川市人大常委会",
    )
    other = await trail.read(ADMIN, trail.Asked(bill="cats"))
    assert {one.subject.partition("/")[0] for one in other.entries} == {"cats"}
