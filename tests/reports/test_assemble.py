"""What a report says of a round."""

import random

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from reports.assemble import assemble
from reports.checks import check
from reports.model import Edition, Material
from reports.places import SHOWN
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
    assert article.clusters[0].verdict.shape == "●"
    assert article.clusters[1].reason == "登记费由价格主管部门核定。"


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
        (view.anchor, view.code, view.verdict, view.reason)
        for section in internal.sections
        for view in section.clusters
    ] == [
        (view.anchor, view.code, view.verdict, view.reason)
        for section in public.sections
        for view in section.clusters
    ]


def test_many_clusters_are_bounded_and_the_rest_told() -> None:
    comments = [comment(n, f"第{n}种意见。") for n in range(1, SHOWN + 6)]
    clusters = tuple(cluster(f"k{n}", one) for n, one in enumerate(comments))
    material = replace(small_round(), comments=tuple(comments), clusters=clusters, dispositions={})
    report = made(material)
    (section,) = report.sections
    assert (len(section.clusters), section.hidden, section.hidden_comments) == (SHOWN, 5, 5)
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
        comments=tuple(random.Random(1).sample(material.comments, len(material.comments))),  # noqa: S311 - a shuffle
        clusters=tuple(reversed(material.clusters)),
    )
    assert made(shuffled) == made(material)
