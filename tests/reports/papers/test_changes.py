"""Changes in running text."""

from drafts.model import Op
from reports.document import Mark, Runs
from reports.papers.changes import changed_lines


def shown(line: Runs) -> str:
    marks = {Mark.INSERTED: "+", Mark.DELETED: "-"}
    return "|".join(marks.get(run.mark, "") + run.text for run in line)


def test_only_changed_lines_stand_and_far_words_are_left_out() -> None:
    ops = [
        (Op.KEEP, "第一款不变。\n任何单位和个人在本市行政区域内饲养犬只，应当自取得犬只之日起"),
        (Op.DELETE, "十五日"),
        (Op.INSERT, "三十日"),
        (Op.KEEP, "内办理登记。\n第三款不变。"),
    ]
    assert [shown(line) for line in changed_lines(ops)] == [
        "……|养犬只，应当自取得犬只之日起|-十五日|+三十日|内办理登记。"
    ]


def test_a_whole_new_line_stands_alone() -> None:
    ops = [(Op.KEEP, "第一款。"), (Op.INSERT, "\n第二款。")]
    assert [shown(line) for line in changed_lines(ops)] == ["+第二款。"]


def test_nothing_changed_is_no_line() -> None:
    assert changed_lines([(Op.KEEP, "第一款。\n第二款。")]) == ()
