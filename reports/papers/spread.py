"""The two facing pages on one disputed article, each held to what a page holds.

Left: the numbers, the article, what changed in it. Right: the reasons of both sides, the
decisions. What does not fit is cut by rule and said to be: the paper is read at a glance.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from drafts.numerals import to_chinese
from reports.document import Block, Heading, Mark, Paragraph, Run, Section, Style, said
from reports.papers.arguments import Argument, arguments
from reports.papers.bars import Bar, Piece, stacked
from reports.papers.disputes import Camp, Dispute, Side
from reports.papers.kinds import Source
from reports.papers.measure import PAGE, height, room_of
from reports.papers.rewording import rewording
from reports.places import Places
from reports.privacy import mask, unmasked
from reports.quoting import Voice, excerpt
from reports.review import Block as Decision

_REASON = 140
_FOR, _AGAINST = 5, 8
_DECISIONS = 230.0
"""Points of the right page that the decisions may take."""
_NOTHING = 36.0  # what saying that nothing was said takes
_SLACK = 20.0
_WORTH = 40
_REST_OF_TEXT = "条文较长，全文见草案。"
_REST_OF_CHANGES = "其余修改见修改前后对照表。"
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
    left = _left(Heading(1, title, anchor=anchor(number)), one, source)
    return Section(title, left), Section(f"{title}（理由）", _right(one, where, voice))


def _left(title: Heading, one: Dispute, source: Source) -> tuple[Block, ...]:
    changes, note = rewording(one.section, source)
    top: list[Block] = [title, *_numbers(one), Heading(2, "（一）条文")]
    middle: list[Block] = [Heading(2, "（二）修改情况"), _small(note)]
    text = [Paragraph(said(words), Style.LAW) for words in one.section.paragraphs]
    room = PAGE - _SLACK - _height([*top, *middle])
    for_text, for_changes = _share(_height(text), _height(changes), room)
    shown = _fitting(text, for_text, _REST_OF_TEXT)
    changed = _fitting(changes, for_changes, _REST_OF_CHANGES)
    return (*top, *shown, *middle, *changed)


def _right(one: Dispute, where: Places, voice: Voice) -> tuple[Block, ...]:
    """The arguments of both sides, and the decisions; the side with less to say leaves its room
    to the other."""
    favour, against, _ = one.camps
    proposal, reckoned = _proposal(one), _proposal(_reckoned(one))
    heads = [Heading(2, "（三）支持现条文的理由"), Heading(2, "（四）要求修改、增加或者删除的理由")]
    room = PAGE - _SLACK - _height([*heads, *reckoned])
    first = _arguments(favour, where, voice, _FOR, room / 2)
    left = room - (sum(map(_cost, first)) or _NOTHING)
    second = _arguments(against, where, voice, _AGAINST, left)
    return (heads[0], *_said(favour, first), heads[1], *_said(against, second), *proposal)


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
    picture = stacked(((sides,), (verdicts,)), "条")
    return [Paragraph(said(words), Style.SMALL), *([picture] if picture else [])]


def _in_words(camps: Sequence[Camp]) -> str:
    return "，".join(
        f"{_SIDES[camp.side][1]}的{camp.comments}条（{camp.people}人）"
        for camp in camps
        if camp.comments
    )


def _fitting(paragraphs: Sequence[Paragraph], room: float, rest: str) -> list[Block]:
    """As many paragraphs as fit, the first that does not cut at a sentence; what is left out is
    said to be."""
    if _height(paragraphs) <= room:
        return list(paragraphs)
    shown: list[Block] = []
    room -= height(_small(rest))
    for paragraph in paragraphs:
        if height(paragraph) > room:
            shown += _beginning(paragraph, room)
            break
        room -= height(paragraph)
        shown.append(paragraph)
    return [*shown, _small(rest)]


def _beginning(paragraph: Paragraph, room: float) -> list[Block]:
    """What fits of a plain paragraph; of one with marks nothing: half a change would mislead."""
    words = room_of(room, Style.LAW)
    if len(paragraph.runs) > 1 or words < _WORTH:
        return []
    return [Paragraph(said(excerpt(paragraph.runs[0].text, words) + "……"), Style.LAW)]


def _arguments(
    camp: Camp, where: Places, voice: Voice, most: int, room: float
) -> tuple[Argument, ...]:
    spoken = [(where.codes[cluster.id], where.members(cluster)) for cluster in camp.clusters]
    return arguments(spoken, voice, most=most, room=room, cost=_cost)


def _cost(argument: Argument) -> float:
    """The height of an argument as the public reads it."""
    return height(_quoted(replace(argument, text=argument.masked)))


def _said(camp: Camp, chosen: Sequence[Argument]) -> list[Block]:
    if not camp.comments:
        return [_small("没有收到这方面的意见。")]
    if not chosen:
        return [_small(f"这方面的意见{camp.comments}条，没有说明理由或者篇幅较长，见附册。")]
    return [_quoted(argument) for argument in chosen]


def _quoted(argument: Argument) -> Paragraph:
    before = said("……", Mark.QUIET) if argument.begun else ()
    after = "……" if argument.cut else ""
    behind = Run(f"{after}（{argument.number}）", Mark.QUIET)
    return Paragraph((*before, Run(argument.text), behind), Style.QUOTE)


def _reckoned(one: Dispute) -> Dispute:
    """The dispute as the public reads it: by it the page of every edition is divided."""
    blocks = tuple(map(_as_public, one.section.blocks))
    return replace(one, section=replace(one.section, blocks=blocks))


def _proposal(one: Dispute) -> list[Block]:
    """The office's decisions, those on most comments first, as many as there is room for."""
    decisions = [_decision(block) for block in one.section.blocks]
    count = _fit([_decision(_as_public(block)) for block in one.section.blocks], _DECISIONS)
    found: list[Block] = [Heading(2, "（五）处理意见"), *decisions[:count]]
    if left := one.section.blocks[count:]:
        comments = sum(block.comments for block in left)
        found.append(_small(f"其余{len(left)}项处理意见（{comments}条）见意见采纳情况表。"))
    found.append(_small(f"本条全部{one.section.comments}条意见见附册“{one.section.label}”。"))
    return found


def _fit(paragraphs: Sequence[Paragraph], room: float) -> int:
    """How many of the paragraphs fit, at least one."""
    for count in range(1, len(paragraphs)):
        if _height(paragraphs[: count + 1]) > room:
            return count
    return len(paragraphs)


def _decision(block: Decision) -> Paragraph:
    verdict = block.verdict
    hidden = mask(block.reason)
    shown = excerpt(hidden, _REASON)
    reason = unmasked(block.reason, 0, len(shown))
    told = f"{reason}……" if len(shown) < len(hidden) else reason
    counts = f"　{block.comments}条（{block.cluster_count}类）"
    words = f"{counts}：{told}" if told else f"{counts}。"
    lead = Run(f"{verdict.shape} {verdict.word}", Mark.STRONG, verdict=verdict.key)
    return Paragraph((lead, Run(words)), Style.SMALL)


def _as_public(block: Decision) -> Decision:
    return replace(block, reason=mask(block.reason))


def _share(text: float, changes: float, room: float) -> tuple[float, float]:
    """Room for the text and for its changes: each what it needs, both half where both are long."""
    if text + changes <= room:
        return text, changes
    if text <= room / 2:
        return text, room - text
    return (room - changes, changes) if changes <= room / 2 else (room / 2, room / 2)


def _height(blocks: Sequence[Block]) -> float:
    return sum(map(height, blocks))


def _small(text: str) -> Paragraph:
    return Paragraph(said(text), Style.SMALL)


def anchor(number: int) -> str:
    """Where the pages on the `number`-th article begin."""
    return f"z-{number}"
