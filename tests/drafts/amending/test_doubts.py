"""What was not carried out, and what needs an eye, stands at the article it speaks of."""

from drafts.amendment import Applied, apply, doubts
from drafts.splitter import split

LAW = """某市养犬条例

第一条　甲。
第二条　乙。
第三条　依照第二条办理。
第四条　丁。
"""


def _amended(decision: str) -> tuple[Applied, list[tuple[str, str, str]]]:
    base = split(LAW)
    applied = apply(base, decision)
    new = split(applied.text)
    found = doubts(applied, base, new, decision)
    labels = {unit.start: unit.label or "" for unit in new.articles()}
    return applied, [(one.rule, labels.get(one.start, ""), one.message) for one in found]


def test_every_article_that_lives_on_is_linked() -> None:
    applied, found = _amended(
        "一、增加一条，作为第二条：“新。”\n二、删去第四条。\n三、条文顺序作相应调整。"
    )
    assert applied.links == (("art_1", "art_1"), ("art_2", "art_3"), ("art_3", "art_4"))
    assert found == []


def test_merged_articles_are_both_linked() -> None:
    applied, _ = _amended("一、将第一条、第二条合并，作为第一条，修改为：“甲和乙。”")
    assert applied.links[:2] == (("art_1", "art_1"), ("art_2", "art_1"))


def test_the_articles_of_an_annex_keep_their_place() -> None:
    base = split(LAW + "\n附件：规则\n第一条　附一。\n第二条　附二。\n")
    applied = apply(base, "一、删去第一条。\n二、条文顺序作相应调整。")
    annexed = [pair for pair in applied.links if pair[0].startswith("annex")]
    assert len(annexed) == 2 and all(old == new for old, new in annexed)


def test_what_was_not_carried_out_stands_at_its_article() -> None:
    _, found = _amended("一、将第四条中的“没有的字”修改为“字”。\n二、将第一条修改为：“新甲。”")
    [(rule, label, message)] = found
    assert (rule, label) == ("amend-failed", "第四条")
    assert message.startswith("修改决定里的“将第四条中的“没有的字”修改为“字””没有套用：")


def test_what_names_no_article_stands_at_the_beginning() -> None:
    _, found = _amended("一、将第九条修改为：“新。”\n二、将第一条修改为：“新甲。”")
    assert [(rule, label) for rule, label, _ in found] == [("amend-failed", "")]


def test_a_citation_that_lost_its_goal_is_noted_at_its_article() -> None:
    _, found = _amended("一、删去第二条。\n二、条文顺序作相应调整。")
    assert [(rule, label) for rule, label, _ in found] == [("amend-noted", "第二条")]
