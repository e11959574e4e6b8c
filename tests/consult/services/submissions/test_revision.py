"""Amending and withdrawing: promises R11, R27, R33."""

import datetime as dt

import pytest

from consult.errors import Conflict, Invalid, NotFound, RoundClosed
from consult.services.bills import bill
from consult.services.clusters import cluster
from consult.services.papers import material
from consult.services.papers.material import Ungrouped
from consult.services.public import opinion
from consult.services.records import export
from consult.services.submissions import receipt, revision
from consult.services.submissions.comment import CommentInput, Receipt, submit
from consult.services.submissions.fate import Fate, Stage
from consult.services.submissions.revision import Words
from consult.tables import AuditEntry, Draft
from reports.model import CommentKind
from tests.consult.cast import AFTER, DURING, SECRET, STAFF

pytestmark = pytest.mark.anyio
LATER = DURING + dt.timedelta(days=1)
NEW = Words(CommentKind.AMEND, "犬绳应当改为两米。", "二米", "")


async def _say(text: str, n: int) -> Receipt:
    return await submit(
        DURING,
        SECRET,
        slug="dogs",
        reading=1,
        address="art_4",
        form=CommentInput(text=text),
        key=f"revision-{n:010d}",
    )


async def _fate(got: Receipt) -> Fate:
    [fate] = (await receipt.show_receipt(got.number, got.code, LATER)).points
    return fate


async def _amend(
    got: Receipt, *, words: Words = NEW, now: dt.datetime = LATER, seen: int = 0
) -> None:
    fate = await _fate(got)
    await revision.amend(now, got.number, got.code, comment_id=fate.id, words=words, seen=seen)


async def _withdraw(got: Receipt, *, now: dt.datetime = LATER, seen: int = 0) -> None:
    fate = await _fate(got)
    await revision.withdraw(now, got.number, got.code, comment_id=fate.id, seen=seen)


async def _rebuild() -> None:
    await cluster.rebuild(STAFF, LATER, slug="dogs", reading=1)


async def _shown() -> list[tuple[str, int]]:
    draft = await Draft.select(Draft.id).first()
    assert draft is not None
    return [(one.text, one.size) for one in await opinion.opinions_of(draft["id"], "art_4")]


async def test_the_old_words_are_kept_and_the_new_ones_grouped_anew(dogs: str) -> None:
    first, second = await _say("犬绳一点五米太短。", 1), await _say("犬绳一点五米太短！", 2)
    await _rebuild()
    await _amend(first)
    fate = await _fate(first)
    assert (fate.text, fate.proposed, fate.kind) == (NEW.text, NEW.proposed, NEW.kind)
    assert [one.words.text for one in fate.earlier] == ["犬绳一点五米太短。"]
    assert await _shown() == [("犬绳一点五米太短！", 1)]
    with pytest.raises(Ungrouped):
        await material.gather("dogs", 1)
    await _rebuild()
    assert sorted(await _shown()) == [("犬绳一点五米太短！", 1), (NEW.text, 1)]
    assert (await _fate(second)).text == "犬绳一点五米太短！"


async def test_a_withdrawn_comment_leaves_and_is_counted_apart(dogs: str) -> None:
    first, _ = await _say("犬绳一点五米太短。", 1), await _say("犬绳一点五米太短！", 2)
    await _rebuild()
    await _withdraw(first)
    assert await _shown() == [("犬绳一点五米太短！", 1)]
    await _rebuild()
    fate = await _fate(first)
    assert (fate.stage, fate.cluster, fate.text) == (Stage.WITHDRAWN, None, "犬绳一点五米太短。")
    gathered, _ = await material.gather("dogs", 1)
    assert [one.text for one in gathered.comments] == ["犬绳一点五米太短！"]
    view = (await bill.show_bill("dogs", LATER)).readings[0].round
    assert view and (view.submissions, view.comments, view.withdrawn) == (2, 1, 1)
    kept = await export.export_comments(STAFF, slug="dogs", reading=1, format="csv")
    assert kept.decode().count("犬绳一点五米太短") == 2


async def test_what_is_revised_while_texts_are_compared_waits(
    dogs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    got = await _say("犬绳一点五米太短。", 1)
    fate = await _fate(got)
    read = cluster._comments

    async def and_meanwhile(round_id: int) -> object:
        comments = await read(round_id)
        await revision.withdraw(LATER, got.number, got.code, comment_id=fate.id, seen=0)
        return comments

    monkeypatch.setattr(cluster, "_comments", and_meanwhile)
    await _rebuild()
    assert await _shown() == []
    monkeypatch.undo()
    await _rebuild()
    assert (await _fate(got)).cluster is None


async def test_r11_nothing_changes_after_the_round_has_closed(dogs: str) -> None:
    got = await _say("犬绳一点五米太短。", 1)
    await _amend(got, now=AFTER - dt.timedelta(milliseconds=1))
    with pytest.raises(RoundClosed, match="4月9日"):
        await _amend(got, now=AFTER, seen=1)
    with pytest.raises(RoundClosed):
        await _withdraw(got, now=AFTER, seen=1)


async def test_only_the_holder_of_the_code_and_only_what_they_saw(dogs: str) -> None:
    mine, other = await _say("犬绳一点五米太短。", 1), await _say("登记太慢。", 2)
    theirs = (await _fate(other)).id
    for code, comment_id in (("0" * 24, theirs), (mine.code, theirs)):
        with pytest.raises(NotFound):
            await revision.withdraw(LATER, mine.number, code, comment_id=comment_id, seen=0)
    with pytest.raises(Invalid) as refused:
        await _amend(mine, words=Words(CommentKind.AMEND, " ", "", ""))
    assert refused.value.field == "text"
    await _amend(mine)
    with pytest.raises(Conflict, match="刚刚修改过"):
        await _amend(mine, words=Words(CommentKind.AMEND, "另一个想法", "", ""), seen=0)
    await _withdraw(mine, seen=1)
    with pytest.raises(Conflict, match="已经撤回"):
        await _amend(mine, seen=2)


async def test_r33_each_change_has_one_entry_and_no_change_none(dogs: str) -> None:
    got = await _say("犬绳一点五米太短。", 1)
    await _amend(got)
    await _amend(got, seen=1)
    await _withdraw(got, seen=1)
    rows = await AuditEntry.select(AuditEntry.action).order_by(AuditEntry.position)
    assert [row["action"] for row in rows][-3:] == [
        "comment.submit",
        "comment.amend",
        "comment.withdraw",
    ]
