"""What the machine only proposes, a person decides; comments and passports follow the decision."""

import pytest

from consult.errors import Conflict, Invalid, NotAllowed
from consult.services.bills import choosing, draft, linking, passport
from consult.services.bills.alignment import Standing
from consult.services.bills.linking import LinkBoard, Verdict
from consult.services.clusters import cluster
from consult.services.submissions import comment, receipt
from consult.services.submissions.comment import CommentInput
from consult.tables import Provision
from tests.consult.cast import AFTER, COMMITTEE, DURING, SECOND, SECRET, STAFF

pytestmark = pytest.mark.anyio
# 第四条 of the first draft comes back much rewritten: near enough to propose, not to follow.
REWRITTEN = SECOND.replace(
    "携带犬只出户的，应当使用长度不超过一点五米的犬绳牵领。",
    "携带犬只出户应当由成年人使用不超过一点二米的犬绳牵领，并主动避让老年人和儿童。",
)


async def _board() -> LinkBoard:
    return await linking.board(STAFF, "dogs", 2, AFTER)


async def _passports(reading: int) -> dict[str, int]:
    rows = await Provision.select(Provision.address, Provision.passport).where(
        (Provision.kind == "article") & (Provision.draft.reading == reading)  # type: ignore[union-attr]
    )
    return {row["address"]: row["passport"] for row in rows}


@pytest.fixture
async def rewritten(dogs: str) -> str:
    await draft.load_draft(
        STAFF, AFTER, slug="dogs", reading=2, filename="2.txt", data=REWRITTEN.encode()
    )
    return dogs


async def test_a_proposal_waits_and_nothing_follows_it_until_it_is_confirmed(
    rewritten: str,
) -> None:
    [link] = (await _board()).waiting
    assert (link.old.label, link.new.label) == ("第四条", "第五条")
    assert 0 < link.score < 1 and link.why == ()
    assert await linking.waiting("dogs", 2) == 1
    old, new = await _passports(1), await _passports(2)
    assert old["art_4"] != new["art_5"]
    await linking.judge(
        STAFF, AFTER, link_id=link.id, verdict=Verdict.CONFIRM, seen=Standing.PROPOSED
    )
    assert (await _passports(2))["art_5"] == old["art_4"]
    shown = await _board()
    assert (shown.waiting, [v.standing for v in shown.decided]) == ((), [Standing.CONFIRMED])
    await linking.judge(
        STAFF, AFTER, link_id=link.id, verdict=Verdict.REOPEN, seen=Standing.CONFIRMED
    )
    assert (await _passports(2))["art_5"] != old["art_4"]


async def test_a_receipt_follows_only_what_is_sure(rewritten: str) -> None:
    got = await comment.submit(
        DURING,
        SECRET,
        slug="dogs",
        reading=1,
        address="art_4",
        form=CommentInput(text="绳子太长"),
        key="k" * 24,
    )
    [page] = (await receipt.show_receipt(got.number, got.code, AFTER)).points
    assert page.later[0].uncertain
    [link] = (await _board()).waiting
    await linking.judge(
        STAFF, AFTER, link_id=link.id, verdict=Verdict.CONFIRM, seen=Standing.PROPOSED
    )
    [page] = (await receipt.show_receipt(got.number, got.code, AFTER)).points
    assert page.later[0].answers[0].label == "第五条"


async def test_a_rejected_link_leaves_the_article_loose_with_candidates(rewritten: str) -> None:
    [link] = (await _board()).waiting
    await linking.judge(
        STAFF, AFTER, link_id=link.id, verdict=Verdict.REJECT, seen=Standing.PROPOSED
    )
    with pytest.raises(Conflict):
        await linking.judge(
            STAFF, AFTER, link_id=link.id, verdict=Verdict.CONFIRM, seen=Standing.PROPOSED
        )
    [loose] = (await _board()).loose
    assert loose.place.label == "第四条"
    assert loose.candidates[0].place.label == "第五条"
    assert [one.rejected for one in loose.candidates[:2]] == [True, False]
    compared = await draft.compare("dogs", 2, AFTER)
    changes = {(r.old, r.new): r.change for r in compared.rows}
    assert changes["art_4", None] == "removed"
    assert changes[None, "art_5"] == "added"


async def test_a_person_may_name_the_partner(rewritten: str) -> None:
    at = {"slug": "dogs", "reading": 2, "old_address": "art_4"}
    [link] = (await _board()).waiting
    with pytest.raises(Conflict):
        await choosing.choose(STAFF, AFTER, **at, new_address=link.new.address)
    with pytest.raises(Invalid):
        await choosing.choose(STAFF, AFTER, **at, new_address="art_99")
    with pytest.raises(NotAllowed):
        await choosing.choose(COMMITTEE, AFTER, **at, new_address="art_3")
    await linking.judge(
        STAFF, AFTER, link_id=link.id, verdict=Verdict.REJECT, seen=Standing.PROPOSED
    )
    await choosing.choose(STAFF, AFTER, **at, new_address="art_3")
    passports = await _passports(1)
    assert (await _passports(2))["art_3"] == passports["art_4"]
    assert [v.standing for v in (await _board()).decided] == [
        Standing.REJECTED,
        Standing.CONFIRMED,
    ]


async def test_a_passport_tells_an_article_through_the_readings(rewritten: str) -> None:
    page = await passport.show("dogs", 2, "art_4", AFTER)
    assert [(s.reading, s.label) for s in page.stations] == [(1, "第三条"), (2, "第四条")]
    assert page.stations[1].row and page.stations[1].row.change == "changed"
    assert page.gone is None
    left = await passport.show("dogs", 1, "art_4", AFTER)
    assert ([s.reading for s in left.stations], left.gone) == ([1], 2)
    assert [one.label for one in left.stations[0].after] == ["第五条"]
    [new] = (await passport.show("dogs", 2, "art_5", AFTER)).stations
    assert [one.address for one in new.before] == ["art_4"]


async def test_opinions_follow_an_article_into_the_next_reading(rewritten: str) -> None:
    await comment.submit(
        DURING,
        SECRET,
        slug="dogs",
        reading=1,
        address="art_3__para_2",
        form=CommentInput(text="十个工作日太长"),
        key="k" * 24,
    )
    await cluster.rebuild(STAFF, DURING, slug="dogs", reading=1)
    page = await draft.show_article("dogs", 2, "art_4", AFTER)
    [earlier] = page.earlier
    assert (earlier.reading, earlier.label) == (1, "第三条")
    assert [o.text for o in earlier.opinions] == ["十个工作日太长"]
    assert (await draft.show_article("dogs", 2, "art_5", AFTER)).earlier == ()
