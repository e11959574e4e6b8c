"""Printed lines become paragraphs again, judged by their places alone."""

from drafts.formats.pdf_lines import PageLine, furniture, paragraphs

EM = 16.0
WIDTH = 20


def line(words: str, indent: float = 0, page: int = 0, row: int = 0, gap: float = 0) -> PageLine:
    """A line of a page 20 characters wide; `row` counts from the top."""
    top = 700 - 28 * row - gap
    left = 90 + indent * EM
    return PageLine(page, left, left + len(words) * EM, top - 22, top, words)


def page(*rows: tuple[float, str], number: int = 0) -> list[PageLine]:
    return [line(words, indent, number, row) for row, (indent, words) in enumerate(rows)]


def said(lines: list[PageLine]) -> list[str]:
    return [one.words for one in paragraphs(lines, EM)]


LONG = "中" * WIDTH


def test_a_wrapped_paragraph_is_joined_and_an_indent_begins_the_next() -> None:
    lines = page(
        (2, LONG[2:]), (0, LONG), (0, "完。"), (2, LONG[3:] + "。"), (0, "止。"), (2, "又。")
    )
    assert said(lines) == [LONG[2:] + LONG + "完。", LONG[3:] + "。止。", "又。"]


def test_a_full_line_that_ends_a_sentence_is_followed_by_a_new_paragraph_when_indented() -> None:
    lines = page((2, LONG[3:] + "。"), (2, LONG[2:]), (0, "完。"), (2, "又。"), (2, "再。"))
    assert said(lines) == [LONG[3:] + "。", LONG[2:] + "完。", "又。", "再。"]


def test_without_indents_a_full_line_that_ends_a_sentence_is_in_doubt() -> None:
    lines = page((0, LONG[1:] + "。"), (0, "可能是新的一款。"), (0, "第二条　乙。"), (0, "短。"))
    found = list(paragraphs(lines, EM))
    assert [(one.words, one.doubtful) for one in found] == [
        *((LONG[1:] + "。", False), ("可能是新的一款。", True)),
        *(("第二条　乙。", False), ("短。", False)),
    ]


def test_a_mark_begins_a_paragraph_only_where_a_sentence_ended() -> None:
    lines = page(
        *(
            (2, "违反第一条" + LONG[7:]),
            (0, "第二条规定的，处罚款。"),
            (2, "下列行为：" + LONG[7:]),
        ),
        *((0, "（一）甲；"), (2, "（二）乙。")),
    )
    assert said(lines)[0].endswith("中第二条规定的，处罚款。")


def test_titles_in_the_middle_stay_alone() -> None:
    title = "某市养犬管理条例"
    lines = page((6, title), (6, "（征求意见稿）甲"), (2, LONG[2:]), (0, "完。"), (2, "又。"))
    assert said(lines)[:2] == [title, "（征求意见稿）甲"]


def test_entries_with_dot_leaders_are_not_joined() -> None:
    entry = "第一章　总则" + "." * 12 + "12"
    assert said(page((0, entry), (0, entry), (2, "甲。"), (2, "乙。"))) == [
        entry,
        entry,
        "甲。",
        "乙。",
    ]


def test_latin_words_are_joined_with_a_blank() -> None:
    lines = page((2, "a" * 16 + " b"), (0, "c d."), (2, "e."), (2, "f."))
    assert said(lines)[0] == "a" * 16 + " b c d."


def test_page_numbers_and_lines_at_one_place_of_many_pages_are_furniture() -> None:
    lines = [
        one
        for number in range(4)
        for one in page(
            *((6, f"征求意见稿 {number + 3}"), (2, f"第{number * 2}条　甲。"), (2, "乙。")),
            *((2, "丙。"), (2, f"丁{number * 5}。"), (9, f"— {number + 1} —")),
            number=number,
        )
    ]
    dropped = furniture(lines)
    assert sorted(one.words for one in dropped.numbers) == [f"— {n} —" for n in range(1, 5)]
    assert {one.words[:5] for one in dropped.heads} == {"征求意见稿"}
    assert len(dropped.heads) == 4


def test_a_title_that_the_head_repeats_stays() -> None:
    title = [line("某市条例", 8, 0, 3)]
    body = [line(f"正文{n}。", 2, 0, n) for n in (5, 6, 7, 8)]
    rest = [
        one
        for number in (1, 2)
        for one in (
            line("某市条例", 8, number, 0),
            *(line("文。", 2, number, n) for n in (2, 3, 4)),
        )
    ]
    heads = furniture(title + body + rest).heads
    assert {one.page for one in heads} == {1, 2}


def test_nothing_comes_of_nothing() -> None:
    assert said([]) == []
    assert furniture([]).heads == frozenset()


def test_a_page_that_stands_alone_has_a_head_when_it_is_small_and_far_above() -> None:
    text = page((2, "第一条　甲。"), (2, "第二条　乙。"), (2, "第三条　丙。"))
    small = PageLine(0, 200, 300, 760, 770, "征求意见稿")
    assert furniture([small, *text]).heads == {small}
    near = PageLine(0, 200, 300, 702, 712, "征求意见稿")
    large = PageLine(0, 200, 300, 760, 782, "征求意见稿")
    assert not furniture([near, *text]).heads
    assert not furniture([large, *text]).heads
