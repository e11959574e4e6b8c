"""A comment sent while very much comes in, with scripts and without: promises R7, R28."""

import html
import json
import re
from typing import Any

import pytest
from msgspec.structs import replace

from consult.services.submissions.pressure import Pressure
from tests.site import Visitor
from tests.solving import found, payload

PAGE = "/bills/dogs/2/comment?at=art_4"
SAID = "请给合租的人也写一句。"
FORM = {"kind": "amend", "text": SAID, "key": "key-of-this-form-0001"}


@pytest.fixture
def crowd(visitor: Visitor) -> Visitor:
    """A visitor at an hour when every form is asked for a proof."""
    state = visitor.client.app.state
    state.site = replace(state.site, pressure=Pressure(site=0, network=0, alike=0))
    return visitor


def task_in(page: str) -> Any:
    """The challenge of a page."""
    match = re.search(r'data-challenge="([^"]*)"', page)
    assert match
    return json.loads(html.unescape(match[1])) if match[1] else None


def test_in_ordinary_times_nothing_is_asked(visitor: Visitor) -> None:
    assert task_in(visitor.get(PAGE).text) is None
    assert visitor.post(PAGE, FORM, page=PAGE).status_code == 303


def test_a_browser_with_scripts_gets_its_form_back_with_a_sum_and_is_let_in_with_its_answer(
    crowd: Visitor,
) -> None:
    asked = crowd.post(PAGE, {**FORM, "script": "yes"}, page=PAGE)
    assert asked.status_code == 429
    assert SAID in asked.text
    assert 'data-again="yes"' in asked.text
    task = task_in(asked.text)
    proof = payload(task, found(task))
    for other in ({"key": "key-of-another-one-2"}, {"proof": proof[:-8]}):
        wrong = crowd.post(PAGE, {**FORM, "script": "yes", "proof": proof, **other}, page=PAGE)
        assert wrong.status_code == 429
    taken = [
        crowd.post(PAGE, {**FORM, "script": "yes", "proof": proof}, page=PAGE) for _ in range(2)
    ]
    assert {one.status_code for one in taken} == {303}
    assert taken[0].headers["location"] == taken[1].headers["location"], "one form, one submission"
    assert "正在核对" not in crowd.get(taken[0].headers["location"]).text


def test_a_form_opened_in_the_crowd_brings_its_sum_along(crowd: Visitor) -> None:
    page = crowd.get(PAGE).text
    task = task_in(page)
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    sent = {**FORM, "key": key[1], "script": "yes", "proof": payload(task, found(task))}
    assert crowd.post(PAGE, sent, page=PAGE).status_code == 303
    assert "data-challenge" not in crowd.get("/bills/dogs/2").text, "public pages carry nothing"


def test_without_scripts_the_comment_is_taken_and_waits(crowd: Visitor) -> None:
    answer = crowd.post(PAGE, FORM, page=PAGE)
    assert answer.status_code == 303
    receipt = crowd.get(answer.headers["location"]).text
    assert SAID in receipt
    assert "正在核对，核对以后公开文字" in receipt
    assert "为什么要核对" in receipt
