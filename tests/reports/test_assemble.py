"""What a report says of a round."""

import datetime as dt
import random

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from reports.assemble import assemble
from reports.bounding import SHOWN
from reports.checks import check
from reports.model import Disposition, Edition, Material, Outcome
from reports.review import ReviewReport
from tests.reports.rounds import MADE_ON, cluster, comment, rounds, small_round


def made(material: Material, edition: Edition = Edition.INTERNAL) -> ReviewReport:
    return assemble(material, edition=edition, made_on=MADE_ON)


def test_sections_follow_the_draft_and_begin_with_the_draft_as_a_whole() -> None:
    assert [section.label for section in made(small_round()).sections] == [
        "总体意见",
        "第一条",
        "第二条",
    ]


def test_articles_without_comments_are_named() -> None:
    assert made(small_round()).silent == ("第三条",)


def test_clusters_are_ranked_by_size_and_coded_by_article() -> None:
    article = made(small_round()).sections[1]
    assert [(view.code, view.size) for view in article.clusters] == [("1-1", 3), ("1-2", 1)]
    assert [block.verdict.shape for block in article.blocks] == ["●", "○"]
    assert article.blocks[1].reason == "登记费由价格主管部门核定。"


def test_one_answer_to_many_phrasings_is_one_block() -> None:
    letters = [comment(n, "请取消登记费。") for n in range(1, 4)]
    single = comment(4, "登记费不要收了。")
    other = comment(5, "犬绳太短。")
    open_ = comment(6, "登记要上门办理。")
    one = Disposition(Outcome.ADOPTED, "已删去登记费。")
    material = replace(
        small_round(),
        comments=(*letters, single, other, open_),
        clusters=(
            cluster("k1", *letters),
            cluster("k2", single),
            cluster("k3", other),
            cluster("k4", open_),
        ),
        dispositions={"k1": one, "k2": one, "k3": Disposition(Outcome.NOT_ADOPTED, "长度合适。")},
    )
    report = made(material)
    check(report, material)
    (section,) = report.sections
    assert [
        (block.verdict.word, block.reason, block.cluster_count, block.comments, block.people)
        for block in section.blocks
    ] == [
        ("采纳", "已删去登记费。", 2, 4, 4),
        ("未采纳", "长度合适。", 1, 1, 1),
        ("待处理", "", 1, 1, 1),
    ]
    assert [view.code for view in section.clusters] == ["1-1", "1-2", "1-3", "1-4"]
    (first, *_) = report.foremost
    assert (first.place, first.comments, first.clusters, first.verdict.word) == (
        "第一条",
        4,
        2,
        "采纳",
    )


def test_what_has_no_answer_yet_is_not_one_problem() -> None:
    pairs = [[comment(n, f"第{n}种。"), comment(n + 1, f"第{n}种。")] for n in (1, 3)]
    material = replace(
        small_round(),
        comments=tuple(one for pair in pairs for one in pair),
        clusters=tuple(cluster(f"k{n}", *pair) for n, pair in enumerate(pairs)),
        dispositions={},
    )
    report = made(material)
    assert [(one.comments, one.clusters) for one in report.foremost] == [(2, 1), (2, 1)]
    assert [block.cluster_count for block in report.sections[0].blocks] == [2]


@pytest.mark.parametrize(("day", "ongoing"), [(1, True), (2, False)])
def test_a_report_made_before_the_close_says_so(day: int, ongoing: bool) -> None:
    report = assemble(small_round(), edition=Edition.PUBLIC, made_on=dt.date(2026, 4, day))
    assert report.ongoing is ongoing
    assert ("阶段性" in "".join(report.title)) is ongoing


def test_the_counts_are_those_of_the_round() -> None:
    figures = made(small_round()).figures
    assert (figures.people, figures.submissions, figures.comments) == (6, 6, 6)
    assert (figures.clusters, figures.decided_clusters, figures.decided_comments) == (4, 3, 5)
    assert [(count.verdict.word, count.comments) for count in figures.verdicts] == [
        ("采纳", 3),
        ("未采纳", 1),
        ("另行研究", 1),
        ("待处理", 1),
    ]
    assert figures.undated == 1


def test_a_sentence_added_to_a_form_letter_is_shown() -> None:
    (addition,) = made(small_round()).sections[1].clusters[0].additions
    assert addition.number == "1-0003"
    assert "建议在小学门口设立禁犬标志" in addition.text


def test_the_appendix_marks_what_the_representative_does_not_say() -> None:
    entry = made(small_round()).appendix[1].groups[0].entries[2]
    unique = "".join(text for marked, text in entry.text if marked)
    assert unique.startswith("另外，建议在小学门口")
    assert entry.parts[0] == small_round().comments[2].text


def test_the_public_edition_masks_numbers_and_names_only_by_consent() -> None:
    public = made(small_round(), Edition.PUBLIC)
    printed = str(public)
    assert "13800138000" not in printed
    assert printed.count("钱某某") == 2  # the one who agreed: in the section and in the appendix
    assert "13800138000" in str(made(small_round()))


def test_the_editions_differ_in_personal_data_only() -> None:
    internal = made(small_round())
    public = made(small_round(), Edition.PUBLIC)
    assert internal.figures == public.figures
    assert [
        (view.anchor, view.code, block.verdict, block.reason)
        for section in internal.sections
        for block in section.blocks
        for view in block.clusters
    ] == [
        (view.anchor, view.code, block.verdict, block.reason)
        for section in public.sections
        for block in section.blocks
        for view in block.clusters
    ]


def test_many_clusters_are_bounded_and_the_rest_told() -> None:
    comments = [comment(n, f"第{n}种意见。") for n in range(1, SHOWN + 6)]
    clusters = tuple(cluster(f"k{n}", one) for n, one in enumerate(comments))
    material = replace(small_round(), comments=tuple(comments), clusters=clusters, dispositions={})
    report = made(material)
    (section,) = report.sections
    (block,) = section.blocks
    assert (len(block.clusters), block.hidden, block.hidden_comments) == (SHOWN, 5, 5)
    check(report, material)


def test_a_long_letter_is_excerpted_and_says_so() -> None:
    letter = "我们认为应当分类管理。" * 300
    one = comment(1, letter)
    material = replace(
        small_round(), comments=(one,), clusters=(cluster("k", one),), dispositions={}
    )
    report = made(material)
    quotation = report.sections[0].clusters[0].quotation
    assert quotation.cut
    assert len(quotation.text) <= 400
    assert quotation.text.endswith("。")
    assert report.appendix[0].groups[0].entries[0].parts[0] == letter


def test_a_comment_without_a_cluster_is_refused() -> None:
    material = small_round()
    with pytest.raises(ValueError, match="不属于任何类别"):
        made(replace(material, clusters=material.clusters[1:]))


@given(rounds())
@settings(max_examples=80, deadline=None)
def test_every_round_gives_a_true_report_in_both_editions(material: Material) -> None:
    for edition in Edition:
        check(made(material, edition), material)


@given(rounds())
@settings(max_examples=25, deadline=None)
def test_the_order_of_the_input_does_not_matter(material: Material) -> None:
    shuffled = replace(
        material,
        comments=tuple(random.Random(1).sample(material.comments, len(material.comments))),
        clusters=tuple(reversed(material.clusters)),
    )
    assert made(shuffled) == made(material)
