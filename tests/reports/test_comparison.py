"""修改前后对照表 as a committee reads it."""

from msgspec.structs import replace

from drafts.diff import compare
from drafts.model import Change, LinkStatus, Op, Row
from reports.assemble import assemble
from reports.model import Edition, Material
from reports.render import page
from reports.review import Comparison, Link, ReviewReport
from tests.reports.rounds import DRAFT, MADE_ON, draft, environment, small_round

NEW = draft(
    "养犬应当登记，不收费。",
    "携犬出户应当束犬绳。",
    "犬绳不超过一点五米。",
    "本条例自公布之日起施行。",
)
LAW = draft("养犬应当备案。", "本条例自公布之日起施行。")


def row(old: str | None, new: str | None, change: Change, *ops: tuple[Op, str]) -> Row:
    return Row(old, new, change, 0.9, LinkStatus.AUTOMATIC, ops)


def table(*rows: Row, **more: object) -> Comparison:
    material: Material = replace(small_round(), next_draft=NEW, changes=rows, **more)
    made = assemble(material, edition=Edition.INTERNAL, made_on=MADE_ON).comparison
    assert made is not None
    return made


def test_without_a_next_draft_there_is_no_table() -> None:
    assert assemble(small_round(), edition=Edition.PUBLIC, made_on=MADE_ON).comparison is None


def test_real_drafts_compared() -> None:
    made = table(*compare(DRAFT, NEW))
    assert (made.old_name, made.new_name) == ("一审稿", "二审稿")
    assert [(one.old_label, one.new_label, one.note) for one in made.rows] == [
        ("第一条", "第一条", "文字修改。"),
        ("第二条", "第二条", "未修改。"),
        ("", "第三条", "新增一条。"),
        ("第三条", "第四条", "仅条序变动，文字未修改。"),
    ]


def test_each_side_spells_its_own_text() -> None:
    made = table(*compare(DRAFT, NEW)).rows[0]
    assert "".join(text for _, text in made.old) == "养犬应当登记。"
    assert "".join(text for _, text in made.new) == "养犬应当登记，不收费。"


def test_the_note_cites_the_adopted_clusters_of_the_article() -> None:
    (cited,) = table(*compare(DRAFT, NEW)).rows[0].cites
    assert (cited.verdict.word, cited.clusters, cited.comments) == ("采纳", 1, 3)
    assert [link.text for link in cited.links] == ["1-1"]


def test_an_adopted_opinion_keeps_an_unchanged_article_in_sight() -> None:
    made = table(
        row("art_1", "art_1", Change.SAME, (Op.KEEP, "养犬应当登记。")),
        row("art_2", "art_2", Change.SAME, (Op.KEEP, "携犬出户应当束犬绳。")),
        row("art_3", "art_3", Change.SAME, (Op.KEEP, "本条例自公布之日起施行。")),
    )
    assert [(one.old_label, one.collapsed) for one in made.rows] == [
        ("第一条", False),
        ("第二条、第三条", True),
    ]
    assert made.rows[1].anchors == ("d-3",)


def test_a_split_article_is_shown_once_and_nothing_of_it_struck() -> None:
    made = table(
        row("art_1", "art_1", Change.SPLIT, (Op.KEEP, "养犬"), (Op.DELETE, "应当登记。")),
        row("art_1", "art_2", Change.SPLIT, (Op.DELETE, "养犬"), (Op.KEEP, "应当登记。")),
    )
    assert [one.note for one in made.rows] == ["第一条拆分为第一条、第二条。"] * 2
    assert made.rows[0].old == ((Op.KEEP, "养犬应当登记。"),)
    assert made.rows[1].old == ()
    assert [len(one.cites) for one in made.rows] == [1, 0]


def test_merged_moved_and_removed_are_said_in_words() -> None:
    made = table(
        row("art_1", "art_1", Change.MERGED, (Op.KEEP, "养犬应当登记。")),
        row("art_2", "art_1", Change.MERGED, (Op.KEEP, "携犬出户应当束犬绳。")),
        row("art_3", "art_2", Change.MOVED, (Op.KEEP, "本条例自公布之日起施行。")),
        row("art_2", None, Change.REMOVED, (Op.DELETE, "携犬出户应当束犬绳。")),
    )
    assert [one.note for one in made.rows] == [
        "第一条、第二条合并为第一条。",
        "第一条、第二条合并为第一条。",
        "移至第二条，文字未修改。",
        "删去本条。",
    ]


def test_a_proposed_link_is_said_to_be_one() -> None:
    doubtful = Row("art_1", "art_2", Change.MOVED, 0.8, LinkStatus.PROPOSED, ())
    assert "待核定" in table(doubtful).rows[0].note


def amending(**more: object) -> ReviewReport:
    """The report on the small round, were its draft a law in force after a decision."""
    rows = compare(LAW, DRAFT)
    material: Material = replace(small_round(), law=LAW, amended=rows, **more)
    return assemble(material, edition=Edition.PUBLIC, made_on=MADE_ON)


def test_a_decision_is_set_against_the_law_in_force_while_there_is_no_next_draft() -> None:
    report = amending()
    made = report.comparison
    assert made is not None
    assert (made.old_name, made.new_name, made.law) == ("现行文本", "修改后文本", LAW.title)
    assert [(one.old_label, one.new_label, one.note) for one in made.rows] == [
        ("第一条", "第一条", "文字修改。"),
        ("", "第二条", "新增一条。"),
        ("第二条", "第三条", "仅条序变动，文字未修改。"),
    ]
    assert not any(one.cites for one in made.rows)
    anchors = {one.address: one.comparison for one in report.sections}
    assert anchors["art_2"] == Link("修改前后对照", "d-2")
    assert amending(next_draft=NEW, changes=compare(DRAFT, NEW)).comparison != made


def test_the_page_names_the_law_and_promises_no_answers() -> None:
    written = page("comparison", amending(), environment(), whole=True)
    assert f"《{LAW.title}》现行文本与修改后文本对照。" in written
    assert "“说明”栏列出" not in written


def test_a_title_inside_the_title_is_set_in_single_marks() -> None:
    facts = replace(small_round().facts, bill="关于修改《某条例》的决定")
    report = assemble(replace(small_round(), facts=facts), edition=Edition.PUBLIC, made_on=MADE_ON)
    assert report.title[0] == "关于《关于修改〈某条例〉的决定（草案）》"
