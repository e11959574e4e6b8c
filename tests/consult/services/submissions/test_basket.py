"""What a form carries of other articles comes back as it was, or not at all."""

import base64
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.errors import Invalid
from consult.services.submissions.basket import LONGEST, Entry, Tampered, pack, unpack
from tests.consult.cast import SECRET

ENTRIES = (Entry("art_4", {"kind": "amend", "text": "犬绳太短。"}), Entry("", {"text": "赞成。"}))
WORDS = st.dictionaries(st.text(max_size=9), st.text(max_size=60), max_size=4)


@given(st.lists(st.builds(Entry, st.text(max_size=20), WORDS), max_size=5))
def test_what_was_put_in_comes_out(entries: list[Entry]) -> None:
    assert unpack(SECRET, "dogs/1/k", pack(SECRET, "dogs/1/k", entries)) == tuple(entries)


def test_one_letter_changed_is_found_and_the_words_can_still_be_read() -> None:
    text = pack(SECRET, "dogs/1/k", ENTRIES)
    forged = base64.urlsafe_b64encode(b"\0" * 32 + base64.urlsafe_b64decode(text)[32:]).decode()
    with pytest.raises(Tampered) as caught:
        unpack(SECRET, "dogs/1/k", forged)
    assert caught.value.found == ENTRIES
    assert caught.value.field == "basket"


@pytest.mark.parametrize("text", ["x", "犬", "====", "A" * 100, "AAAA\n", "A" * LONGEST])
def test_rubbish_is_refused(text: str) -> None:
    with pytest.raises(Tampered) as caught:
        unpack(SECRET, "dogs/1/k", text)
    assert caught.value.found == ()


@pytest.mark.parametrize("scope", ["dogs/2/k", "cats/1/k", "dogs/1/other"])
def test_it_belongs_to_one_form_of_one_round(scope: str) -> None:
    with pytest.raises(Tampered):
        unpack(SECRET, scope, pack(SECRET, "dogs/1/k", ENTRIES))


def test_one_that_would_swell_is_opened_no_further_than_a_megabyte() -> None:
    bomb = zlib.compress(json.dumps([{"at": "x" * 50_000_000, "fields": {}}]).encode(), 9)
    with pytest.raises(Tampered) as caught:
        unpack(SECRET, "dogs/1/k", base64.urlsafe_b64encode(b"\0" * 32 + bomb).decode())
    assert caught.value.found == ()


def test_too_many_and_too_long_are_refused_when_put_in() -> None:
    with pytest.raises(Invalid, match="已经够多"):
        pack(SECRET, "dogs/1/k", [ENTRIES[0]] * 20)
    noise = "".join(chr(0x4E00 + (at * 7919) % 20_000) for at in range(60_000))
    with pytest.raises(Invalid, match="已经够多"):
        pack(SECRET, "dogs/1/k", [Entry("art_1", {"text": noise})])
