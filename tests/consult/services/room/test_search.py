"""Search inside a sealed report."""

import pytest

from consult.services.room.book import Book, Leaf, bound
from consult.services.room.search import search, snippet, words_of
from tests.consult.rooms import small_report


@pytest.fixture(scope="module")
def book() -> Book:
    return bound(small_report())


def found(book: Book, query: str) -> list[tuple[Leaf, str]]:
    return [(one.leaf, one.anchor) for one in search(book, words_of(query))]


def test_words_of_two_characters_are_found_in_articles_clusters_and_comments(book: Book) -> None:
    hits = found(book, "登记")
    assert hits[0] == (Leaf.ARTICLE, "t-2"), "the article says it itself"
    assert {leaf for leaf, _ in hits} == {Leaf.ARTICLE, Leaf.OPINIONS}
    order = [leaf for leaf, _ in hits]
    assert order == sorted(order, key=[Leaf.ARTICLE, Leaf.OPINIONS].index)


def test_a_title_is_searched_and_not_repeated_in_the_text(book: Book) -> None:
    (hit,) = search(book, words_of("第一条 养犬应当"))
    assert hit.title.startswith("第一条") and "第一条" not in hit.text


def test_reasons_and_proposed_wordings_are_searched_too(book: Book) -> None:
    assert found(book, "价格主管部门") == [(Leaf.ARTICLE, "t-2")]
    assert (Leaf.OPINIONS, book.opinions[0].entry.anchor) not in found(book, "不收费")
    assert found(book, "不收费")


def test_all_words_have_to_be_there_and_no_words_find_nothing(book: Book) -> None:
    assert found(book, "登记 收费")
    assert found(book, "登记 犬绳笼子") == []
    assert found(book, "") == found(book, "  \u3000 ") == []


def test_width_and_case_do_not_matter() -> None:
    assert snippet("请看ＡＢＣ一二", words_of("abc")) == (
        (False, "请看"),
        (True, "ＡＢＣ"),
        (False, "一二"),
    )
    assert snippet("第㈠项", words_of("(一)")) == ((False, "第"), (True, "㈠"), (False, "项"))


def test_a_snippet_is_cut_around_the_first_word_and_marks_every_one() -> None:
    text = "前" * 100 + "登记" + "中" * 30 + "收费" + "后" * 200
    pieces = snippet(text, words_of("收费 登记"))
    assert [words for mark, words in pieces if mark] == ["登记", "收费"]
    assert pieces[0] == pieces[-1] == (False, "……")
    assert len("".join(words for _, words in pieces)) <= 140
    assert "".join(words for _, words in snippet("没有那个词", ("甲",))) == "没有那个词"


def test_a_word_across_the_end_of_a_snippet_is_not_shown_twice() -> None:
    text = "登" + "记" * 3 + "登记" * 80
    pieces = snippet(text, words_of("登记"))
    assert "".join(words for _, words in pieces).removesuffix("……") == text[:120]
