"""Reading a list of comments: encodings, column names, and errors that name their row."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.grouping_file import RowError, read
from reports.model import Comment

TABLE = "id,text,article\n1,建议删除,art_3\n2,支持,\n"
WANTED = [Comment("1", "建议删除", "art_3"), Comment("2", "支持")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_encodings(encoding: str, newline: str) -> None:
    data = TABLE.replace("\n", newline).encode(encoding)
    assert read(data, "意见.csv") == (WANTED, [])


@pytest.mark.parametrize(
    "text",
    [
        TABLE.replace(",", "\t"),
        TABLE.replace(",", ";"),
        "\n" + TABLE,
        "编号,意见内容,条文\n1,建议删除,art_3\n2,支持,\n",
        "agrees,Comment-ID,comment-body,article\n5,1,建议删除,art_3\n6,2,支持\n",
    ],
)
def test_other_tables(text: str) -> None:
    assert read(text.encode(), "table") == (WANTED, [])


def test_jsonl() -> None:
    lines = [
        {"id": 1, "text": "建议删除", "article": "art_3"},
        {"id": "2", "text": "支持", "article": None},
    ]
    data = "\n\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()
    assert read(data, "意见.jsonl") == (WANTED, [])
    assert read(data, "-") == (WANTED, [])


def test_errors_name_their_row_and_the_rest_is_read() -> None:
    data = 'id,text\n1,"两行\n的意见"\n,没有编号\n1,重复\n2,\n,\n3,好'
    comments, errors = read(data.encode(), "a.csv")
    assert [comment.id for comment in comments] == ["1", "2", "3"]
    assert comments[0].text == "两行\n的意见"
    assert errors == [
        RowError(3, "这一行没有编号（id），请补上。"),
        RowError(4, "编号 1 与第 2 行重复，请改正。"),
    ]


def test_errors_in_jsonl() -> None:
    data = '{"id":"1","text":"甲"}\n{"id":\n[1]\n{"id":"2"}\n{"id":"3","text":["x"]}\n{"text":"乙"}'
    comments, errors = read(data.encode(), "a.jsonl")
    assert [comment.id for comment in comments] == ["1"]
    assert [error.row for error in errors] == [2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "空的"),
        (b"\xff\xfe\x00", "读不出文字"),
        (b"id\0,text\n", "读不出文字"),
        (b"\x81", "读不出文字"),
        ("编号,姓名\n1,甲".encode(), "表头缺少 text 列"),
        (b'id,text\n1,"' + b"a" * 17_000_000 + b'"', "格式有误"),
    ],
)
def test_files_that_are_no_lists(data: bytes, message: str) -> None:
    comments, errors = read(data, "a.csv")
    assert comments == []
    assert len(errors) == 1
    assert message in errors[0].message


@given(st.binary(), st.sampled_from(["a.csv", "a.jsonl", "a"]))
def test_any_bytes_get_an_answer(data: bytes, name: str) -> None:
    comments, errors = read(data, name)
    assert len({comment.id for comment in comments}) == len(comments)
    assert all(error.message.endswith("。") for error in errors)


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@given(st.dictionaries(cells.filter(str.strip).map(str.strip), cells))
def test_what_was_written_is_read(rows: dict[str, str]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([("id", "text"), *rows.items()])
    comments, errors = read(out.getvalue().encode("utf-8-sig"), "a.csv")
    assert errors == []
    assert {comment.id: comment.text for comment in comments} == rows
