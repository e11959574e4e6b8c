"""Keys and queries: English words find each other's forms, and no more than that."""

import pytest

from consult.services.search.words import hold, keys, marks, question, words_of

SAME = (
    ("policy", "policies"),
    ("leash", "leashes"),
    ("box", "boxes"),
    ("class", "classes"),
    ("fine", "fines"),
    ("register", "registered"),
    ("permit", "permitted"),
    ("build", "building"),
    ("dog", "dogs"),
)
OTHER = (
    ("policy", "police"),
    ("note", "not"),
    ("no", "noise"),
    ("proceed", "process"),
    ("bus", "but"),
)


def found(query: str, text: str) -> bool:
    """Whether index and second look both find a text."""
    indexed = keys(text).split()
    asked = question(words_of(query), postgres=True).split(" & ")
    in_index = all(
        any(key.startswith(one[:-2]) if one.endswith(":*") else key == one for key in indexed)
        for one in asked
    )
    return in_index and hold(text, words_of(query))


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_forms_of_a_word_find_each_other(one: str, other: str) -> None:
    assert found(one, f"The {other} here.")
    assert found(other, f"The {one} here.")
    assert found(one.upper(), other.title())


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_other_words_do_not(one: str, other: str) -> None:
    assert not found(one, f"The {other} here.")


def test_words_begin_where_words_begin() -> None:
    assert found("reg", "the registration")
    assert not found("gist", "the registration")
    assert found("12", "at most 12 days")
    assert not found("12", "at most 120 days")
    assert found("120", "最多120天")


def test_a_plural_is_marked_too() -> None:
    assert marks(("policy", "犬")) == ("policy", "policies", "犬")
