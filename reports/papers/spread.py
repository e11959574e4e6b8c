"""The two facing pages on one disputed article, each held to what a page holds.

Left: the numbers, the article, what changed in it. Right: the reasons of both sides, the
decisions. What does not fit is cut by rule and said to be: the paper is read at a glance.
"""

from collections.abc import Sequence

from drafts.model import Change, Row
from drafts.numerals import to_chinese
from reports.document import Block, Heading, Mark, Paragraph, Run, Runs, Section, Style, said
from reports.papers.arguments import Argument, arguments
from reports.papers.bars import Bar, Piece, stacked
from reports.papers.changes import changed_lines
from reports.papers.disputes import Camp, Dispute, Side
from reports.papers.kinds import Source
from reports.places import Places
from reports.quoting import Voice, excerpt
from reports.review import Block as Decision
from reports.review import ComparisonRow

LINE = 33
"""Characters of a line of the paper's smaller types, about: what a page holds is reckoned in it."""
LEFT, RIGHT = 22, 26
"""Lines of text a left and a right page hold beside headings and the chart."""
_REASON = 110
_AROUND = 22  # what a quoted passage takes beside its words: its number, the rest of its line
_FOR, _AGAINST = 4, 6
_DECISIONS = 9
_SIDES = {
    Side.FOR: ("first", "支持现条文"),
    Side.AGAINST: ("second", "要求修改、增加或删除"),
    Side.NEITHER: ("third", "疑问和其他"),
}


def spread(
    number: int, one: Dispute, source: Source, where: Places, voice: Voice
) -> tuple[Section, Section]:
    """Both pages on the `number`-th article."""
    title = f"{to_chinese(number)}、{one.section.title}"
    changes, note = _changes(one, source)
    text_lines, change_lines = _share(
        _lines(one.section.paragraphs), sum(map(_height, changes)), LEFT
    )
    left: list[Block] = [Heading(1, title, anchor=anchor(number)), *_numbers(one)]
    left += [Heading(2, "（一）条文"), *_text(one, text_lines)]
    left += [Heading(2, "（二）修改情况"), *_small_body(note), *_fitting(changes, change_lines)]
    right = [*_reasons(one, where, voice), *_proposal(one)]
    return Section(title, tuple(left)), Section(f"{title}（理由）", tuple(right))


def _numbers(one: Dispute) -> list[Block]:
    section = one.section
    words = (
        f"{section.people}人提出意见{section.comments}条，归为{section.cluster_count}类："
        f"{_in_words(one.camps)}。"
    )
    sides = Bar("意见", tuple(Piece(*_SIDES[c.side], c.comments) for c in one.camps if c.comments))
    verdicts = Bar(
        "处理",
        tuple(Piece(v.verdict.key, v.verdict.word, v.comments) for v in section.verdicts),
    )
    picture = stacked((sides, verdicts), "条")
    return [Paragraph(said(words), Style.SMALL), *([picture] if picture else [])]


def _in_words(camps: Sequence[Camp]) -> str:
    return "，".join(
        f"{_SIDES[camp.side][1]}的{camp.comments}条（{camp.people}人）"
        for camp in camps
        if camp.comments
    )


def _text(one: Dispute, lines: int) -> list[Block]:
    """The article, as many of its paragraphs as fit."""
    shown: list[Block] = []
    for paragraph in one.section.paragraphs:
        height = _lines((paragraph,))
        if height > lines:
            words = excerpt(paragraph, max(lines, 1) * LINE) if lines > 0 else ""
            rest = Run("……（条文较长，全文见草案）", Mark.QUIET)
            return [*shown, Paragraph((*said(words), rest), Style.LAW)]
        lines -= height
        shown.append(Paragraph(said(paragraph), Style.LAW))
    return shown


def _changes(one: Dispute, source: Source) -> tuple[list[Runs], str]:
    """The changed lines of the article and what the comparison table notes of it."""
    material, table = source.material, source.report.comparison
    if table is None or one.section.comparison is None:
        return [], "下一稿尚未形成。" if table is None else "本条没有修改情况。"
    against_law = material.next_draft is None
    pairs = material.amended if against_law else material.changes
    own_rows = [
        row for row in pairs if one.section.address == (row.new if against_law else row.old)
    ]
    notes = [row.note for row in table.rows if _is_of(row, one.section.comparison.href)]
    found = [line for row in own_rows for line in _lines_of(row)]
    return found, f"{table.new_name}与{table.old_name}相比：{''.join(notes)}"


def _is_of(row: ComparisonRow, anchor: str) -> bool:
    return anchor == row.anchor or anchor in row.anchors


def _lines_of(row: Row) -> tuple[Runs, ...]:
    """The changed lines of a row; of an article taken apart or put together, and of one that went
    or came whole, the note says enough."""
    whole = {Change.SPLIT, Change.MERGED, Change.REMOVED, Change.ADDED}
    return () if row.change in whole else changed_lines(row.ops)


def _fitting(changes: Sequence[Runs], lines: int) -> list[Block]:
    shown: list[Block] = []
    for runs in changes:
        if _height(runs) > lines:
            return [*shown, _small("其余修改见修改前后对照表。")]
        lines -= _height(runs)
        shown.append(Paragraph(runs, Style.LAW))
    return shown


def _reasons(one: Dispute, where: Places, voice: Voice) -> list[Block]:
    """The arguments of both sides; the side with less to say leaves its room to the other."""
    favour, against, _ = one.camps
    room = (RIGHT - _decision_lines(one)) * LINE
    first = _arguments(favour, where, voice, _FOR, room // 2)
    left = room - sum(len(argument.text) + _AROUND for argument in first)
    second = _arguments(against, where, voice, _AGAINST, left)
    return [
        *_said("（三）支持现条文的理由", favour, first),
        *_said("（四）要求修改、增加或者删除的理由", against, second),
    ]


def _arguments(
    camp: Camp, where: Places, voice: Voice, most: int, room: int
) -> tuple[Argument, ...]:
    spoken = [(where.codes[cluster.id], where.members(cluster)) for cluster in camp.clusters]
    return arguments(spoken, voice, most=most, room=room, around=_AROUND)


def _said(title: str, camp: Camp, chosen: Sequence[Argument]) -> list[Block]:
    head = Heading(2, title)
    if not camp.comments:
        return [head, _small("没有收到这方面的意见。")]
    if not chosen:
        return [
            head,
            _small(f"这方面的意见{camp.comments}条，没有说明理由或者篇幅较长，见全部意见。"),
        ]
    return [head, *(Paragraph(_quoted(argument), Style.QUOTE) for argument in chosen)]


def _quoted(argument: Argument) -> Runs:
    before = said("……", Mark.QUIET) if argument.begun else ()
    after = "……" if argument.cut else ""
    return (*before, Run(argument.text), Run(f"{after}（{argument.number}）", Mark.QUIET))


def _proposal(one: Dispute) -> list[Block]:
    """The office's decisions, those on most comments first, as many as there is room for."""
    blocks = _shown(one)
    left = one.section.blocks[len(blocks) :]
    found: list[Block] = [Heading(2, "（五）处理意见")]
    found += [Paragraph(_decision(block), Style.SMALL) for block in blocks]
    if left:
        comments = sum(block.comments for block in left)
        found.append(_small(f"其余{len(left)}项处理意见（{comments}条）见意见采纳情况表。"))
    found.append(_small(f"本条全部{one.section.comments}条意见见附册“{one.section.label}”。"))
    return found


def _shown(one: Dispute) -> list[Decision]:
    shown: list[Decision] = []
    lines = 0
    for block in one.section.blocks:
        lines += _height(_decision(block))
        if lines > _DECISIONS:
            break
        shown.append(block)
    return shown or list(one.section.blocks[:1])


def _decision_lines(one: Dispute) -> int:
    return sum(_height(_decision(block)) for block in _shown(one)) + 2


def _decision(block: Decision) -> Runs:
    verdict = block.verdict
    reason = excerpt(block.reason, _REASON)
    told = f"{reason}……" if len(reason) < len(block.reason) else reason
    counts = f"　{block.comments}条（{block.cluster_count}类）"
    words = f"{counts}：{told}" if told else f"{counts}。"
    return (
        Run(f"{verdict.shape} {verdict.word}", Mark.STRONG, verdict=verdict.key),
        Run(words),
    )


def _share(text: int, changes: int, lines: int) -> tuple[int, int]:
    """Lines for the text and for its changes: each what it needs, both half where both are long."""
    half = lines // 2
    if text + changes <= lines:
        return text, changes
    if text <= half:
        return text, lines - text
    return (lines - changes, changes) if changes <= half else (lines - half, half)


def _lines(texts: Sequence[str]) -> int:
    return sum(-(-(len(text) + 2) // LINE) for text in texts)


def _height(runs: Runs) -> int:
    return _lines(("".join(run.text for run in runs),))


def _small(text: str) -> Paragraph:
    return Paragraph(said(text), Style.SMALL)


def _small_body(text: str) -> list[Block]:
    return [_small(text)] if text else []


def anchor(number: int) -> str:
    """Where the pages on the `number`-th article begin."""
    return f"z-{number}"
