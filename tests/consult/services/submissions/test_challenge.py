"""Proof of work: issued, solved, and good for one form and a while."""

import base64
import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.services.submissions.challenge import VALID, issue, solved
from tests.consult.cast import DURING, SECRET
from tests.solving import found, payload

SCOPE = "dogs/2/key-of-this-form-0001"


def test_a_found_number_is_right_and_every_other_one_wrong() -> None:
    task = json.loads(issue(SECRET, SCOPE, DURING, 1000))
    number = found(task)
    assert solved(SECRET, SCOPE, payload(task, number), DURING)
    assert not solved(SECRET, SCOPE, payload(task, number + 1), DURING)


def test_it_is_good_for_its_own_form_its_own_site_and_an_hour() -> None:
    task = json.loads(issue(SECRET, SCOPE, DURING, 1000))
    proof = payload(task, found(task))
    assert not solved(SECRET, SCOPE.replace("0001", "0002"), proof, DURING)
    assert not solved(SECRET, SCOPE.replace("/2/", "/1/"), proof, DURING)
    assert not solved("t" * 40, SCOPE, proof, DURING)
    assert solved(SECRET, SCOPE, proof, DURING + VALID - dt.timedelta(seconds=1))
    assert not solved(SECRET, SCOPE, proof, DURING + VALID)


@pytest.mark.parametrize("field", ["salt", "challenge", "signature", "algorithm"])
def test_nothing_of_it_can_be_changed(field: str) -> None:
    task = json.loads(issue(SECRET, SCOPE, DURING, 1000))
    number = found(task)
    assert not solved(SECRET, SCOPE, payload({**task, field: task[field][::-1]}, number), DURING)
    later = task["salt"].replace("expires=", "expires=9")
    assert not solved(SECRET, SCOPE, payload({**task, "salt": later}, number), DURING)


@given(st.text() | st.binary().map(lambda some: base64.b64encode(some).decode()))
def test_nothing_that_is_sent_raises(sent: str) -> None:
    assert not solved(SECRET, SCOPE, sent, DURING)


@given(
    st.recursive(
        st.none() | st.integers() | st.text() | st.booleans(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_no_json_raises(sent: object) -> None:
    fields = {
        "algorithm": "SHA-256",
        "challenge": "",
        "number": 1,
        "salt": "?expires=x",
        "signature": "",
    }
    for one in (sent, {**fields, "number": sent}, {**fields, "salt": sent}, fields):
        proof = base64.b64encode(json.dumps(one).encode()).decode()
        assert not solved(SECRET, SCOPE, proof, DURING)
