"""`consult letter`: what a letter holds is listed, and taken in once."""

from pathlib import Path

import pytest

from tests.cli.conftest import Terminal
from tests.consult.cast import FIRST

PLACE = ("--bill", "dogs", "--reading", "1")
TAKE = ("letter", "来信.txt", *PLACE, "--take", "--channel", "letter")
FIRST_POINT = "第四条犬绳一点五米太短，建议改为两米。"
TEXT = f"人大常委会：\n一、{FIRST_POINT}\n二、第五条罚款二百元太少。\n此致\n敬礼\n"


@pytest.fixture
def opened(office: Terminal) -> Terminal:
    """A round of a small draft, and a letter on two of its articles."""
    Path("1.txt").write_text(FIRST, encoding="utf-8")
    Path("来信.txt").write_text(TEXT, encoding="utf-8")
    office("load", "1.txt", *PLACE, "--body", "云川市人大常委会")
    office("open", "dogs", "1")
    return office


def _held(opened: Terminal) -> list[str]:
    opened("cluster", "dogs", "1")
    return opened("export", "dogs", "1", "--format", "jsonl").out.splitlines()


def test_it_lists_what_a_letter_holds_and_keeps_nothing(opened: Terminal) -> None:
    answer = opened("letter", "来信.txt", *PLACE)
    assert answer.status == 0, answer.err
    assert answer.out.startswith(f"1. 第四条  [修改]\n   {FIRST_POINT}\n2. 第五条")
    assert "分出 2 条意见，没有收下" in answer.out
    assert _held(opened) == []


def test_taken_twice_it_counts_once(opened: Terminal) -> None:
    first, again = opened(*TAKE, "--json").data, opened(*TAKE, "--json").data
    assert [one["address"] for one in first["comments"]] == ["art_4", "art_5"]
    one = first["comments"][0]
    assert one["text"] == FIRST_POINT == TEXT[one["start"] : one["end"]]
    assert (len(first["numbers"]), first["already"]) == (2, False)
    assert (again["numbers"], again["already"]) == (first["numbers"], True)
    assert "已经收过" in opened(*TAKE).out
    assert len(_held(opened)) == 2


def test_to_take_it_the_channel_must_be_said(opened: Terminal) -> None:
    answer = opened("letter", "来信.txt", *PLACE, "--take")
    assert answer.status == 2
    assert "--channel letter" in answer.err


def test_a_letter_without_a_comment_is_not_taken(opened: Terminal) -> None:
    Path("空.txt").write_text("此致\n敬礼\n", encoding="utf-8")
    answer = opened("letter", "空.txt", *PLACE, "--take", "--channel", "email")
    assert answer.status == 1
    assert "没有" in answer.err
