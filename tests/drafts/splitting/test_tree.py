"""Addresses of units: counted 款, printed numbers, and never twice the same."""

from drafts.model import Kind
from drafts.splitting.tree import Findings, Node, freeze


def node(kind: Kind, *children: Node, number: int | None = None, label: str | None = None) -> Node:
    return Node(kind, 0, 0, (number, 0) if number else None, label, children=list(children))


def addresses(*nodes: Node) -> list[str]:
    return [unit.address for top in freeze(list(nodes)) for unit in top.walk()]


def test_an_article_stands_under_its_annex_or_nothing() -> None:
    chapter = node(Kind.CHAPTER, node(Kind.ARTICLE, number=1), number=1)
    annex = node(Kind.ANNEX, node(Kind.CHAPTER, node(Kind.ARTICLE, number=1), number=1))
    assert addresses(chapter, annex) == [
        *("chp_1", "art_1"),
        *("annex_1", "annex_1__chp_1", "annex_1__art_1"),
    ]


def test_paragraphs_are_counted_unless_they_print_a_number() -> None:
    """款 carry no number (立法法 art. 65); a German Absatz does."""
    plain = node(Kind.ARTICLE, node(Kind.PARAGRAPH), node(Kind.PARAGRAPH), number=1)
    printed = node(Kind.ARTICLE, node(Kind.PARAGRAPH, number=3, label="(3)"), number=2)
    assert addresses(plain, printed) == [
        *("art_1", "art_1__para_1", "art_1__para_2"),
        *("art_2", "art_2__para_3"),
    ]


def test_a_second_unit_of_one_number_says_so() -> None:
    twice = [node(Kind.ARTICLE, number=7) for _ in range(3)]
    assert addresses(*twice) == ["art_7", "art_7_dup2", "art_7_dup3"]


def test_an_article_reads_with_the_marks_of_its_lists() -> None:
    item = Node(Kind.ITEM, 0, 0, (1, 0), "（一）", words=["乙；"])
    absatz = Node(Kind.PARAGRAPH, 0, 0, (2, 0), "(2)", words=["Der Hund"], blank=" ")
    paragraph = Node(Kind.PARAGRAPH, 0, 0, words=["甲："], children=[item])
    (unit,) = freeze([Node(Kind.ARTICLE, 0, 0, (1, 0), "第一条", children=[paragraph, absatz])])
    assert unit.text == "甲：\n（一）乙；\n(2) Der Hund"


def test_findings_come_in_the_order_of_the_text() -> None:
    findings = Findings()
    findings.add("gap", 9, "乙")
    findings.add("gap", 3, "甲")
    assert [one.start for one in findings.told()] == [3, 9]
