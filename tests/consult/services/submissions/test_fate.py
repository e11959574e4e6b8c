"""What became of a comment, draft after draft."""

import pytest

from consult.services.bills import draft
from consult.services.submissions import receipt
from consult.services.submissions.comment import CommentInput, submit
from consult.services.submissions.fate import Stage, echoes
from consult.services.submissions.target import QUOTE, Asked
from drafts.anchoring import Selector
from drafts.model import Change, Op
from tests.consult.cast import AFTER, DURING, SECOND, SECRET, STAFF

pytestmark = pytest.mark.anyio


async def _load(reading: int, text: str) -> None:
    await draft.load_draft(
        STAFF, AFTER, slug="dogs", reading=reading, filename=f"{reading}.txt", data=text.encode()
    )


async def _say(address: str | None, text: str) -> tuple[str, str]:
    got = await submit(
        DURING,
        SECRET,
        slug="dogs",
        reading=1,
        address=address,
        form=CommentInput(text=text),
        key=f"fate-{address}-0123456789",
    )
    return got.number, got.code


async def test_it_follows_the_article_through_every_later_draft(dogs: str) -> None:
    number, code = await _say("art_5", "二百元太少，建议三百元。")
    [fate] = (await receipt.show_receipt(number, code, AFTER)).points
    assert (fate.stage, fate.later) == (Stage.RECEIVED, ())
    await _load(2, SECOND)
    await _load(3, SECOND.replace("二百元", "三百元"))
    [fate] = (await receipt.show_receipt(number, code, AFTER)).points
    assert fate.stage is Stage.ANSWERED
    assert [later.reading for later in fate.later] == [2, 3]
    second, third = (later.answers[0] for later in fate.later)
    assert (second.label, third.label) == ("第六条", "第六条")
    assert third.change is Change.CHANGED
    assert any(op is Op.INSERT and "三" in words for op, words in third.ops)


async def test_an_article_that_went_is_said_to_have_gone(dogs: str) -> None:
    number, code = await _say("art_5", "罚款太重。")
    await _load(2, SECOND.split("　　第六条")[0])
    await _load(3, SECOND.split("　　第六条")[0].replace("五个", "三个"))
    [fate] = (await receipt.show_receipt(number, code, AFTER)).points
    [gone] = fate.later[0].answers
    assert gone.address is None
    assert gone.change is Change.REMOVED
    assert fate.later[1].answers == ()
    assert not fate.later[1].uncertain


async def test_a_comment_on_the_whole_draft_has_no_article_to_follow(dogs: str) -> None:
    number, code = await _say(None, "总体赞成。")
    await _load(2, SECOND)
    [fate] = (await receipt.show_receipt(number, code, AFTER)).points
    assert [(later.reading, later.answers) for later in fate.later] == [(2, ())]
    assert fate.stage is Stage.RECEIVED


@pytest.mark.parametrize(
    ("op", "words", "heard"),
    [
        (Op.DELETE, "，且为独户居住", True),
        (Op.KEEP, "独户居住", False),
        (Op.INSERT, "合租", True),
        (Op.INSERT, "五", False),
        (Op.INSERT, "登记机关", False),
    ],
)
def test_a_change_echoes_what_was_said(op: Op, words: str, heard: bool) -> None:
    said = "合租的人也有固定住所，建议删去独户居住。"
    assert echoes(((op, words),), said) == (heard,)


@pytest.mark.parametrize(
    ("at", "words", "second", "standings"),
    [
        ("art_5", "二百元", SECOND, ["unchanged", "changed"]),
        ("art_3", "独户居住", SECOND, ["gone", None]),
        ("art_3", "固定住所", SECOND, ["unchanged", "unchanged"]),
        ("art_3", "十个工作日", SECOND, ["changed", "changed"]),
        ("art_5", "二百元", SECOND.split("　　第六条")[0], ["gone", None]),
        ("art_3", "群租", SECOND, [None, None]),
    ],
)
async def test_it_tells_whether_the_words_spoken_of_still_stand(
    dogs: str, at: str, words: str, second: str, standings: list[str | None]
) -> None:
    got = await submit(
        DURING,
        SECRET,
        slug=dogs,
        reading=1,
        address=at,
        form=CommentInput(text="这几个字不妥。"),
        key="words-key-0123456789",
        about=Asked(QUOTE, Selector(words)),
    )
    await _load(2, second)
    await _load(3, second.replace("二百元", "三百元"))
    [fate] = (await receipt.show_receipt(got.number, got.code, AFTER)).points
    assert fate.spoken is not None
    assert fate.spoken.exact == words
    assert [later.words and later.words.standing for later in fate.later] == standings
