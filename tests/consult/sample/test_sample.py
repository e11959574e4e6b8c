"""The sample comments: how many, which kinds, the same every time, and nobody's real data."""

import hashlib
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter

import pytest

from consult.sample.comments import (
    UNTIL,
    WINDOWS,
    comments,
    dispositions,
    reading_text,
    spreadsheets,
)
from consult.sample.opinions import oddities, opinions
from consult.spreadsheet import read_rows
from drafts.address import find_in_text
from drafts.splitter import split
from reports.model import Channel, CommentKind, Outcome
from reports.privacy import DataKind, find
from tests.conftest import ROOT

READINGS = (1, 2, 3)
CHANNELS = {
    *(Channel.WEB, Channel.LETTER, Channel.EMAIL, Channel.WECHAT),
    *(Channel.HOTLINE, Channel.CONTACT_POINT),
}
_ANSWERED = re.compile(
    r"草案(二次|三次)审议稿(第[一二三四五六七八九十]+条(?:之一)?"
    r"(?:第[一二三四五六七八九十]+款)?(?:第[一二三四五六七八九十]+项)?)"
)
_PRINT = (
    "import hashlib; from consult.sample.comments import comments, spreadsheets;"
    "made = repr([[comments(n), spreadsheets(n)] for n in (1, 2, 3)]);"
    "print(hashlib.sha256(made.encode()).hexdigest())"
)


def everything() -> list[str]:
    return [one.text for reading in READINGS for one in comments(reading)]


def by_form(reading: int, form: str) -> list[str]:
    return [one.text for one in comments(reading) if one.form == form]


def test_there_are_enough_comments_and_opinions() -> None:
    assert sum(len(comments(reading)) for reading in READINGS) >= 800
    for reading, opinions_wanted, comments_wanted in ((1, 90, 550), (2, 40, 180), (3, 20, 80)):
        assert len(opinions(reading)) >= opinions_wanted
        assert len(comments(reading)) >= comments_wanted
        assert {one.channel for one in comments(reading)} == CHANNELS


@pytest.mark.parametrize("reading", READINGS)
def test_every_opinion_is_spoken(reading: int) -> None:
    assert {one.opinion for one in comments(reading)} == {one.id for one in opinions(reading)}


@pytest.mark.parametrize("reading", READINGS)
def test_opinions_are_told_apart_and_put_in_several_ways(reading: int) -> None:
    ids = [one.id for one in opinions(reading)]
    assert len(ids) == len(set(ids))
    phrasings = [said for one in opinions(reading) for said in one.says]
    assert len(phrasings) == len(set(phrasings))
    assert all(len(one.says) >= 2 for one in opinions(reading) if one.heat)


@pytest.mark.parametrize("reading", READINGS)
def test_every_address_is_in_the_draft(reading: int) -> None:
    draft = split(reading_text(reading))
    known = {unit.address for unit in draft.walk()}
    asked = {one.address for one in opinions(reading) if one.on}
    odd = {find_in_text(one.on) for one in oddities(reading) if one.on}
    put = {one.address for one in comments(reading) if one.address is not None}
    assert (asked | odd | put) - known == set()


@pytest.mark.parametrize("reading", READINGS)
def test_the_label_says_the_address(reading: int) -> None:
    for one in comments(reading):
        assert find_in_text(one.article) == one.address, one.article


@pytest.mark.parametrize("reading", [1, 2])
def test_every_comment_has_a_decision_with_a_reason(reading: int) -> None:
    decided = dispositions(reading)
    assert {one.opinion for one in comments(reading)} <= decided.keys()
    for name, (outcome, reason) in decided.items():
        assert reason or outcome is Outcome.ADOPTED, name
    assert {outcome for outcome, _ in decided.values()} == set(Outcome)


def test_nothing_is_decided_while_the_third_round_is_open() -> None:
    assert dispositions(3) == {}
    assert UNTIL[3] < WINDOWS[3].closes


@pytest.mark.parametrize("reading", [1, 2])
def test_reasons_name_articles_that_exist(reading: int) -> None:
    drafts = {"二次": split(reading_text(2)), "三次": split(reading_text(3))}
    named = [
        (which, label)
        for _, reason in dispositions(reading).values()
        for which, label in _ANSWERED.findall(reason)
    ]
    assert len(named) > 30
    missing = [
        (which, label)
        for which, label in named
        if drafts[which].find(find_in_text(label) or "") is None
    ]
    assert missing == []


@pytest.mark.parametrize("reading", [1, 2])
def test_reasons_quote_the_drafts_word_for_word(reading: int) -> None:
    drafts = reading_text(reading) + reading_text(reading + 1)
    quoted = [
        words
        for _, reason in dispositions(reading).values()
        for words in re.findall("“([^”]+)”", reason)
    ]
    assert len(quoted) > 10
    assert [words for words in quoted if words not in drafts] == []


@pytest.mark.parametrize("reading", READINGS)
def test_comments_came_while_the_round_was_open(reading: int) -> None:
    for one in comments(reading):
        assert WINDOWS[reading].opens <= one.received < UNTIL[reading]


def test_the_same_in_every_process() -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", _PRINT],
            check=True,
            capture_output=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    made = repr([[comments(n), spreadsheets(n)] for n in READINGS])
    assert printed == {hashlib.sha256(made.encode()).hexdigest().encode() + b"\n"}


def test_a_campaign_with_three_sentences_of_their_own() -> None:
    letters, added = by_form(1, "form-letter"), by_form(1, "form-letter-plus")
    assert len(letters) + len(added) == 60
    assert len(set(letters)) > 50
    shared = letters[0][-60:]
    assert all(one.endswith(shared) for one in letters)
    assert all(shared in one and not one.endswith(shared) for one in added)
    assert len(added) == 3


def test_copies_are_exact() -> None:
    assert sorted(Counter(by_form(1, "exact-copy")).values()) == [4, 5, 6]


def test_a_long_letter_speaks_of_five_articles() -> None:
    [letter] = [one for one in comments(1) if one.form == "letter"]
    assert len(letter.text) >= 3000
    assert letter.address is None
    assert len(set(re.findall(r"第[一二三四五六七八九十]+条", letter.text))) >= 5


def test_one_person_wrote_twice() -> None:
    first, second = [one for one in comments(1) if one.form == "two-channels"]
    assert (first.name, first.contact, first.text) == (second.name, second.contact, second.text)
    assert first.channel is not second.channel


@pytest.mark.parametrize(
    "needle",
    ["<script>", "onerror=", "javascript:", "=HYPERLINK(", "每戶", "🐶", "Article 22", "\u202e"],
)
def test_unusual_writing_is_there(needle: str) -> None:
    assert any(needle in text for text in everything())


def test_unseen_characters_hide_in_some() -> None:
    noisy = [text for reading in READINGS for text in by_form(reading, "zero-width")]
    assert len(noisy) >= 10
    assert all(len(_unseen(text)) >= 2 for text in noisy)


def _unseen(text: str) -> list[str]:
    return [char for char in text if unicodedata.category(char) == "Cf"]


def test_some_say_almost_nothing() -> None:
    texts = everything()
    assert "同意" in texts
    assert any(not re.search(r"\w", text) for text in texts)


def test_questions_are_asked_in_every_round() -> None:
    for reading in READINGS:
        assert any(one.kind is CommentKind.QUESTION for one in comments(reading))


def test_planted_personal_data_is_of_every_kind_and_only_where_meant() -> None:
    planted = [one for reading in READINGS for one in comments(reading) if find(one.text)]
    assert {one.form for one in planted} == {"personal-data", "letter"}  # a letter says its name
    assert {hit.kind for one in planted for hit in find(one.text)} >= {
        *(DataKind.MOBILE, DataKind.IDENTITY, DataKind.CARD, DataKind.EMAIL),
    }


@pytest.mark.parametrize("reading", READINGS)
def test_no_two_people_share_a_number(reading: int) -> None:
    contacts = Counter(one.contact for one in comments(reading) if one.contact)
    twice = {one.contact for one in comments(reading) if one.form == "two-channels"}
    assert {contact for contact, times in contacts.items() if times > 1} == twice


def test_no_number_can_be_anybodys() -> None:
    for reading in READINGS:
        for one in comments(reading):
            assert (
                not one.contact
                or one.contact.startswith("138 0000 ")
                or (one.contact.endswith("@example.com"))
            )
            for hit in find(one.text):
                said = one.text[hit.start : hit.end].translate(_NARROW).replace(" ", "")
                assert said.startswith(_NOBODYS[hit.kind]) or said.endswith("@example.com"), said


_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")
_NOBODYS = {
    DataKind.MOBILE: "1380000",
    DataKind.IDENTITY: "99000019000230",  # a region not allotted, a day that never was
    DataKind.CARD: "9999",
    DataKind.EMAIL: "@",
    DataKind.NAME: "陆秉文",
}


@pytest.mark.parametrize("reading", READINGS)
def test_the_files_hold_what_the_web_does_not(reading: int) -> None:
    files = spreadsheets(reading)
    assert {one.channel for one in files} == CHANNELS - {Channel.WEB}
    for file in files:
        sent = [one for one in comments(reading) if one.channel is file.channel]
        rows = list(read_rows(file.data, file.name))
        assert [row.cells["text"] for row in rows] == [one.text.strip() for one in sent]
        assert [row.cells.get("address", "") for row in rows] == [one.article for one in sent]
        assert [row.cells.get("name", "") for row in rows] == [one.name for one in sent]


def test_the_files_are_of_several_kinds() -> None:
    files = spreadsheets(1)
    assert {one.name.rpartition(".")[2] for one in files} == {"csv", "xlsx"}
    letter = next(one for one in files if one.channel is Channel.LETTER)
    assert letter.data.decode("gb18030").startswith("序号,收到日期,姓名,电话,地区,针对条款")
    assert any(one.data.startswith(b"\xef\xbb\xbf") for one in files)
