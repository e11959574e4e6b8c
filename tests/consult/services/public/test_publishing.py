"""Publishing the results of a round: what it takes, what it says, that it stays as it was."""

import asyncio
import datetime as dt
from pathlib import Path

import msgspec
import pytest

from consult.config import Settings
from consult.errors import Conflict, NotAllowed, NotFound
from consult.permissions import NETIZEN
from consult.services.clusters import cluster
from consult.services.decisions import disposition
from consult.services.moderating.shown import State
from consult.services.public import publishing, results
from consult.services.public.preparing import Prepared, look
from consult.services.public.publishing import NotReady, publish
from consult.services.public.results import Wanted, listed, show
from consult.services.submissions import comment, revision
from consult.services.submissions.comment import CommentInput, Receipt
from consult.tables import AuditEntry, Cluster, Comment, Results, ResultsLine, Submission
from reports.model import CommentKind, Outcome
from tests.consult.cast import AFTER, COMMITTEE, DURING, SECRET, STAFF

pytestmark = pytest.mark.anyio
DAYS = 30
SETTINGS = Settings()
PHONE = "13800138000"


async def say(n: int, text: str, kind: CommentKind, address: str | None) -> Receipt:
    form = CommentInput(text=text, kind=kind)
    return await comment.submit(
        *(DURING, SECRET), slug="dogs", reading=1, address=address, form=form, key=f"said-{n:016d}"
    )


@pytest.fixture
async def spoken(dogs: str) -> list[Receipt]:
    """Four comments in three clusters, two of them alike; nothing decided."""
    said = [
        await say(1, "犬绳一点五米太短，建议改为两米。", CommentKind.AMEND, "art_4"),
        await say(2, "犬绳一点五米太短，建议改为两米！", CommentKind.AMEND, "art_4"),
        await say(3, f"导盲犬也要牵绳吗？电话{PHONE}。", CommentKind.QUESTION, "art_4"),
        await say(4, "总体赞成。", CommentKind.SUPPORT, None),
    ]
    await cluster.rebuild(STAFF, DURING, slug="dogs", reading=1)
    return said


async def decide_all(outcome: Outcome = Outcome.NOT_ADOPTED) -> None:
    for row in await Cluster.select().where(Cluster.retired.eq(False)).order_by(Cluster.id):
        await disposition.decide(
            *(STAFF, AFTER),
            cluster_id=row["id"],
            outcome=outcome,
            reason=f"理由{row['id']}。",
            version=0,
        )


async def ready() -> Prepared:
    found = await look(STAFF, SETTINGS, AFTER, slug="dogs", reading=1)
    assert found is not None
    return found


async def go(now: dt.datetime = AFTER, seen: str | None = None) -> publishing.Published:
    return await publish(STAFF, SETTINGS, now, slug="dogs", reading=1, seen=seen)


async def page(version: int | None = None) -> results.ResultsPage:
    return await show("dogs", 1, AFTER, DAYS, version)


async def test_before_it_is_published_it_says_when_it_is_due(dogs: str) -> None:
    found = await page()
    assert found.notice is None
    assert found.due == dt.date(2026, 5, 9)
    assert not found.late
    assert (await show("dogs", 1, AFTER + dt.timedelta(days=31), DAYS)).late
    with pytest.raises(NotFound):
        await page(1)
    with pytest.raises(NotFound):
        await listed(found, Wanted())


async def test_it_is_refused_with_what_is_missing(spoken: list[Receipt]) -> None:
    looked = await ready()
    assert looked.notice is not None
    assert ["还有 3 类、4 条意见没有处理结果" in str(one) for one in looked.missing] == [True]
    with pytest.raises(NotReady, match="还有 3 类、4 条"):
        await go()
    await say_one_more_and_expect_ungrouped()
    assert await Results.count() == 0


async def say_one_more_and_expect_ungrouped() -> None:
    await say(9, "处罚太轻。", CommentKind.AMEND, "art_5")
    looked = await ready()
    assert looked.notice is None
    assert "没有归类" in str(looked.missing[0])


async def test_while_the_round_is_open_it_is_interim(spoken: list[Receipt]) -> None:
    done = await go(DURING)
    assert done.ongoing
    found = await page()
    assert found.notice is not None
    assert found.notice.ongoing
    assert found.notice.figures.decided_comments == 0


async def test_only_the_office_publishes(spoken: list[Receipt]) -> None:
    for actor in (NETIZEN, COMMITTEE):
        with pytest.raises(NotAllowed):
            await publish(actor, SETTINGS, AFTER, slug="dogs", reading=1)
        with pytest.raises(NotAllowed):
            await look(actor, SETTINGS, AFTER, slug="dogs", reading=1)


async def test_r32_it_is_published_as_it_was_looked_at_once_and_recorded(
    spoken: list[Receipt],
) -> None:
    await decide_all()
    looked = await ready()
    assert looked.missing == ()
    with pytest.raises(Conflict, match="又有变化"):
        await go(seen="0" * 64)
    done = await asyncio.gather(*(go(seen=looked.digest) for _ in range(3)), return_exceptions=True)
    assert sum(isinstance(one, publishing.Published) for one in done) == 1
    assert all(isinstance(one, publishing.Published | Conflict) for one in done)
    assert await Results.count() == 1
    assert await ResultsLine.count() == 4
    entry = await AuditEntry.select().where(AuditEntry.action == "results.publish").first()
    assert entry is not None
    assert looked.digest in entry["detail"]
    with pytest.raises(Conflict, match="第 1 版一样"):
        await go()


async def test_a_new_version_leaves_the_old_one_as_it_was(spoken: list[Receipt]) -> None:
    await decide_all()
    await go()
    first = await page()
    before = msgspec.json.encode(first.notice)
    row = await Cluster.select().order_by(Cluster.id).first()
    assert row
    await disposition.decide(
        STAFF, AFTER, cluster_id=row["id"], outcome=Outcome.ADOPTED, reason="改了。", version=1
    )
    assert (await go()).version == 2
    assert [one.number for one in (await page()).versions] == [2, 1]
    assert msgspec.json.encode((await page(1)).notice) == before
    old = await listed(await page(1), Wanted(outcome="adopted"))
    new = await listed(await page(), Wanted(outcome="adopted"))
    assert (old.counts.comments, new.counts.comments) == (0, row_size(new))
    moved = [one for one in (await listed(await page(1), Wanted())).entries if one.moved]
    assert len(moved) == row_size(new)
    assert all(one.outcome is Outcome.NOT_ADOPTED and not one.reason for one in moved)


def row_size(found: results.ListPage) -> int:
    assert found.counts.comments == len(found.entries) > 0
    return len(found.entries)


async def test_lists_mask_page_and_filter(
    spoken: list[Receipt], monkeypatch: pytest.MonkeyPatch
) -> None:
    await decide_all()
    await go()
    monkeypatch.setattr(results, "PER_PAGE", 3)
    whole = await listed(await page(), Wanted())
    assert (whole.counts.comments, whole.counts.clusters, whole.counts.people) == (4, 3, 4)
    assert len(whole.entries) == 3
    rest = await listed(await page(), Wanted(), after=whole.following or 0)
    assert [one.place for one in (*whole.entries, *rest.entries)] == [1, 2, 3, 4]
    assert rest.following is None
    assert PHONE not in "".join(one.text for one in (*whole.entries, *rest.entries))
    asked = await listed(await page(), Wanted(kind="question", article="art_4", outcome="decided"))
    assert [one.kind for one in asked.entries] == [CommentKind.QUESTION]
    assert asked.entries[0].reason
    nowhere = await listed(await page(), Wanted(article="whole", channel="letter"))
    assert nowhere.counts.comments == 0
    with pytest.raises(NotFound):
        await listed(await page(), Wanted(department=1))


async def test_words_withdrawn_since_do_not_stand_in_a_list(spoken: list[Receipt]) -> None:
    await go(DURING)
    number, code = spoken[3].number, spoken[3].code
    entry = (await listed(await page(), Wanted(article="whole"))).entries[0]
    assert entry.text == "总体赞成。"
    later = DURING + dt.timedelta(hours=1)
    await withdraw(number, code, later)
    after = (await listed(await page(), Wanted(article="whole"))).entries[0]
    assert after.withdrawn
    assert after.text == ""
    assert (await listed(await page(), Wanted())).counts.comments == 4


async def withdraw(number: str, code: str, now: dt.datetime) -> None:
    row = await Comment.select(Comment.id).where(Comment.submission.number == number).first()
    assert row
    await revision.withdraw(now, number, code, comment_id=row["id"], seen=0)


async def test_r34_what_is_hidden_later_is_hidden_here_too_and_comes_back(
    spoken: list[Receipt],
) -> None:
    await decide_all()
    await go()
    before = msgspec.json.encode((await page()).notice)
    await Comment.update({Comment.state: State.HIDDEN.value}, force=True)
    found = await page()
    assert found.notice is not None
    assert {one.ask for one in found.notice.told} <= {""}
    assert found.notice.debates == () or not any(
        one.favour or one.against for one in found.notice.debates
    )
    listed_now = await listed(found, Wanted())
    assert (listed_now.counts.comments, {one.text for one in listed_now.entries}) == (4, {""})
    await Comment.update({Comment.state: State.SHOWN.value}, force=True)
    assert msgspec.json.encode((await page()).notice) == before


async def test_a_name_goes_when_its_consent_is_taken_back(spoken: list[Receipt]) -> None:
    await Submission.update({Submission.name: "林小满", Submission.name_public: True}).where(
        Submission.number == spoken[0].number
    )
    await go(DURING)
    named = (await page()).notice
    assert named is not None
    assert (named.named, named.named_in_all) == (("林小满",), 1)
    await Submission.update({Submission.name_public: False}, force=True)
    after = (await page()).notice
    assert after is not None
    assert (after.named, after.named_in_all) == ((), 0)


async def test_r13_every_list_of_an_answer_has_as_many_as_the_notice_says(
    spoken: list[Receipt],
) -> None:
    await decide_all()
    await go()
    found = await page()
    assert found.notice is not None
    for one in found.notice.told:
        counted = (await listed(found, Wanted(answer=one.number))).counts
        assert (counted.comments, counted.clusters) == (one.comments, one.clusters)


def test_the_default_promise_is_a_month(tmp_path: Path) -> None:
    assert Settings(data_dir=tmp_path).results_days == DAYS
