"""各审次意见办理情况: every opinion of every reading once, on the way of its article."""

import random

from hypothesis import given, settings
from msgspec.structs import replace

from bench.corpus import material as corpus_round
from reports.chain import Chain
from reports.document import Document, Mark, Picture, Run
from reports.model import Disposition, Edition, Material, Outcome
from reports.papers.courses import courses
from reports.papers.proof import proofread
from reports.papers.readings import write
from reports.privacy import mask
from tests.reports.papers.chains import (
    FIRST,
    SECOND,
    SURE,
    THIRD,
    TO_SECOND,
    TO_THIRD,
    chain,
    chains,
    said,
    source,
)
from tests.reports.papers.reading import tables, told, word

LETTER = "每户限养一只太少，很多家庭收养了两只流浪犬，建议改为两只。"
REFUSED = Disposition(Outcome.NOT_ADOPTED, "数量限制是必要的。")


def paper(made: Chain, edition: Edition = Edition.PUBLIC) -> Document:
    return write(source(made, edition))


def again(decision: Disposition | None) -> Document:
    """One opinion in two readings, refused first and then decided so."""
    first, second = said((LETTER, "art_1", REFUSED)), said((LETTER, "art_2", decision))
    return paper(chain((FIRST, SECOND), (TO_SECOND,), (first, second)))


def strong(document: Document) -> list[str]:
    return [
        run.text
        for table in tables(document)
        for row in table.rows
        for cell in row.cells
        if not isinstance(cell, int)
        for runs in cell
        for run in runs
        if run.mark is Mark.STRONG
    ]


def test_an_opinion_that_comes_again_stands_beside_its_first_answer() -> None:
    repeated = next(t for t in tables(again(REFUSED)) if t.name == "再次提出的意见")
    (row,) = repeated.rows
    assert [word(cell) for cell in row.cells] == [
        f"一审稿1-1（1条）{LETTER[:20]}",
        "○ 未采纳/数量限制是必要的。",
        f"二审稿2-1（1条）{LETTER[:20]}",
        "○ 未采纳/数量限制是必要的。",
        "再次提出",
    ]


def test_deciding_differently_without_a_reason_is_marked() -> None:
    changed = "处理由未采纳改为采纳，未说明理由"
    assert strong(again(Disposition(Outcome.ADOPTED))).count(changed) == 2
    explained = again(Disposition(Outcome.ADOPTED, "已改为两只。"))
    assert changed not in strong(explained)
    assert "处理由未采纳改为采纳，理由见后一次处理" in told(explained)


def test_the_same_decision_and_none_yet_are_no_change() -> None:
    assert "处理由" not in told(again(REFUSED))
    assert "处理由" not in told(again(None))


def test_an_adopted_opinion_stands_beside_the_words_that_answer_it() -> None:
    asked = said(("登记期限十五日太短，建议改为三十日。", "art_1", Disposition(Outcome.ADOPTED)))
    shown = told(paper(chain((FIRST, SECOND), (TO_SECOND,), (asked, None))))
    assert "第二条/养犬应当在十五日三十日内登记。" in shown


def test_the_last_text_needs_no_round_and_is_named() -> None:
    document = paper(chain((FIRST, SECOND), (TO_SECOND,), (said((LETTER, "art_1", REFUSED)), None)))
    (passports,) = [table for table in tables(document) if table.name == "条文沿革"]
    assert [column.title for column in passports.columns] == [
        "条文",
        "一审稿",
        "第2稿（未征求意见）",
    ]


def test_the_public_edition_masks_what_people_typed() -> None:
    typed = said(("电话13800138000。", "art_1", REFUSED))
    made = chain((FIRST, SECOND), (TO_SECOND,), (typed, None))
    assert "13800138000" not in told(paper(made))
    assert "13800138000" in told(paper(made, Edition.INTERNAL))


def test_figures_are_drawn_and_told() -> None:
    first = said((LETTER, "art_1", REFUSED), ("犬绳太短。", "art_2", None))
    document = paper(chain((FIRST, SECOND), (TO_SECOND,), (first, None)))
    (picture,) = [b for b in document.sections[0].blocks if isinstance(b, Picture)]
    assert picture.alt == "一审稿共2条：未采纳1条、待处理1条。"


@given(chains())
@settings(max_examples=60, deadline=None)
def test_every_cluster_stands_once_and_the_sums_close(made: Chain) -> None:
    written = source(made)
    document = write(written)
    proofread(document)
    found = courses(written)
    held = [one.ref for _, group in found.ways for one in group]
    wanted = [
        (at, cluster.id)
        for at, step in enumerate(made.steps)
        if step.material
        for cluster in step.material.clusters
    ]
    assert sorted(held) == sorted(wanted)
    lines = [table for table in tables(document) if table.name == "每类意见的办理"]
    counts = [row.cells[1] for table in lines for row in table.rows if not row.spanning]
    comments = [len(step.material.comments) for step in made.steps if step.material]
    assert sum(count for count in counts if isinstance(count, int)) == sum(comments)
    codes = [text for text in strong(document) if "-" in text]
    assert len(codes) == len(wanted)


@given(chains())
@settings(max_examples=30, deadline=None)
def test_both_editions_are_one_but_for_personal_data(made: Chain) -> None:
    public, inside = (told(paper(made, edition)) for edition in (Edition.PUBLIC, Edition.INTERNAL))
    assert mask(inside) == public


@given(chains())
@settings(max_examples=30, deadline=None)
def test_every_link_leads_to_the_line_of_what_it_names(made: Chain) -> None:
    document = paper(made)
    rows = {row.anchor: row for table in tables(document) for row in table.rows if row.anchor}
    for table in tables(document):
        for row in table.rows:
            for run in _links(row.cells):
                assert run.text.rpartition("稿")[2] in word(rows[run.link].cells[0])


def _links(cells: tuple[object, ...]) -> list[Run]:
    lines = [runs for cell in cells if isinstance(cell, tuple) for runs in cell]
    return [run for runs in lines for run in runs if run.link]


def test_the_same_paper_whatever_the_order_of_comments_and_clusters() -> None:
    materials = [corpus_round(200, seed=7), corpus_round(120, seed=7)]
    text = materials[0].draft
    links = [tuple((one.address, one.address, SURE) for one in text.articles())]
    rng = random.Random(3)

    def shuffled(material: Material) -> Material:
        return replace(
            material,
            comments=tuple(rng.sample(material.comments, len(material.comments))),
            clusters=tuple(rng.sample(material.clusters, len(material.clusters))),
        )

    made = chain((text, text), links, materials)
    mixed = chain((text, text), links, [shuffled(material) for material in materials])
    assert paper(mixed) == paper(made)


def test_three_readings_with_nothing_said_are_a_paper_too() -> None:
    document = paper(chain((FIRST, SECOND, THIRD), (TO_SECOND, TO_THIRD), (None, None, None)))
    assert "共有3稿文本" in told(document)
    assert "没有发现再次提出" in told(document)
