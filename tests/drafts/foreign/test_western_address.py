"""Provisions named in German and English."""

import pytest

from drafts.address import find_in_text, parse


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("§ 12", "art_12"),
        ("zu § 14a Absatz 2 Nummer 3 Buchstabe b", "art_14-1__para_2__item_3__subitem_2"),
        ("§ 2a Abs. 2a Nr. 1", "art_2-1__para_2-1__item_1"),
        ("§ 447.42(a)(1)(iv)(K)", "art_42__para_1__item_1__subitem_4__subitem_11"),
        ("Section 12(3)(a)", "art_12__para_3__item_1"),
        ("section 1A", "art_1-1"),
        ("Sec. 4 (b)", "art_4__para_2"),
        ("Article 12, paragraph 2, item 3", "art_12__para_2__item_3"),
        ("Article 12, item 3", "art_12__para_1__item_3"),
        ("§ 3 Nr. 2 Buchst. c", "art_3__para_1__item_2__subitem_3"),
        ("Article 12-1", "art_12-1"),
        ("Art. 6(4)(a) GDPR", "art_6__para_4__item_1"),
        ("article 3 as a whole", "art_3"),
        ("§ 5 über Hunde", "art_5"),
        ("the sections of the park", None),
        ("§ 0", None),
        ("第十条和 § 3", "art_10"),
    ],
)
def test_a_provision_named_abroad_has_its_address(said: str, address: str | None) -> None:
    assert find_in_text(said) == address
    assert address is None or parse(address)
