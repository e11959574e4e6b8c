"""The cross-reference alarm: on the sample bill, on drafts broken on purpose, on small ones."""

from pathlib import Path

import pytest

from bench.renumber import Edit, renumbered, simple_articles
from drafts.citations import find
from drafts.matcher import align
from drafts.model import Draft
from drafts.reader import read
from drafts.renumbering import Alarm, AlarmKind, Renumbering, alarm
from drafts.splitter import split

READINGS = Path(__file__).parent.parent.parent / "consult" / "sample" / "readings"
SAMPLE = [split((READINGS / f"{n}.txt").read_text("utf-8")) for n in (1, 2, 3)]


def alarms(old: Draft | str, new: Draft | str) -> tuple[Alarm, ...]:
    before, after = (split(one) if isinstance(one, str) else one for one in (old, new))
    return alarm(before, after, align(before, after))


@pytest.mark.parametrize("step", [0, 1])
def test_a_bill_whose_citations_were_put_right_raises_no_alarm(step: int) -> None:
    assert sum(one.law is None for one in find(SAMPLE[step + 1])) > 40
    assert alarms(SAMPLE[step], SAMPLE[step + 1]) == ()


@pytest.mark.parametrize("edit", list(Edit))
def test_every_citation_of_the_sample_broken_on_purpose_is_found(edit: Edit) -> None:
    seeded = sum(_break_and_find(SAMPLE[0], at, edit) for at in range(4, 52, 9))
    assert seeded > 50


@pytest.mark.parametrize("edit", list(Edit))
def test_every_citation_of_real_laws_broken_on_purpose_is_found(corpus: Path, edit: Edit) -> None:
    paths = sorted((corpus / "zh" / "local-regulations").glob("*/*.md"))[::9]
    laws = [split(read(path.read_bytes(), path.name)) for path in paths]
    seeded = [_break_and_find(law, 8, edit) for law in laws if len(simple_articles(law)) > 20]
    assert sum(seeded) > 20


def _break_and_find(draft: Draft, at: int, edit: Edit) -> int:
    """Renumber a draft with its citations left, then put right; how many were broken."""
    broken = renumbered(draft, at, edit, updated=False)
    before = len([one for one in find(draft) if one.dangling])
    told = {one.start for one in alarms(draft, broken.source)}
    assert broken.stale <= told
    right = renumbered(draft, at, edit, updated=True)
    assert len(alarms(draft, right.source)) <= len(right.stale) + before
    return len(broken.stale)


ARTICLES = (
    "养犬人应当自取得犬只之日起十五日内申请登记。",
    "携犬出户应当使用犬绳牵领，并且主动避让老人和儿童。",
    "禁止在住宅小区的楼道和电梯里为犬只设置便溺设施。",
)


def bill(*articles: str) -> str:
    numerals = "一二三四五六七八九"
    rows = [f"第{numerals[at]}条　{words}" for at, words in enumerate(articles)]
    return "\n".join(["某市养犬管理条例", *rows]) + "\n"


def test_a_number_left_from_the_old_draft_says_where_its_article_went() -> None:
    penalty = "违反本条例第二条规定的，由公安机关处二百元罚款。"
    old = bill(*ARTICLES, penalty)
    new = bill("为了规范养犬行为，维护公共卫生，制定本条例。", *ARTICLES, penalty)
    (one,) = alarms(old, new)
    assert one.kind is AlarmKind.STALE
    assert new[one.start : one.end] == "第二条"
    assert (one.at, one.targets, one.expected) == ("art_5__para_1", ("art_2",), ("art_3",))
    assert one.message == (
        "“第二条”是按旧稿写的：旧稿第二条在新稿里是第三条，而新稿第二条是另一条（款、项）。请改正。"
    )


def test_a_removed_article_has_nowhere_to_go() -> None:
    penalty = "违反本条例第二条规定的，由公安机关处二百元罚款。"
    (one,) = alarms(bill(*ARTICLES, penalty), bill(ARTICLES[0], ARTICLES[2], penalty))
    assert (one.kind, one.expected) == (AlarmKind.STALE, ())
    assert "已经删去" in one.message


def test_what_dangles_is_told() -> None:
    penalty = "违反本条例第九条规定的，由公安机关处二百元罚款。"
    (one,) = alarms(bill(*ARTICLES), bill(*ARTICLES, penalty))
    assert (one.kind, one.text) == (AlarmKind.DANGLING, "第九条")
    assert one.message == "“第九条”没有着落：本文没有第九条。"


def test_a_wrong_new_number_in_an_unchanged_sentence_is_told_as_perhaps_meant() -> None:
    old = bill(*ARTICLES, "违反本条例第二条规定的，由公安机关处二百元罚款。")
    new = bill(*ARTICLES, "违反本条例第三条规定的，由公安机关处二百元罚款。")
    (one,) = alarms(old, new)
    assert (one.kind, one.targets, one.expected) == (AlarmKind.ELSEWHERE, ("art_3",), ("art_2",))


def test_a_reworded_sentence_may_cite_what_it_likes() -> None:
    old = bill(*ARTICLES, "违反本条例第二条规定的，由公安机关处二百元罚款。")
    new = bill(*ARTICLES, "违反本条例第三条规定的，由城市管理部门处二百元罚款。")
    assert alarms(old, new) == ()


def test_a_new_paragraph_moves_what_the_old_number_meant() -> None:
    first = "养犬人应当自取得犬只之日起十五日内申请登记。\n登记有效期为三年，期满可以续期。"
    longer = first.replace("\n", "\n申请登记可以在网上办理。\n")
    penalty = "违反本条例第一条第二款规定的，由公安机关处二百元罚款。"
    (one,) = alarms(bill(first, *ARTICLES[1:], penalty), bill(longer, *ARTICLES[1:], penalty))
    assert one.targets == ("art_1__para_2",)
    assert one.expected == ("art_1__para_3",)


def test_the_article_before_is_another_one_after_an_insertion() -> None:
    follower = "有前条规定的行为，情节严重的，吊销养犬登记证。"
    old = bill(*ARTICLES, follower)
    new = bill(*ARTICLES, "公园管理机构应当设置犬只活动场所。", follower)
    (one,) = alarms(old, new)
    assert (one.text, one.targets, one.expected) == ("前条", ("art_4",), ("art_3",))


def test_a_comment_on_the_old_draft_is_told_the_new_number() -> None:
    old = split(bill(*ARTICLES))
    new = split(bill("为了规范养犬行为，维护公共卫生，制定本条例。", ARTICLES[0], ARTICLES[2]))
    text = "第一条和第二条都好，第三条太严，《民法典》第一条不变，草案第九条呢？"
    found = Renumbering(old, new, align(old, new)).cited_in(text)
    assert [(one.text, one.old, one.new) for one in found] == [
        ("第一条", ("art_1",), ("art_2",)),
        ("第二条", ("art_2",), ()),
    ]
    assert found[0].message == "“第一条”在旧稿里是第一条，新稿里是第二条。"
    assert found[1].message == "“第二条”在旧稿里是第二条，新稿里已经删去。"
    assert all(text[one.start : one.end] == one.text for one in found)


def test_private_use_characters_in_a_draft_do_no_harm() -> None:
    words = "\ue0c1违反本条例第一条规定的，由公安机关处二百元罚款\ue0c1。"
    assert alarms(bill(*ARTICLES, words), bill(*ARTICLES, words)) == ()
