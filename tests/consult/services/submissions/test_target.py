"""What a comment speaks of is checked against the text: promises R7, R33."""

import pytest

from consult.errors import Invalid, NotFound
from consult.services.submissions import target
from consult.services.submissions.comment import CommentInput, submit
from consult.services.submissions.spoken import spoken_of
from consult.services.submissions.target import QUOTE, Aim, Asked
from consult.tables import Comment
from drafts.anchoring import Selector
from drafts.passages import Passage
from drafts.splitter import split
from tests.consult.cast import DURING, FIRST, SECRET

TREE = split(FIRST)
ITEM = "art_3__para_1__item_2"


@pytest.mark.parametrize(
    ("at", "part", "address"),
    [
        ("art_3", None, "art_3"),
        ("art_3", "", "art_3"),
        ("art_3", ITEM, ITEM),
        (ITEM, None, ITEM),
        (ITEM, "", "art_3"),
        (ITEM, QUOTE, ITEM),
        (None, "", None),
    ],
)
def test_a_part_is_one_of_the_article(at: str | None, part: str | None, address: str) -> None:
    assert target.aim(TREE, at, Asked(part)).address == address


@pytest.mark.parametrize(("at", "part"), [("art_3", "art_4__para_1"), ("art_3", "art_4")])
def test_a_part_of_another_article_is_refused(at: str, part: str) -> None:
    with pytest.raises(Invalid, match="没有"):
        target.aim(TREE, at, Asked(part))


def test_an_unknown_address_is_not_found() -> None:
    with pytest.raises(NotFound):
        target.aim(TREE, "art_99", Asked())


def test_selected_words_lead_to_the_smallest_provision_that_holds_them() -> None:
    article = next(one for one in TREE.articles() if one.address == "art_3")
    start = article.text.index("独户")
    aimed = target.aim(TREE, "art_3", Asked(QUOTE, Selector("独户居住", start=start)))
    assert aimed.passage == Passage(ITEM, 8, 12)
    assert aimed.quote == Selector("独户居住", "有固定住所，且为", "；", 8)


@pytest.mark.parametrize("quote", [Selector("群租"), Selector("具有", "不在此处的上文", "也不在")])
def test_words_that_are_not_there_leave_the_comment_with_its_article(quote: Selector) -> None:
    aimed = target.aim(TREE, "art_3", Asked(None, quote))
    assert (aimed.address, aimed.passage, aimed.quote) == ("art_3", None, quote)


def test_who_chooses_the_whole_article_speaks_of_no_words() -> None:
    aimed = target.aim(TREE, "art_3", Asked("", Selector("独户居住")))
    assert isinstance(aimed, Aim)
    assert (aimed.address, aimed.quote) == ("art_3", None)


def test_too_many_words_are_refused() -> None:
    with pytest.raises(Invalid, match="300"):
        target.aim(TREE, "art_3", Asked(None, Selector("犬" * 301)))


@pytest.mark.parametrize(
    ("address", "mark", "lines"),
    [
        (ITEM, "8-12", {ITEM: "独户居住"}),
        ("art_3", "0-4", {"art_3__para_1": "个人申请"}),
        ("art_3", "17-24", {"art_3__para_1": "：", "art_3__para_1__item_1": "具有"}),
        ("art_1", "0-2", {"art_1__para_1": "为了"}),
        (ITEM, "12-8", {}),
        (ITEM, "8-99999", {ITEM: "独户居住；"}),
        (ITEM, "99-100", {}),
        (ITEM, "<b>", {}),
        (ITEM, None, {}),
        ("art_99", "1-2", {}),
    ],
)
def test_a_mark_shows_words_of_the_article(
    address: str, mark: str | None, lines: dict[str, str]
) -> None:
    shown = target.marked(TREE, {}, address, mark)
    found = {at: "".join(p.text for p in some if p.marked) for at, some in shown.items()}
    assert found == lines


@pytest.mark.anyio
async def test_words_are_kept_with_the_comment_and_known_again(dogs: str) -> None:
    ids = []
    for n, words in enumerate(("独户居住", "群租", "")):
        asked = Asked(QUOTE, Selector(words)) if words else Asked()
        receipt = await submit(
            DURING,
            SECRET,
            slug=dogs,
            reading=1,
            address="art_3",
            form=CommentInput(text="建议删去。"),
            key=f"spoken-key-{n:08d}",
            about=asked,
        )
        row = await Comment.select().where(Comment.number == receipt.number).first()
        assert row is not None
        ids.append(row["id"])
        assert row["address"] == (ITEM if words == "独户居住" else "art_3")
        assert row["article"] == "art_3"
    spoken = await spoken_of(ids)
    assert list(spoken) == ids[:2]
    assert (spoken[ids[0]].slug, spoken[ids[0]].reading) == ("dogs", 1)
    assert spoken[ids[0]].mark == "8-12"
    assert spoken[ids[0]].fragment == f"#{ITEM}:~:text=%E7%8B%AC%E6%88%B7%E5%B1%85%E4%BD%8F"
    assert (spoken[ids[1]].mark, spoken[ids[1]].fragment) == (None, "")
