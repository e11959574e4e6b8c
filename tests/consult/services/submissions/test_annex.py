"""What is said of an annex is gathered under it and followed into the next reading."""

import pytest

from consult.services.bills import draft
from consult.services.clusters import cluster
from consult.services.rounds import round as rounds
from consult.services.submissions import comment
from consult.services.submissions.comment import CommentInput
from drafts.model import Change
from tests.consult.cast import AFTER, DURING, FIRST, LAST, OPENING, SECOND, SECRET, STAFF

pytestmark = pytest.mark.anyio
ANNEX = "\n附件\n禁养犬名录\n一、獒犬；\n二、狼犬。\n"


async def test_a_comment_on_an_annex_has_its_place_and_its_row(db: str) -> None:
    for reading, text in ((1, FIRST + ANNEX), (2, SECOND + ANNEX.replace("狼犬", "猎犬"))):
        await draft.load_draft(
            STAFF, DURING, slug="dogs", reading=reading, filename="1.txt", data=text.encode(),
            body="云川市人大常委会",
        )  # fmt: skip
        if reading == 1:
            await rounds.open_round(
                STAFF, DURING, slug="dogs", reading=1, first_day=OPENING, last_day=LAST
            )
            for n, address in enumerate(("annex_1", "annex_1__para_1__item_2", None)):
                form = CommentInput(text="狼犬不应列入名录。")
                await comment.submit(
                    DURING, SECRET, slug="dogs", reading=1, address=address, form=form,
                    key=f"key-{n:020d}",
                )  # fmt: skip
    await cluster.rebuild(STAFF, AFTER, slug="dogs", reading=1)
    bench = await cluster.bench(STAFF, "dogs", 1, None, AFTER)
    assert [(one.address, one.comments) for one in bench.articles] == [(None, 1), ("annex_1", 2)]
    page = await draft.show_article("dogs", 1, "annex_1__para_1__item_2", AFTER)
    assert (page.unit.address, page.count.comments, len(page.opinions)) == ("annex_1", 2, 1)
    assert page.after is not None
    assert (page.after.new, page.after.change) == ("annex_1", Change.CHANGED)
    table = await draft.compare("dogs", 2, AFTER)
    assert (table.rows[-1].new, table.rows[-1].change) == ("annex_1", Change.CHANGED)
    assert (await draft.show_opinions("dogs", 1, AFTER)).count.comments == 1
