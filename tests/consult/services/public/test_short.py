"""Short addresses: hard to copy wrong, and always to the newest draft."""

import itertools

import pytest

from consult.errors import NotFound
from consult.services.bills import draft, linking, passport
from consult.services.bills.alignment import Standing
from consult.services.bills.linking import Verdict
from consult.services.public import short
from consult.services.public.short import Goal
from consult.services.records import find
from tests.consult.cast import AFTER, DURING, REWRITTEN, SECOND, STAFF

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


async def _code(reading: int, address: str) -> str:
    row = await find.draft_row("dogs", reading)
    found = await short.code_at(row, address)
    assert found
    return found


async def _load(reading: int, text: str) -> None:
    data = text.encode()
    await draft.load_draft(
        STAFF, DURING, slug="dogs", reading=reading, filename=f"{reading}.txt", data=data
    )


def test_codes_are_short_and_name_one_thing_each() -> None:
    made = [code(n) for n in range(2000) for code in (short.article_code, short.bill_code)]
    assert len(set(made)) == 4000
    assert all(4 <= len(code) <= 7 and set(code) <= set(ALPHABET) for code in made)
    assert len(short.article_code(2**29 - 1)) == 7, "half a thousand million articles"


def test_no_wrong_letter_and_no_two_changed_places_pass() -> None:
    for number in (1, 77, 40_000, 2**29 - 1):
        code = short.article_code(number)
        for place, letter in itertools.product(range(len(code)), ALPHABET):
            wrong = code[:place] + letter + code[place + 1 :]
            assert wrong == code or short._read(wrong) is None, (code, wrong)
        for left, right in itertools.combinations(range(len(code)), 2):
            letters = list(code)
            letters[left], letters[right] = letters[right], letters[left]
            wrong = "".join(letters)
            assert wrong == code or short._read(wrong) is None, (code, wrong)


def test_what_looks_alike_is_alike() -> None:
    code = next(c for c in map(short.article_code, range(999)) if "0" in c[1:] and "1" in c)
    typed = code.lower().replace("0", "o").replace("1", "l")
    assert short._read(typed) == short._read(code) == short._read(f" {code[:2]}-{code[2:]} ")


@pytest.mark.anyio
async def test_a_code_follows_its_article_into_the_newest_draft(dogs: str) -> None:
    code, gone, whole = await _code(1, "art_3"), await _code(1, "art_1"), short.bill_code(1)
    assert await short.follow(code) == Goal(dogs, 1, "art_3")
    assert await short.follow(whole) == Goal(dogs, 1, None)
    await _load(2, SECOND)
    assert await _code(2, "art_4") == code, "the same code in every draft"
    assert await short.follow(code.lower()) == Goal(dogs, 2, "art_4")
    assert await short.follow(whole) == Goal(dogs, 2, None)
    new = await _code(2, "art_3")
    await _load(3, REWRITTEN)
    assert await short.follow(code) == Goal(dogs, 3, "art_3")
    assert await short.follow(new) == Goal(dogs, 2, "art_3"), "the newest it lives in"
    assert await short.follow(gone) == Goal(dogs, 2, "art_1"), "nobody confirmed what it became"


@pytest.mark.anyio
async def test_a_printed_code_outlives_what_people_decide_about_its_article(dogs: str) -> None:
    await _load(2, SECOND)
    await _load(3, REWRITTEN)
    board = await linking.board(STAFF, dogs, 3, AFTER)
    link = next(one for one in board.waiting if one.new.address == "art_1")
    printed = await _code(3, "art_1")
    assert await short.follow(printed) == Goal(dogs, 3, "art_1")
    await linking.judge(
        STAFF, AFTER, link_id=link.id, verdict=Verdict.CONFIRM, seen=Standing.PROPOSED
    )
    assert await _code(3, "art_1") == await _code(1, "art_1") != printed
    assert await short.follow(printed) == Goal(dogs, 3, "art_1"), "through the one it became"
    await linking.judge(
        STAFF, AFTER, link_id=link.id, verdict=Verdict.REOPEN, seen=Standing.CONFIRMED
    )
    assert await _code(3, "art_1") == printed, "it has its own again"


@pytest.mark.anyio
async def test_an_article_no_draft_has_leads_to_the_draft(dogs: str) -> None:
    row = await find.draft_row(dogs, 1)
    orphan = await passport._issue(row["bill"], 1)
    assert await short.follow(short.article_code(orphan)) == Goal(dogs, 1, None)


@pytest.mark.anyio
async def test_a_wrong_code_and_one_of_nothing_are_told_apart(dogs: str) -> None:
    code = short.bill_code(1)
    wrong = code[:-1] + ALPHABET[ALPHABET.index(code[-1]) - 1]
    for bad in (wrong, "", "我", "0" * 9, "U234"):
        with pytest.raises(NotFound, match="抄错"):
            await short.follow(bad)
    for nothing in (short.bill_code(999), short.article_code(999_999)):
        with pytest.raises(NotFound, match="没有对应"):
            await short.follow(nothing)
