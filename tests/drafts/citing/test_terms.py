"""Terms and citations as links in the words of a provision."""

from drafts import splitter
from drafts.citing import crosslinks, terms
from drafts.model import Op

DOGS = """第一条　本条例所称犬只，是指人工饲养的犬。
第二条　违反第一条饲养犬只的，没收犬只。
第三条　犬只要登记。
"""


def test_a_term_and_a_citation_stand_side_by_side_and_the_words_stay() -> None:
    draft = splitter.split(DOGS)
    found = terms.linked(draft, crosslinks.linked(draft))
    texts = {unit.address: unit.text for unit in draft.walk()}
    for at, pieces in found.items():
        assert "".join(one.text for one in pieces) == texts[at]
    second = [(one.text, one.to, bool(one.meaning)) for one in found["art_2__para_1"] if one.to]
    assert second == [("第一条", "art_1", False), ("犬只", "art_1__para_1", True)]
    assert "art_1__para_1" not in found, "not where it is defined"
    [term, _] = found["art_3__para_1"]
    assert term.meaning == "本条例所称犬只，是指人工饲养的犬。"


def test_marked_words_and_changes_keep_the_meaning() -> None:
    draft = splitter.split(DOGS)
    links = terms.linked(draft, {})
    [first, rest] = links["art_3__para_1"]
    cut = crosslinks.marked((first, rest), 1, 3)
    assert [(one.text, bool(one.meaning), one.marked) for one in cut] == [
        ("犬", True, False),
        ("只", True, True),
        ("要", False, True),
        ("登记。", False, False),
    ]
    article = draft.find("art_3")
    assert article
    steps = crosslinks.linked_steps(
        article, links, ((Op.DELETE, "狗"), (Op.INSERT, "犬只"), (Op.KEEP, "要登记。"))
    )
    deleted, inserted, kept = (pieces for _, pieces in steps)
    assert [one.meaning for one in (*deleted, *kept)] == ["", ""]
    assert inserted[0].meaning
