"""How much was said about an article is measured against the most said about one."""

import pytest

from consult.services.bills import draft
from consult.services.rounds import round as rounds
from consult.services.submissions import comment
from consult.services.submissions.comment import CommentInput
from tests.consult.cast import DURING, FIRST, LAST, OPENING, SECRET, STAFF

pytestmark = pytest.mark.anyio


async def test_comments_on_the_whole_draft_do_not_shorten_the_bars_of_articles(db: str) -> None:
    await draft.load_draft(
        STAFF, DURING, slug="dogs", reading=1, filename="1.txt", data=FIRST.encode(),
        body="云川市人大常委会",
    )  # fmt: skip
    assert (await draft.show_draft("dogs", 1, DURING)).most == 0
    await rounds.open_round(STAFF, DURING, slug="dogs", reading=1, first_day=OPENING, last_day=LAST)
    for n, address in enumerate((None, None, None, "art_3", "art_3__para_1__item_2", "art_4")):
        await comment.submit(
            DURING, SECRET, slug="dogs", reading=1, address=address,
            form=CommentInput(text="建议再研究。"), key=f"key-{n:020d}",
        )  # fmt: skip
    page = await draft.show_draft("dogs", 1, DURING)
    assert page.counts[""].comments == 3
    assert page.most == 2
