"""意见登记台账: every comment once; and what it alone holds reaches no other paper."""

import importlib
import pkgutil
import random
from collections.abc import Callable
from functools import partial
from typing import get_type_hints

import msgspec
import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from bench.corpus import material as seeded
from reports import papers
from reports.document import Document, Table
from reports.export import to_csv, to_json
from reports.manifest import encoded
from reports.model import Edition, Material, Sender
from reports.papers.kinds import Source
from reports.papers.ledger import COLUMNS, write
from reports.papers.proof import proofread
from reports.papers.refusals import InternalOnly
from tests.reports.papers.reading import tables, word
from tests.reports.papers.sources import source
from tests.reports.rounds import rounds, small_round

CONTACT, FILE = "qian-canary@example.org", "canary-来信汇总.xlsx"


def reached(material: Material) -> Material:
    """The round with a contact and a file for every comment."""
    senders = {comment.id: Sender(CONTACT, FILE) for comment in material.comments}
    return replace(material, senders=senders)


def table(material: Material) -> Table:
    (one,) = tables(write(source(material, Edition.INTERNAL)))
    return one


def told(material: Material) -> list[dict[str, str]]:
    """The rows by the titles of their columns."""
    return [
        {column.title: word(one) for column, one in zip(COLUMNS, row.cells, strict=True)}
        for row in table(material).rows
    ]


def test_a_comment_is_told_as_it_arrived_and_what_became_of_it() -> None:
    assert told(reached(small_round()))[3] == {
        "编号": "1-0004/来件s4",
        "收到日期": "2026-03-06",
        "渠道": f"网页/来源：{FILE}",
        "提出人": f"钱某某（不公开）/{CONTACT}",
        "针对条款": "第一条",
        "类型": "其他",
        "原文": "登记费应当取消。",
        "建议文字": "养犬登记不收费。",
        "理由": "便民。",
        "归入同类": "1-2",
        "处理意见": "○未采纳",
        "反馈": "",
    }


def test_what_is_not_known_is_left_out_or_said_to_be() -> None:
    one = replace(small_round().comments[5], author="", region="", submission="")
    material = replace(small_round(), comments=(*small_round().comments[:5], one))
    row = told(material)[5]
    assert (row["编号"], row["收到日期"], row["提出人"]) == ("1-0006", "", "未署名")
    assert row["针对条款"] == "总体意见"


def test_the_contact_point_an_opinion_came_through_is_named() -> None:
    material = replace(small_round(), points={"c5": "橘园社区联系点"})
    assert told(material)[4]["渠道"] == "信函/橘园社区联系点"


def test_copies_say_how_many_they_are() -> None:
    assert told(small_round())[0]["归入同类"] == "1-1/共3条"


def test_the_public_edition_is_refused_in_words() -> None:
    with pytest.raises(InternalOnly, match="没有公开版"):
        write(source(reached(small_round()), Edition.PUBLIC))


@settings(max_examples=40, deadline=None)
@given(rounds())
def test_every_comment_is_there_once_as_it_was_written(material: Material) -> None:
    paper = write(source(material, Edition.INTERNAL))
    proofread(paper)
    (one,) = tables(paper)
    written = {word(row.cells[0]).split("/")[0]: row.cells[6] for row in one.rows}
    assert len(written) == len(one.rows) == len(material.comments)
    for comment in material.comments:
        cell = written[comment.number]
        assert not isinstance(cell, int)
        assert "\n".join("".join(run.text for run in runs) for runs in cell) == comment.text


def test_order_is_no_part_of_it() -> None:
    material = seeded(150, 12, 5)
    rng = random.Random(5)
    turned = replace(
        material,
        comments=tuple(rng.sample(material.comments, len(material.comments))),
        clusters=tuple(rng.sample(material.clusters, len(material.clusters))),
    )
    made = write(source(turned, Edition.INTERNAL))
    assert made == write(source(material, Edition.INTERNAL))


def written() -> dict[str, Callable[[Source], bytes]]:
    """What says something of a round to others than the office: every paper but the ledger, and
    the data of the report."""
    found: dict[str, Callable[[Source], bytes]] = {
        "report.json": lambda one: to_json(one.report),
        "opinions.csv": lambda one: to_csv(one.report),
        "manifest.json": lambda one: encoded(one.report.manifest),
    }
    for module in map(importlib.import_module, MODULES):
        paper = getattr(module, "write", None)
        if paper and get_type_hints(paper)["source"] is Source and paper is not write:
            found[module.__name__] = partial(_encoded, paper)
    return found


def _encoded(paper: Callable[[Source], Document], source: Source) -> bytes:
    return msgspec.json.encode(paper(source))


MODULES = [f"{papers.__name__}.{one.name}" for one in pkgutil.iter_modules(papers.__path__)]
SAYS = written()


def test_the_papers_are_found() -> None:
    assert {"reports.papers.summary", "reports.papers.results"} < set(SAYS)


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("name", SAYS)
def test_contacts_reach_no_other_paper_and_change_none(name: str, edition: Edition) -> None:
    material = seeded(60, 8)
    with_contacts = SAYS[name](source(reached(material), edition))
    assert "canary" not in with_contacts.decode()
    assert with_contacts == SAYS[name](source(material, edition))


@pytest.mark.parametrize("name", SAYS)
def test_the_public_papers_name_nobody_who_did_not_agree(name: str) -> None:
    material = seeded(60, 8)
    named = replace(
        material,
        comments=tuple(
            replace(one, author="隐名某", author_public=False, person="隐名某\x1f13900139000")
            for one in material.comments
        ),
    )
    said = SAYS[name](source(named, Edition.PUBLIC)).decode()
    assert "隐名某" not in said
    assert "13900139000" not in said


@pytest.mark.parametrize("name", SAYS)
def test_the_public_papers_mask_what_somebody_wrote_about_himself(name: str) -> None:
    material = seeded(60, 8)
    telling = replace(
        material,
        comments=tuple(
            replace(
                one,
                text=f"{one.text}我的电话是13900139000。",
                proposed="请打13900139000联系。",
                reason="打13900139000。",
                region="东湖区13900139000",
            )
            for one in material.comments
        ),
    )
    assert "13900139000" not in SAYS[name](source(telling, Edition.PUBLIC)).decode()


def test_what_the_writer_does_and_sent_along_stands_with_the_name() -> None:
    material = replace(small_round(), senders={"c4": Sender(CONTACT, "", "快递员", 2)})
    (written,) = [row for row in told(material) if row["编号"].startswith("1-0004")]
    assert written["提出人"] == f"钱某某（不公开）/快递员/{CONTACT}/附件2份"
