"""Whether a text is hard-wrapped, how wide, and whether it indents."""

from drafts.splitting.layout import layout_of
from drafts.splitting.lines import lines_of

SENTENCE = "为了规范养犬行为，保障公民健康和人身安全，维护市容环境卫生和社会公共秩序，制定本条例。"


def wrap(width: int, indent: str = "") -> str:
    lines = []
    for _ in range(12):
        rest = indent + SENTENCE
        while rest:
            lines.append(rest[:width])
            rest = rest[width:]
    return "\n".join(lines)


def test_paragraphs_of_all_lengths_are_not_wrapped() -> None:
    source = "\n".join(SENTENCE[: 10 + 3 * number] + "。" for number in range(11)) * 4
    assert layout_of(source, lines_of(source)).page is None


def test_hard_lines_show_their_width() -> None:
    for width in (20, 28, 34):
        source = wrap(width)
        layout = layout_of(source, lines_of(source))
        assert layout.page is not None
        assert abs(layout.page - width) <= 2
        assert not layout.indented


def test_indents_are_seen_in_a_wrapped_text() -> None:
    source = wrap(20, "　　")
    layout = layout_of(source, lines_of(source))
    assert layout.page == 20
    assert layout.indented


def test_a_full_line_reaches_the_margin() -> None:
    source = wrap(20)
    lines = lines_of(source)
    layout = layout_of(source, lines)
    assert layout.full(lines[0])
    assert not layout.full(lines[2])
