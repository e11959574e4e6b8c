"""No empty boxes, nothing dropped in silence."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reports import fonts
from reports.assemble import assemble
from reports.model import Edition
from tests.reports.rounds import MADE_ON, cluster, comment, small_round

COVERED = frozenset(map(ord, "养犬登记建议，。 abc〔U+0123456789ABCDEF〕☎\u26a1\u0301"))


def clean(text: str) -> tuple[str, Counter[str]]:
    seen: Counter[str] = Counter()
    return fonts.sanitise(text, COVERED, seen), seen


def test_covered_text_stays_as_it_is() -> None:
    assert clean("养犬登记，建议。\n") == ("养犬登记，建议。\n", Counter())


def test_an_uncovered_character_leaves_its_code() -> None:
    assert clean("养\u1820犬") == ("养〔U+1820〕犬", Counter({"\u1820": 1}))


def test_emoji_leave_their_code_even_where_a_font_has_them() -> None:
    assert clean("养\u26a1\ufe0f犬")[0] == "养〔U+26A1〕犬"
    assert clean("\U0001f44d\U0001f3fd")[0] == "〔U+1F44D〕"


def test_unseen_characters_are_left_out_but_counted() -> None:
    assert clean("建\u200b议\u202e\u200b") == ("建议", Counter({"\u200b": 2, "\u202e": 1}))


def test_controls_and_lone_surrogates_are_marked() -> None:
    assert clean("养\x00\ud800")[0] == "养〔U+0000〕〔U+D800〕"


@given(st.text())
def test_what_is_left_can_be_printed(text: str) -> None:
    shown, seen = clean(text)
    assert all(ord(character) in COVERED or character in "\n\t" for character in shown)
    assert set(seen) <= set(text)


def test_the_report_lists_what_it_could_not_print() -> None:
    one = comment(1, "支持\U0001f44d，建\u200b议通过。")
    material = replace(
        small_round(), comments=(one,), clusters=(cluster("k", one),), dispositions={}
    )
    report = assemble(material, edition=Edition.INTERNAL, made_on=MADE_ON)
    covered = frozenset(range(0x20, 0x10000))
    printed = fonts.printable(report, covered)
    assert [(item.code, item.omitted) for item in printed.replaced] == [
        ("U+200B", True),
        ("U+1F44D", False),
    ]
    assert "〔U+1F44D〕，建议" in printed.appendix[0].groups[0].entries[0].parts[0]


def test_the_chain_covers_the_common_characters() -> None:
    covered = fonts.coverage()
    hanzi = bytes(range(0xB0, 0xF8))
    gb2312 = [
        bytes((high, low)).decode("gb2312", "ignore") for high in hanzi for low in range(0xA1, 0xFF)
    ]
    assert all(ord(character) in covered for character in gb2312 if character)


def test_a_missing_font_is_told_with_the_line_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fonts, "installed", dict)
    assert len(fonts.missing()) == 3
    assert "apt-get install -y fonts-noto-cjk" in fonts.missing()[0]
    with pytest.raises(fonts.FontsMissing):
        fonts.coverage()


def test_nothing_is_missing_where_everything_is() -> None:
    assert fonts.missing() == []
