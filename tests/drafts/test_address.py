"""Addresses are read, written and found in what people type."""

import pytest

from drafts.address import BadAddress, Step, find_in_text, label, parse
from drafts.splitter import split


def test_it_parses_every_step() -> None:
    assert parse("annex_1__art_12-1__para_2__item_3__subitem_4_dup2") == (
        Step("annex", 1),
        Step("art", 12, 1),
        Step("para", 2),
        Step("item", 3),
        Step("subitem", 4, copy=2),
    )


@pytest.mark.parametrize(
    "address", ["", "article_1", "art_0", "art_1__", "art_1_2", "条_1", "art_1\n", "art_01"]
)
def test_it_refuses_what_is_no_address(address: str) -> None:
    with pytest.raises(BadAddress, match="art_12"):
        parse(address)


@pytest.mark.parametrize(
    ("address", "chinese", "english"),
    [
        ("art_12", "第十二条", "Article 12"),
        ("art_12-1", "第十二条之一", "Article 12-1"),
        ("art_12__para_2__item_3", "第十二条第二款第三项", "Article 12, paragraph 2, item 3"),
        (
            "art_12__para_2__item_3__subitem_1",
            "第十二条第二款第三项第1目",
            "Article 12, paragraph 2, item 3, subitem 1",
        ),
        ("chp_2", "第二章", "Chapter 2"),
        ("chp_2__sec_1", "第二章第一节", "Chapter 2, section 1"),
        ("part_1__subpart_2__chp_3", "第一编第二分编第三章", "Part 1, subpart 2, chapter 3"),
        ("annex_1__art_3", "附件一第三条", "Annex 1, article 3"),
        ("annex_2__table_1", "附件二表一", "Annex 2, table 1"),
        ("art_5_dup2", "第五条（第2处）", "Article 5 (occurrence 2)"),
        ("preamble__para_1", "序言第一款", "Preamble, paragraph 1"),
        ("hdg_3__para_1", "“三、”部分第一款", "Heading 3, paragraph 1"),
        ("title", "标题", "Title"),
    ],
)
def test_it_says_an_address_in_both_languages(address: str, chinese: str, english: str) -> None:
    assert label(address) == chinese
    assert label(address, "en") == english


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("第十条第二款第（三）项", "art_10__para_2__item_3"),
        ("第十条第二款第三项第1目", "art_10__para_2__item_3__subitem_1"),
        ("第10条", "art_10"),
        ("第１０条", "art_10"),
        ("第 十 条", "art_10"),
        ("10条2款", "art_10__para_2"),
        (" 12 ", "art_12"),
        ("art_10__para_2", "art_10__para_2"),
        ("见 annex_1__art_3。", "annex_1__art_3"),
        ("关于第十二条之一的意见", "art_12-1"),
        ("第十二条之规定", "art_12"),
        ("第十条第（三）项", "art_10__para_1__item_3"),
        ("附件一第三条", "annex_1__art_3"),
        ("附件二", "annex_2"),
        ("附件", "annex_1"),
        ("附表 3", "annex_3"),
        ("Article 12-1, paragraph 2, item 3", "art_12-1__para_2__item_3"),
        ("art. 7", "art_7"),
        ("第二章", "chp_2"),
        ("第二章第一节", "chp_2__sec_1"),
        ("第一编第二章", "part_1__chp_2"),
        ("全文", None),
        ("", None),
        ("99999", None),
        ("第一百个条件", None),
        ("9" * 5000, None),
        ("第" + " " * 5000, None),
    ],
)
def test_it_finds_the_provision_people_name(text: str, address: str | None) -> None:
    assert find_in_text(text) == address


def test_every_label_leads_back_to_its_address() -> None:
    for number in range(1, 1300):
        for inserted in (0, 1, 6):
            address = f"art_{number}" + (f"-{inserted}" if inserted else "") + "__para_2__item_3"
            assert find_in_text(label(address)) == address
            assert find_in_text(label(address, "en")) == address


def test_every_address_of_a_draft_parses_and_can_be_said() -> None:
    draft = split(
        "某条例\n（2024年1月1日通过）\n为了示例，制定本条例。\n第一编　甲\n第一章　乙\n第一节　丙\n"
        "第一条　子：\n（一）丑；\n1.寅。\n"
        "第一条　重复。\n附件一\n第一条　卯。\n|a|b|\n|-|-|\n|c|d|\n"
    )
    addresses = [unit.address for unit in draft.walk()]
    assert len(set(addresses)) == len(addresses)
    assert {"annex_1__art_1", "art_1_dup2", "part_1__chp_1__sec_1"} <= set(addresses)
    for address in addresses:
        assert parse(address)
        assert label(address)
        assert label(address, "en").isascii()
