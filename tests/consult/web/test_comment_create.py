"""POST /bills/{slug}/{reading}/comment: promises R7, R11, R18, R20."""

import re
from pathlib import Path

import pytest

from consult.services.submissions import comment
from tests.consult.cast import AFTER
from tests.site import CANARY, Seeded, Visitor, visiting

PAGE = "/bills/dogs/2/comment?at=art_4"
GOOD = {"kind": "amend", "text": "建议允许合租的人登记。", "key": "key-of-this-form-0001"}


def test_it_leads_to_a_receipt(visitor: Visitor) -> None:
    answer = visitor.post(PAGE, GOOD, page=PAGE)
    assert answer.status_code == 303
    receipt = visitor.get(answer.headers["location"])
    assert receipt.status_code == 200
    assert GOOD["text"] in receipt.text


def test_the_same_form_sent_again_shows_the_same_receipt(visitor: Visitor) -> None:
    answers = {visitor.post(PAGE, GOOD, page=PAGE).headers["location"] for _ in range(3)}
    assert len(answers) == 1


def test_the_same_key_with_other_words_keeps_the_first_and_hands_the_second_back(
    visitor: Visitor,
) -> None:
    visitor.post(PAGE, GOOD, page=PAGE)
    answer = visitor.post(PAGE, {**GOOD, "text": "改了主意"}, page=PAGE)
    assert answer.status_code == 409
    assert "改了主意" in answer.text
    assert GOOD["key"] not in answer.text, "a new key, so that the new words can be sent"


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({**GOOD, "text": " "}, "text"),
        ({**GOOD, "text": "字" * 5001}, "text"),
        ({**GOOD, "proposed": "字" * 5001}, "proposed"),
        ({**GOOD, "reason": "字" * 2001}, "reason"),
        ({**GOOD, "contact": "9" * 121}, "contact"),
        ({**GOOD, "kind": "shout"}, "kind"),
    ],
)
def test_a_mistake_is_named_at_its_field_and_nothing_is_lost(
    visitor: Visitor, fields: dict[str, str], name: str
) -> None:
    answer = visitor.post(PAGE, fields, page=PAGE)
    assert answer.status_code == 400
    assert f'id="{name}-wrong"' in answer.text
    assert re.search(
        rf'aria-invalid="true"(?: autofocus)? aria-describedby="{name}-wrong', answer.text
    )
    for typed in ("text", "proposed", "reason"):
        assert fields.get(typed, "") in answer.text


def test_a_comment_at_every_limit_fits(visitor: Visitor) -> None:
    fields = {**GOOD, "text": "字" * 5000, "proposed": "文" * 5000, "reason": "理" * 2000}
    assert visitor.post(PAGE, fields, page=PAGE).status_code == 303


def test_after_the_last_second_the_text_is_handed_back(seeded: Seeded, tmp_path: Path) -> None:
    with visiting(seeded, tmp_path / "late", AFTER) as late:
        answer = late.post("/bills/dogs/1/comment", GOOD, page="/receipts")
        assert answer.status_code == 409
        assert GOOD["text"] in answer.text
        assert "4月9日截止" in answer.text


def test_without_the_token_nothing_is_sent_but_everything_comes_back(visitor: Visitor) -> None:
    for token in ("", "0" * 64):
        answer = visitor.client.post(PAGE, data={**GOOD, "form_token": token})
        assert answer.status_code == 403
        assert GOOD["text"] in answer.text
        assert f'value="{GOOD["key"]}"' in answer.text
    fresh = re.search(r'name="form_token" value="([0-9a-f]+)"', answer.text)
    assert fresh
    sent = visitor.client.post(PAGE, data={**GOOD, "form_token": fresh[1]}, follow_redirects=False)
    assert sent.status_code == 303


def test_when_the_site_breaks_the_text_still_comes_back(
    seeded: Seeded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(comment, "submit", broken)
    with visiting(seeded, tmp_path / "site") as visitor:
        answer = visitor.post(PAGE, GOOD, page=PAGE)
        assert answer.status_code == 500
        assert GOOD["text"] in answer.text
        assert f'value="{GOOD["key"]}"' in answer.text
        assert "disk full" not in answer.text


def test_hostile_words_are_shown_as_words(visitor: Visitor) -> None:
    fields = {**GOOD, "text": CANARY, "proposed": CANARY, "name": CANARY[:60], "kind": CANARY}
    answer = visitor.post(PAGE, fields, page=PAGE)
    assert answer.status_code == 400
    assert "<script>alert" not in answer.text
    assert "onerror=alert(2)>" not in answer.text


def test_words_selected_are_kept_unless_a_part_is_chosen(visitor: Visitor) -> None:
    said = {**GOOD, "quote": "固定住所"}
    places = {"quote": "第四条第一款第二项", "art_4": "第四条", "art_4__para_2": "第四条第二款"}
    for part, place in places.items():
        fields = {**said, "part": part, "key": f"key-of-{part:>20}"}
        answer = visitor.post(PAGE, fields, page=PAGE)
        assert f">{place}</span>" in visitor.get(answer.headers["location"]).text
    wrong = visitor.post(PAGE, {**said, "part": "art_5"}, page=PAGE)
    assert wrong.status_code == 400
    assert GOOD["text"] in wrong.text
