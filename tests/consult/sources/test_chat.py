"""Messages copied out of chats: a row each, the program's own counted, nothing lost."""

import pytest

from consult.errors import Invalid
from consult.sources import read_source, read_text
from consult.sources.source import SourceKind

GROUP = """\
张三 2026-03-04 10:11
第十四条太严，
张三 2026-03-04 10:12
改成两只吧
"李四"邀请"王五"加入了群聊
李四 2026年3月4日 下午2:11
[图片]
2026/3/4 15:11:20 王五
赞成第二十二条

第二行也是他说的
[2026-03-04 16:00] 赵六: 12:00 以后叫就不行
"""


def test_each_message_is_a_row_with_who_and_when() -> None:
    source = read_text(GROUP)
    assert source.kind is SourceKind.CHAT
    rows = [(row.row, row.cells["name"], row.cells["received"]) for row in source.rows]
    assert rows == [
        (1, "张三", "2026-03-04 10:11"),
        (8, "王五", "2026-03-04 15:11:20"),
        (12, "赵六", "2026-03-04 16:00"),
    ]
    assert [row.cells["text"] for row in source.rows] == [
        "第十四条太严，\n改成两只吧",
        "赞成第二十二条\n\n第二行也是他说的",
        "12:00 以后叫就不行",
    ]
    told = [str(note) for note in source.notes]
    assert any("系统提示 1 条" in one and "1 条（第 5、6 行）" in one for one in told), told
    assert any("合在一起" in one for one in told)


def test_a_chain_of_names_is_a_row_each() -> None:
    source = read_text(
        "#接龙\n一户一犬大家怎么看\n\n1. 陈一 反对，两只合适\n2、李红：支持\n3. 太严了\n"
    )
    said = [(row.row, row.cells.get("name"), row.cells["text"]) for row in source.rows]
    assert said == [(4, "陈一", "反对，两只合适"), (5, "李红", "支持"), (6, None, "太严了")]
    assert "一户一犬大家怎么看" in str(source.notes[0])


def test_somebody_writing_of_a_group_is_not_the_program() -> None:
    source = read_text("张三 2026-03-04 10:11\n建议群主把骂人的移出群聊\n李四 2026-03-04 10:12\n好")
    assert len(source.rows) == 2


def test_a_table_exported_from_a_chat_leaves_pictures_out() -> None:
    data = "StrTime,NickName,StrContent\n2026-03-04 10:11:00,张三,太严\n,李四,[动画表情]\n".encode()
    source = read_source(data, "导出.csv")
    assert (source.kind, [row.row for row in source.rows]) == (SourceKind.CHAT, [2])
    assert "1 条（第 3 行）" in str(source.notes[0])


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("用户昵称,评论内容,评论时间,IP属地", {"name", "text", "received", "region"}),
        (
            "工单编号,受理时间,来电人,来电号码,诉求内容",
            {"id", "received", "name", "contact", "text"},
        ),
    ],
)
def test_comments_and_hot_line_sheets_are_recognised(header: str, names: set[str]) -> None:
    row = ",".join(["1"] * len(header.split(",")))
    assert set(read_source(f"{header}\n{row}\n".encode(), "a.csv").suggested) == names


def test_a_letter_with_a_date_is_no_chat() -> None:
    source = read_text("尊敬的领导：\n第十四条太严。\n市民 2026-03-04\n")
    assert source.kind is SourceKind.LETTER


def test_pictures_alone_are_refused() -> None:
    with pytest.raises(Invalid, match="没有文字"):
        read_text("张三 2026-03-04 10:11\n[图片]\n")
