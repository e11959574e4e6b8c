"""Which articles speak of the same subject: rare words count, the law's common stock does not."""

from hypothesis import given
from hypothesis import strategies as st

from drafts.aligning.topics import Topics

STOCK = "由公安机关责令改正，处一千元罚款。"
OLD = [
    f"养犬登记证{STOCK}",
    f"犬只收容留检场所{STOCK}",
    *[f"其他事项之{n}{STOCK}" for n in "甲乙丙丁戊"],
]
NEW = [f"设立留检场所收容流浪犬只{STOCK}", *[f"另外规定之{n}{STOCK}" for n in "子丑寅卯辰"]]


def topics_of(old: list[str], new: list[str]) -> Topics:
    return Topics(old, new, range(len(old)), range(len(new)))


def test_rare_words_tell_the_subject() -> None:
    shares = topics_of(OLD, NEW).of_old(1)
    assert max(shares, key=lambda at: shares[at]) == 0
    assert shares[0] > 0.2


def test_what_every_article_says_tells_nothing() -> None:
    assert topics_of(OLD, NEW).of_old(0).get(2, 0.0) == 0.0


def test_what_another_partner_holds_speaks_for_no_second_one() -> None:
    twin = "犬只诊疗机构应当备案"
    topics = topics_of([twin, "甲乙"], [twin, twin.replace("诊疗", "美容")])
    assert topics.of_new(1)[0] > 0.3
    assert topics.beyond(0, 1, [], [0]) == 0.0


@given(st.lists(st.text("犬只登记，。收容", max_size=12), max_size=6))
def test_an_article_is_wholly_of_its_own_subject(texts: list[str]) -> None:
    topics = topics_of(texts, texts)
    for at in range(len(texts)):
        for share in topics.of_old(at).values():
            assert 0.0 <= share <= 1.0
        own = topics.of_old(at).get(at)
        assert own is None or own == 0.0 or own >= 0.999


def test_who_is_not_asked_about_changes_no_answer() -> None:
    every = topics_of(OLD, NEW)
    some = Topics(OLD, NEW, [1], [0])
    assert some.of_old(1) == every.of_old(1)
    assert some.of_new(0) == every.of_new(0)
