"""A person names any partner; one who is taken is refused in a sentence; taken back, it is gone."""

import pytest

from consult.errors import Conflict
from consult.services.bills import choosing, draft, linking, review, ruling
from consult.services.bills.alignment import Standing
from consult.services.bills.linking import LinkBoard, Verdict
from consult.tables import Alignment
from drafts.rulings import Action
from tests.consult.cast import AFTER, SECOND, STAFF

pytestmark = pytest.mark.anyio
# 第四条 comes back much rewritten (a proposal), 第二条 is gone, 第三条 of the new draft is new.
NEW = SECOND.replace(
    "携带犬只出户的，应当使用长度不超过一点五米的犬绳牵领。",
    "携带犬只出户应当由成年人使用不超过一点二米的犬绳牵领，并主动避让老年人和儿童。",
).replace("本市行政区域内的养犬行为，适用本规定。", "本规定所称犬只，是指人工饲养的犬。")


@pytest.fixture
async def pair(dogs: str) -> str:
    await draft.load_draft(
        STAFF, AFTER, slug="dogs", reading=2, filename="2.txt", data=NEW.encode()
    )
    return dogs


async def _board() -> LinkBoard:
    return await linking.board(STAFF, "dogs", 2, AFTER)


async def _choose(old: str, new: str, *, instead: int | None = None, merge: bool = False) -> int:
    return await choosing.choose(
        *(STAFF, AFTER),
        slug="dogs",
        reading=2,
        old_address=old,
        new_address=new,
        instead=instead,
        merge=merge,
    )


async def test_every_article_of_the_new_draft_can_be_named(pair: str) -> None:
    board = await _board()
    assert [one.place.label for one in board.targets] == [f"第{n}条" for n in "一二三四五六"]
    taken = {one.place.label: one.taken for one in board.targets}
    assert taken["第四条"] == ("第三条",) and taken["第三条"] == ()
    assert "第二条" in [one.place.label for one in board.loose]
    made = await _choose("art_2", "art_3")
    [link] = [one for one in (await _board()).decided if one.id == made]
    assert (link.chosen, link.standing) == (True, Standing.CONFIRMED)


async def test_one_who_is_taken_is_refused_until_it_is_called_a_merger(pair: str) -> None:
    [proposed] = (await _board()).waiting
    await linking.judge(
        STAFF, AFTER, link_id=proposed.id, verdict=Verdict.CONFIRM, seen=Standing.PROPOSED
    )
    with pytest.raises(Conflict) as refusal:
        await _choose("art_2", "art_5")
    assert str(refusal.value).startswith(
        "新稿第五条已经由人确认与旧稿第四条对应，不能再选给第二条。"
    )
    with pytest.raises(Conflict, match="新稿第四条已经自动对上旧稿第三条"):
        await _choose("art_2", "art_4")
    await _choose("art_2", "art_5", merge=True)
    compared = await draft.compare("dogs", 2, AFTER)
    assert [row.change for row in compared.rows if row.new == "art_5"] == ["merged", "merged"]


async def test_a_chosen_link_taken_back_leaves_no_trace_but_in_the_audit(pair: str) -> None:
    before = await Alignment.count()
    made = await _choose("art_2", "art_3")
    await linking.judge(STAFF, AFTER, link_id=made, verdict=Verdict.REOPEN, seen=Standing.CONFIRMED)
    assert await Alignment.count() == before
    assert "第二条" in [one.place.label for one in (await _board()).loose]
    with pytest.raises(Conflict):
        await _choose("art_4", "art_3", instead=made)
    await _choose("art_2", "art_3")


async def test_another_partner_takes_the_place_of_the_proposed_one(pair: str) -> None:
    [proposed] = (await _board()).waiting
    await _choose("art_4", "art_3", instead=proposed.id)
    board = await _board()
    assert board.waiting == ()
    assert {(one.new.label, one.standing) for one in board.decided} == {
        ("第五条", Standing.REJECTED),
        ("第三条", Standing.CONFIRMED),
    }
    with pytest.raises(Conflict, match="刚刚有人改过"):
        await _choose("art_2", "art_5", instead=proposed.id)


async def test_a_chosen_link_stays_when_the_draft_is_split_anew(pair: str) -> None:
    await _choose("art_2", "art_3")
    page = await review.review(STAFF, "dogs", 2, AFTER)
    await ruling.rule(
        *(STAFF, AFTER),
        slug="dogs",
        reading=2,
        action=Action.JOIN,
        start=NEW.index("（三）犬只已经免疫"),
        seen=page.seen,
    )
    [link] = (await _board()).decided
    assert (link.old.label, link.new.label, link.chosen) == ("第二条", "第三条", True)


async def test_a_link_the_machine_was_sure_of_can_be_called_wrong_and_given_to_another(
    pair: str,
) -> None:
    [wrong] = [one for one in (await _board()).sure if one.new.label == "第四条"]
    await linking.judge(
        STAFF, AFTER, link_id=wrong.id, verdict=Verdict.REJECT, seen=Standing.AUTOMATIC
    )
    await _choose("art_2", "art_4")
    board = await _board()
    assert [one.place.label for one in board.loose] == ["第三条"]
    assert {one.place.label: one.taken for one in board.targets}["第四条"] == ("第二条",)
    assert wrong.id not in [one.id for one in board.sure]
