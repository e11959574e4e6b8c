"""How the words changed, and the order in which a comparison is read."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.utils import read_fixture_file

from drafts.diff import LARGEST, compare, compare_with, ops, to_json
from drafts.model import Change, Link, LinkStatus, Op
from tests.drafts.drafting import draft

GOLDEN = Path(__file__).parent.parent / "golden" / "diff" / "words.md"
CASES = read_fixture_file(GOLDEN)
LAW = st.text(alphabet="甲乙丙第一二三十百条款之万元日年月。；，、\n1234.%罚款应当", max_size=60)


def spell(steps: tuple[tuple[Op, str], ...], *kinds: Op) -> str:
    return "".join(text for op, text in steps if op in kinds)


def marked(steps: tuple[tuple[Op, str], ...]) -> str:
    shapes = {Op.KEEP: "{}", Op.DELETE: "[-{}-]", Op.INSERT: "{{+{}+}}"}
    return "".join(shapes[op].format(text) for op, text in steps)


@pytest.mark.parametrize(
    ("texts", "want"),
    [case[2:] for case in CASES],
    ids=[f"line {line}: {title}" for line, title, *_ in CASES],
)
def test_words_are_marked_as_a_person_would(texts: str, want: str) -> None:
    old, new = texts.rstrip("\n").split("\n→\n")
    assert marked(ops(old, new)) == want.rstrip("\n")


@given(LAW | st.text(), LAW | st.text())
def test_both_texts_can_be_read_back(old: str, new: str) -> None:
    steps = ops(old, new)
    assert spell(steps, Op.KEEP, Op.DELETE) == old
    assert spell(steps, Op.KEEP, Op.INSERT) == new


@given(LAW, LAW, LAW)
def test_revised_texts_can_be_read_back(head: str, middle: str, tail: str) -> None:
    steps = ops(head + tail, head + middle + tail)
    assert spell(steps, Op.KEEP, Op.DELETE) == head + tail
    assert spell(steps, Op.KEEP, Op.INSERT) == head + middle + tail


@given(LAW, LAW)
def test_no_step_is_empty_and_no_kind_repeats(old: str, new: str) -> None:
    steps = ops(old, new)
    assert all(text for _, text in steps)
    assert all(a is not b for (a, _), (b, _) in pairwise(steps))


@given(st.text())
def test_the_same_text_is_one_kept_run(text: str) -> None:
    assert ops(text, text) == (((Op.KEEP, text),) if text else ())


OLD = draft("立法目的是规范养犬。", "养犬应当登记。", "每户限养一只。", "本条例自公布之日起施行。")
NEW = draft(
    "立法目的是规范养犬。", "每户限养两只。", "设立犬只收容所。", "本条例自公布之日起施行。"
)


def test_rows_follow_the_new_draft_and_what_is_gone_stands_where_it_stood() -> None:
    rows = [(row.old, row.new, row.change) for row in compare(OLD, NEW)]
    assert rows == [
        ("art_1", "art_1", Change.SAME),
        ("art_2", None, Change.REMOVED),
        ("art_3", "art_2", Change.CHANGED),
        (None, "art_3", Change.ADDED),
        ("art_4", "art_4", Change.SAME),
    ]


def test_an_article_removed_from_the_head_comes_first() -> None:
    assert compare(OLD, draft(*[unit.text for unit in OLD.articles()][1:]))[0].old == "art_1"


def test_links_people_made_are_followed_and_the_rest_is_filled_in() -> None:
    link = Link("art_2", "art_3", Change.CHANGED, 0.2, LinkStatus.AUTOMATIC)
    rows = compare_with(OLD, NEW, [link])
    assert (rows[0].old, rows[0].new, rows[0].change) == ("art_1", None, Change.REMOVED)
    assert [row.new for row in rows if row.new] == ["art_1", "art_2", "art_3", "art_4"]
    chosen = next(row for row in rows if row.new == "art_3")
    assert (chosen.old, chosen.change, chosen.score) == ("art_2", Change.CHANGED, 0.2)
    assert spell(chosen.ops, Op.KEEP, Op.DELETE) == "养犬应当登记。"


def test_a_link_to_an_article_that_is_not_there_is_refused() -> None:
    link = Link("art_9", "art_1", Change.CHANGED, 1.0, LinkStatus.AUTOMATIC)
    with pytest.raises(ValueError, match="art_9"):
        compare_with(OLD, NEW, [link])


def test_json_is_the_shape_of_the_design() -> None:
    row = to_json(compare(OLD, NEW))["rows"][2]
    assert row == {
        "old": "art_3",
        "new": "art_2",
        "change": "changed",
        "score": row["score"],
        "status": "automatic",
        "ops": [["=", "每户限养"], ["-", "一只"], ["+", "两只"], ["=", "。"]],
    }
    assert 0.7 <= row["score"] <= 1.0


LINES = st.lists(st.sampled_from(["甲乙。\n", "丙丁；\n", "\n", "戊", "甲丙。\n"]), max_size=12)


@given(LINES, LINES, st.sampled_from([0, 30]))
def test_texts_too_long_to_compare_at_once_are_compared_by_lines(
    old: list[str], new: list[str], largest: int
) -> None:
    texts = "".join(old), "".join(new)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("drafts.diff.LARGEST", largest)
        steps = ops(*texts)
    assert spell(steps, Op.KEEP, Op.DELETE) == texts[0]
    assert spell(steps, Op.KEEP, Op.INSERT) == texts[1]


def test_a_long_text_of_which_a_line_changed_is_marked_there_alone() -> None:
    rows = [f"第{n}行的内容；" for n in range(5_000)]
    old, new = "\n".join(rows), "\n".join([*rows[:99], "第99行的其他内容；", *rows[100:]])
    assert len(old) * len(new) > LARGEST
    assert [words for op, words in ops(old, new) if op is not Op.KEEP] == ["其他"]
