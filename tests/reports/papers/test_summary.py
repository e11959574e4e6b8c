"""意见汇总表: every cluster once, in the order of the draft, with sums that close."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bench.corpus import material as seeded
from reports.document import Document, Mark, Table
from reports.model import Disposition, Edition, Material, Outcome
from reports.office import Office
from reports.papers.proof import proofread
from reports.papers.summary import write
from reports.places import places
from reports.quoting import Voice
from tests.reports.papers.reading import lines, tables, word
from tests.reports.papers.sources import source
from tests.reports.rounds import cluster, comment, rounds, small_round


def table(material: Material, edition: Edition = Edition.INTERNAL) -> Table:
    (one,) = tables(write(source(material, edition)))
    return one


def opinions(one: Table) -> list[dict[str, str]]:
    """The rows that are clusters, by the titles of their columns."""
    titles = [column.title for column in one.columns]
    rows = [row for row in one.rows if not row.spanning and not row.total]
    return [dict(zip(titles, map(word, row.cells), strict=True)) for row in rows]


def titles(one: Table) -> list[str]:
    """The rows that span the table."""
    return [word(row.cells[0]) for row in one.rows if row.spanning]


def test_it_begins_with_the_whole_draft_and_prints_each_article_once() -> None:
    assert titles(table(small_round())) == [
        "总体意见　1条，1人，1类",
        "第一条　4条，4人，2类/养犬应当登记。",
        "第二条　1条，1人，1类/携犬出户应当束犬绳。",
    ]


def test_a_cluster_is_told_by_all_its_columns() -> None:
    rows = {row["序号"]: row for row in opinions(table(small_round()))}
    assert rows["1-2"] == {
        "序号": "1-2",
        "条款": "第一条",
        "意见要点": "登记费应当取消。/○未采纳",
        "条": "1",
        "件": "1",
        "人": "1",
        "渠道": "网页",
        "代表性原话": "登记费应当取消。/——1-0004，钱某某",
        "建议修改为": "养犬登记不收费。",
        "理由": "便民。",
    }


def test_the_sentence_somebody_added_to_a_form_letter_is_told_once() -> None:
    letter, added = small_round().comments[0], small_round().comments[2]
    again = replace(added, id="c7", number="1-0007")
    material = replace(
        small_round(),
        comments=(letter, added, again),
        clusters=(cluster("k1", letter, added, again),),
        dispositions={},
    )
    (row,) = opinions(table(material, Edition.PUBLIC))
    assert row["代表性原话"] == (
        "我们强烈要求保留本条的规定，任何放宽都将损害居民的安全。/——1-0001"
        "/另有补充：建议在小学门口设立禁犬标志/——1-0003等2条"
    )


def test_a_long_comment_is_shortened_and_says_so() -> None:
    one = comment(1, "建议延长期限。" * 100)
    material = replace(
        small_round(), comments=(one,), clusters=(cluster("k", one),), dispositions={}
    )
    (row,) = opinions(table(material))
    words, more, by = row["代表性原话"].split("/")
    assert one.text.startswith(words)
    assert len(words) <= 400
    assert (more, by[:2]) == ("（下略，全文见附件）", "——")


def test_clusters_answered_together_stand_together_under_their_answer() -> None:
    said = [comment(n, f"第{n}种说法。") for n in range(1, 5)]
    answer = Disposition(Outcome.PARTLY, "已经吸收。")
    material = replace(
        small_round(),
        comments=tuple(said),
        clusters=tuple(cluster(f"k{n}", one) for n, one in enumerate(said, start=1)),
        dispositions={
            "k1": answer,
            "k2": Disposition(Outcome.STUDY, "再议。"),
            "k3": answer,
            "k4": answer,
        },
    )
    one = table(material)
    assert titles(one)[1:] == [
        "以下3类3条一并答复：◐部分采纳　已经吸收。",
    ]
    assert [row["意见要点"].partition("/")[2] for row in opinions(one)] == ["", "", "", "◇另行研究"]
    assert [row["序号"] for row in opinions(one)] == ["1-1", "1-3", "1-4", "1-2"]


def test_places_are_named_as_exactly_as_people_did() -> None:
    one = replace(comment(1, "加上期限。"), address="art_1__para_2")
    other = comment(2, "加上期限。")
    material = replace(
        small_round(), comments=(one, other), clusters=(cluster("k", one, other),), dispositions={}
    )
    (row,) = opinions(table(material))
    assert row["条款"] == "第一条等"


def test_a_chapter_spoken_of_is_named_once_and_its_text_left_to_its_articles() -> None:
    material = seeded(1, 8)
    (one,) = material.comments
    said = replace(one, article="chp_1", address="chp_1")
    made = table(
        replace(material, comments=(said,), clusters=(cluster("k", said),), dispositions={})
    )
    assert titles(made) == ["第一章　总则　1条，1人，1类"]


def test_a_round_nobody_spoke_in_is_an_empty_table_with_zeros() -> None:
    material = replace(small_round(), comments=(), clusters=(), dispositions={})
    (row,) = table(material).rows
    assert row.total
    assert row.cells[3:6] == (0, 0, 0)


@settings(max_examples=40, deadline=None)
@given(rounds())
def test_every_cluster_is_there_once_and_the_sums_close(material: Material) -> None:
    made = source(material)
    paper = write(made)
    proofread(paper)
    (one,) = tables(paper)
    rows = opinions(one)
    codes = places(material).codes
    assert sorted(row["序号"] for row in rows) == sorted(codes.values())
    *_, last = one.rows
    figures = made.report.figures
    assert last.cells[3:6] == (figures.comments, figures.submissions, figures.people)
    assert sum(int(row["条"]) for row in rows) == figures.comments


@pytest.mark.parametrize("seed", [1, 2])
def test_order_is_no_part_of_it(seed: int) -> None:
    material = seeded(150, 12, seed)
    rng = random.Random(seed)
    turned = replace(
        material,
        comments=tuple(rng.sample(material.comments, len(material.comments))),
        clusters=tuple(rng.sample(material.clusters, len(material.clusters))),
    )
    assert write(source(turned)) == write(source(material))


def test_additions_are_those_of_the_main_report() -> None:
    made = source(seeded(400, 12), Edition.PUBLIC)
    paper = write(made)
    cells = {row["序号"]: row["代表性原话"] for row in opinions(tables(paper)[0])}
    views = [view for section in made.report.sections for view in section.clusters]
    assert any(view.additions for view in views)
    for view in views:
        for one in view.additions:
            assert "另有补充：" + one.text.replace("\n", "/") + "/——" in cells[view.code]
        assert ("另有补充：" in cells[view.code]) == bool(view.additions)


def test_the_lead_gives_the_figures_of_the_main_report() -> None:
    paper: Document = write(source(small_round()))
    assert paper.title == ("《云川市养犬管理条例（草案）》", "一审稿意见汇总表")
    assert lines(paper)[0].startswith("共收到6人提出的6件6条意见，归为4类，涉及2条。")


def test_the_edition_changes_nobodys_line_and_no_figure() -> None:
    material = seeded(200, 12)
    one, other = (table(material, edition) for edition in Edition)
    for mine, theirs in zip(one.rows, other.rows, strict=True):
        assert mine.cells[3:7] == theirs.cells[3:7]
        assert mine.anchor == theirs.anchor


def test_an_office_may_say_how_to_read_it_in_its_own_words() -> None:
    office = Office(texts={"summary.opening": "本次征集意见{comments}条。"})
    paper = write(source(small_round(), office=office))
    assert lines(paper)[0] == "本次征集意见6条。"


@settings(max_examples=40, deadline=None)
@given(rounds(), st.sampled_from(Edition))
def test_every_quotation_is_a_piece_of_what_was_said(material: Material, edition: Edition) -> None:
    """Every stretch of a quotation that is not quiet stands in some comment, as the edition prints
    it."""
    voice = Voice(edition)
    said = [voice.said(one).split("\n") for one in material.comments]
    (one,) = tables(write(source(material, edition)))
    for row in one.rows:
        for at in () if row.spanning or row.total else (7, 8, 9):
            cell = row.cells[at]
            assert not isinstance(cell, int)
            for run in (run for runs in cell for run in runs if run.mark is Mark.PLAIN):
                assert any(run.text in line for parts in said for line in parts)
