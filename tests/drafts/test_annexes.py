"""Annexes gather what is said of them and are compared as wholes."""

from drafts.annexes import annexes, compare_annexes, gathered, words_of
from drafts.model import Change, LinkStatus, Op
from drafts.splitter import split

BODY = "某条例\n第一条　甲。\n第二条　乙。\n"
LIST = "附件一　禁养犬名录\n一、獒犬；\n二、狼犬。\n"
FORM = "附件二　登记表\n| 姓名 | 住址 |\n| --- | --- |\n| 甲 | 乙 |\n"
RULES = "附件三　办法\n第一条　丙。\n第二条　丁。\n"


def told(old: str, new: str) -> list[tuple[str | None, str | None, Change]]:
    rows = compare_annexes(split(BODY + old), split(BODY + new))
    return [(row.old, row.new, row.change) for row in rows]


def test_a_provision_is_gathered_under_its_article_or_else_its_annex() -> None:
    draft = split(BODY + LIST + RULES)
    places = {address: place.address for address, place in gathered(draft).items()}
    assert places["art_1__para_1"] == "art_1"
    assert places["annex_1"] == "annex_1"
    assert places["annex_1__para_1__item_2"] == "annex_1"
    assert places["annex_2__art_2__para_1"] == "annex_2__art_2"
    assert "title" not in places


def test_an_annex_says_everything_but_its_title_and_its_articles() -> None:
    listed, form, rules = annexes(split(BODY + LIST + FORM + RULES))
    assert words_of(listed) == "一、獒犬；\n二、狼犬。"
    assert words_of(form) == "姓名\t住址\n甲\t乙"
    assert words_of(rules) == ""


def test_annexes_of_one_title_are_one_whatever_their_number() -> None:
    assert told(LIST + FORM, LIST + FORM) == [
        ("annex_1", "annex_1", Change.SAME),
        ("annex_2", "annex_2", Change.SAME),
    ]
    moved = FORM.replace("附件二", "附件一") + LIST.replace("附件一", "附件二")
    assert told(LIST + FORM, moved) == [
        ("annex_2", "annex_1", Change.RENUMBERED),
        ("annex_1", "annex_2", Change.RENUMBERED),
    ]


def test_what_has_another_title_is_never_guessed() -> None:
    assert told(LIST, FORM.replace("附件二", "附件一")) == [
        (None, "annex_1", Change.ADDED),
        ("annex_1", None, Change.REMOVED),
    ]


def test_the_changed_words_are_marked_and_spell_both_texts() -> None:
    old, new = split(BODY + LIST), split(BODY + LIST.replace("狼犬", "猎犬"))
    [row] = compare_annexes(old, new)
    assert (row.change, row.status) == (Change.CHANGED, LinkStatus.AUTOMATIC)
    before = "".join(words for op, words in row.ops if op is not Op.INSERT)
    after = "".join(words for op, words in row.ops if op is not Op.DELETE)
    assert (before, after) == tuple(words_of(annexes(one)[0]) for one in (old, new))


def test_an_annex_of_nothing_but_articles_leaves_its_rows_to_them() -> None:
    assert told(RULES, RULES) == []
    assert told("", RULES) == [(None, "annex_1", Change.ADDED)]
