"""意见采纳情况表: what was decided on every cluster, why, and where the next draft has it."""

import random

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from bench.corpus import material as seeded
from drafts.diff import compare
from drafts.model import Change, LinkStatus, Op, Row
from reports.document import Row as Line
from reports.document import Table
from reports.model import Disposition, Edition, Material, Outcome
from reports.papers.adoption import proposers, write
from reports.papers.proof import proofread
from reports.papers.successors import successors
from reports.places import places
from reports.quoting import Voice
from tests.reports.papers.reading import tables, word
from tests.reports.papers.sources import source
from tests.reports.rounds import DRAFT, cluster, comment, draft, rounds, small_round

NEXT = draft("养犬应当登记，不收费。", "本条例自公布之日起施行。", "携犬出户应当束犬绳。")


def table(material: Material, edition: Edition = Edition.INTERNAL) -> Table:
    (one,) = tables(write(source(material, edition)))
    return one


def told(one: Table, row: Line) -> dict[str, str]:
    """A row by the titles of its columns."""
    return {column.title: word(of) for column, of in zip(one.columns, row.cells, strict=True)}


def opinions(one: Table) -> dict[str, dict[str, str]]:
    """The rows that are clusters, by code."""
    rows = [told(one, row) for row in one.rows if not row.spanning and not row.total]
    assert len(rows) == len({row["序号"] for row in rows})
    return {row["序号"]: row for row in rows}


def with_next(material: Material) -> Material:
    """The round with a draft that follows."""
    return replace(material, next_draft=NEXT, changes=tuple(compare(DRAFT, NEXT)))


def test_a_decision_is_told_with_its_reason_and_where_the_next_draft_has_it() -> None:
    rows = opinions(table(with_next(small_round())))
    assert rows["1-2"] == {
        "序号": "1-2",
        "条款": "第一条",
        "意见内容": "登记费应当取消。/建议修改为：/养犬登记不收费。",
        "提出人": "钱某某",
        "条": "1",
        "处理": "○未采纳",
        "理由和依据": "登记费由价格主管部门核定。",
        "对应修改稿条款": "第一条",
    }
    assert rows["2-1"]["处理"] == "□待处理"
    assert rows["总-1"]["对应修改稿条款"] == "—"


def test_totals_are_those_of_the_main_report() -> None:
    one = table(small_round())
    totals = [told(one, row) for row in one.rows if row.total]
    assert [(row["序号"], row["意见内容"], row["条"], row["处理"]) for row in totals] == [
        ("小计", "1类", "3", "●采纳"),
        ("小计", "1类", "1", "○未采纳"),
        ("小计", "1类", "1", "◇另行研究"),
        ("小计", "1类", "1", "□待处理"),
        ("合计", "4类", "6", ""),
    ]
    assert totals[0]["理由和依据"] == "占全部意见的50.0%"


def test_a_reason_for_several_clusters_is_written_once_and_referred_to() -> None:
    said = [comment(n, f"第{n}种说法。") for n in range(1, 4)]
    answer = Disposition(Outcome.NOT_ADOPTED, "上位法已有规定。")
    material = replace(
        small_round(),
        comments=tuple(said),
        clusters=tuple(cluster(f"k{n}", one) for n, one in enumerate(said, start=1)),
        dispositions={"k1": answer, "k2": Disposition(Outcome.ADOPTED), "k3": answer},
    )
    one = table(material)
    rows = opinions(one)
    assert rows["1-1"]["理由和依据"] == "上位法已有规定。"
    assert rows["1-3"]["理由和依据"] == "同1-1"
    assert rows["1-2"]["理由和依据"] == ""
    linked = [
        run.link
        for row in one.rows
        for line in row.cells
        if not isinstance(line, int)
        for runs in line
        for run in runs
        if run.link
    ]
    anchors = {
        row.anchor: told(one, row)["序号"] for row in one.rows if row.anchor and not row.spanning
    }
    assert [anchors[link] for link in linked] == ["1-1"]


def test_the_public_edition_names_only_those_who_agreed() -> None:
    one = comment(1, "支持。", author="甲某")
    two = comment(2, "支持。", author="乙某", author_public=True)
    three = comment(3, "支持。", author="丙某", author_public=True)
    assert proposers((one,), Voice(Edition.PUBLIC)) == "1人"
    assert proposers((one, two), Voice(Edition.PUBLIC)) == "乙某等2人"
    assert proposers((two, three), Voice(Edition.PUBLIC)) == "乙某、丙某"
    assert proposers((one, two, three), Voice(Edition.INTERNAL)) == "甲某、乙某、丙某"


def test_of_many_three_are_named() -> None:
    many = tuple(comment(n, "支持。", author=f"第{n}人") for n in range(1, 9))
    assert proposers(many, Voice(Edition.INTERNAL)) == "第1人、第2人、第3人等8人"


def test_a_name_that_is_a_telephone_number_is_masked() -> None:
    one = comment(1, "支持。", author="13800138000", author_public=True)
    assert proposers((one,), Voice(Edition.PUBLIC)) == "〔手机号已隐去〕"


def row(old: str | None, new: str | None, change: Change, *ops: tuple[Op, str]) -> Row:
    return Row(old, new, change, 0.9, LinkStatus.AUTOMATIC, ops)


KEPT = (Op.KEEP, "养犬应当登记。")
AFTER = {
    "删去": [row("art_1", None, Change.REMOVED, (Op.DELETE, "养犬应当登记。"))],
    "第一条": [row("art_1", "art_1", Change.CHANGED, KEPT, (Op.INSERT, "不收费。"))],
    "第一条（文字未改）": [row("art_1", "art_1", Change.SAME, KEPT)],
    "第二条（文字未改）": [row("art_1", "art_2", Change.MOVED, KEPT)],
    "第一条、第二条": [
        row("art_1", "art_1", Change.SPLIT, KEPT),
        row("art_1", "art_2", Change.SPLIT, KEPT),
    ],
    "第三条（待核定）": [
        replace(row("art_1", "art_3", Change.CHANGED), status=LinkStatus.PROPOSED)
    ],
}


@pytest.mark.parametrize("words", AFTER)
def test_what_became_of_an_article_is_told(words: str) -> None:
    material = replace(
        small_round(),
        next_draft=NEXT,
        changes=(*AFTER[words], row(None, "art_3", Change.ADDED)),
    )
    assert successors(material) == {"art_1": words}


def test_without_a_next_draft_nothing_is_followed() -> None:
    assert successors(small_round()) == {}
    assert {one["对应修改稿条款"] for one in opinions(table(small_round())).values()} == {"—"}


@settings(max_examples=40, deadline=None)
@given(rounds())
def test_every_cluster_is_there_once_and_the_sums_close(material: Material) -> None:
    made = source(with_next(material), Edition.INTERNAL)
    paper = write(made)
    proofread(paper)
    (one,) = tables(paper)
    rows = opinions(one)
    assert set(rows) == set(places(material).codes.values())
    totals = [row.cells[4] for row in one.rows if row.total]
    assert sum(int(one["条"]) for one in rows.values()) == totals[-1]
    assert sum(each for each in totals[:-1] if isinstance(each, int)) == totals[-1]
    assert totals[-1] == made.report.figures.comments


@settings(max_examples=40, deadline=None)
@given(rounds())
def test_a_reason_is_told_or_referred_to_for_every_decision(material: Material) -> None:
    rows = opinions(table(material))
    codes = places(material).codes
    for one in material.clusters:
        decision = material.dispositions.get(one.id)
        reason = rows[codes[one.id]]["理由和依据"]
        if reason.startswith("同"):
            reason = rows[reason.removeprefix("同")]["理由和依据"]
        assert reason == (decision.reason if decision else "")


def test_order_is_no_part_of_it() -> None:
    material = seeded(150, 12, 3)
    rng = random.Random(3)
    turned = replace(
        material,
        comments=tuple(rng.sample(material.comments, len(material.comments))),
        clusters=tuple(rng.sample(material.clusters, len(material.clusters))),
        dispositions=dict(reversed(material.dispositions.items())),
    )
    assert write(source(turned)) == write(source(material))
