"""Citations that went wrong when articles changed their numbers, in drafts and in comments."""

import pytest

from consult.errors import NotAllowed, NotFound
from consult.services.bills import citation, draft
from consult.services.submissions import comment
from consult.services.submissions.comment import CommentInput
from drafts.renumbering import AlarmKind
from tests.consult.cast import AFTER, COMMITTEE, DURING, SECOND, SECRET, STAFF

pytestmark = pytest.mark.anyio
# 第四条 has become 第五条; the sentence that cites it was left as it was.
FORGOTTEN = SECOND.replace("违反本规定第五条", "违反本规定第四条")


@pytest.fixture
async def citing(dogs: str) -> str:
    await draft.load_draft(
        STAFF, AFTER, slug="dogs", reading=2, filename="2.txt", data=FORGOTTEN.encode()
    )
    return dogs


async def test_a_comment_that_cites_an_old_number_is_given_the_new_one(citing: str) -> None:
    for n, text in enumerate(("第三条和第四条应当合并。", "没有引用的意见。")):
        await comment.submit(
            DURING,
            SECRET,
            slug="dogs",
            reading=1,
            address=None,
            form=CommentInput(text=text),
            key=f"key-{n}-0123456789abcdef",
        )
    page = await citation.cross_references(STAFF, "dogs", 2, AFTER)
    assert [(one.old, one.new) for one in page.renamed] == [
        (("第三条",), ("第四条",)),
        (("第四条",), ("第五条",)),
    ]
    [citing] = page.renamed[0].comments
    assert (citing.quote.text, citing.quote.after[:1], page.unread) == ("第三条", "和", 0)


async def test_only_the_office_reads_it_and_the_first_reading_has_none(citing: str) -> None:
    with pytest.raises(NotAllowed):
        await citation.cross_references(COMMITTEE, "dogs", 2, AFTER)
    with pytest.raises(NotFound):
        await citation.cross_references(STAFF, "dogs", 1, AFTER)
    assert await citation.alarms_at("dogs", 1) == 0


async def test_a_citation_left_over_from_the_old_numbers_is_named(citing: str) -> None:
    [one] = (await citation.cross_references(STAFF, "dogs", 2, AFTER)).alarms
    assert (one.kind, one.at, one.label) == (AlarmKind.STALE, "art_6", "第六条第一款")
    assert (one.quote.text, one.leads, one.meant) == ("第四条", ("第四条",), ("第五条",))
    assert await citation.alarms_at("dogs", 2) == 1
