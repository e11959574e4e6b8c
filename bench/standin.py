"""A law made up for a real decision whose own law is not at hand: what it names is there."""

from collections import defaultdict

from drafts.amendment import Instruction, Place, Verb
from drafts.model import Kind
from drafts.numerals import article_label, to_chinese

Number = tuple[int, int]
FILLER = "本条原有内容从略"
SPARE = 15
"""Articles behind the last one named, so that a new article's number in the new law is in reach."""


def stand_in(title: str, said: list[Instruction]) -> str:
    """The text of a law called `title` in which each of these instructions has its place."""
    rows: dict[Number, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    words: dict[tuple[Number, int, int], list[str]] = defaultdict(list)
    for one in said:
        for place in one.targets:
            _note(place, one, rows, words)
    front = [title, *_passages(said), *_headings(said)]
    body = []
    if rows or not any(line.startswith("原文第") for line in front):
        highest = max((number[0] for number in rows), default=1)
        numbers = sorted({*rows, *((n, 0) for n in range(1, highest + SPARE))})
        body = [_article(number, rows[number], words) for number in numbers]
    return "\n".join(front + body) + "\n"


def _passages(said: list[Instruction]) -> list[str]:
    """The introduction, or the paragraphs of a text without articles, as far as they are named."""
    told: dict[int, list[str]] = defaultdict(list)
    kinds = set()
    for one in said:
        for place in one.targets:
            if place.named in {"preamble", "passage"}:
                kinds.add(place.named)
                told[place.index or 1] += one.words
    lines = [
        ("，".join(told[at]).rstrip("。") or f"原文第{at}段从略") + "。"
        for at in range(1, max(told, default=0) + 1)
    ]
    if kinds == {"preamble"}:
        return ["序　　言", *lines] if len(lines) > 1 else ["为了正确审理案件，制定本解释。"]
    return lines


def _headings(said: list[Instruction]) -> list[str]:
    """The chapters and headings named, before the first article."""
    lines = [word for one in said if not one.targets for word in one.words if word[:2] == "一、"]
    divisions = [step for one in said for place in one.targets for step in place.division]
    for kind, name in ((Kind.CHAPTER, "章"), (Kind.SECTION, "节")):
        numbers = [number[0] for one, number in divisions if one is kind]
        highest = max(numbers, default=0)
        lines += [f"第{to_chinese(n)}{name}　国家机构" for n in range(1, highest + 1)]
    if any(kind is Kind.HEADING for kind, _ in divisions):
        lines.append("一、原来的标题")
    return lines


def _note(
    place: Place,
    one: Instruction,
    rows: dict[Number, dict[int, int]],
    words: dict[tuple[Number, int, int], list[str]],
) -> None:
    if place.article is None:
        return
    items = one.unit is Kind.ITEM and one.verb is Verb.ADD
    paragraph, item = place.paragraph or 1, place.item or (2 if items else 0)
    if items:
        item = max(item, *(goal.item or 1 for goal in one.goals)) - 1 if one.goals else item
    if one.unit is Kind.PARAGRAPH and one.goals:
        paragraph = max(1, min(goal.paragraph or 2 for goal in one.goals) - 1)
    for at in range(1, paragraph + 1):
        rows[place.article][at] += 0
    rows[place.article][paragraph] = max(rows[place.article][paragraph], item)
    words[place.article, paragraph, place.item or 0] += one.words


def _article(
    number: Number,
    paragraphs: dict[int, int],
    words: dict[tuple[Number, int, int], list[str]],
) -> str:
    lines = []
    for at in range(1, max(paragraphs, default=1) + 1):
        said = "，".join(words[number, at, 0]).rstrip("。")
        items = paragraphs.get(at, 0)
        lines.append(said or f"{FILLER}第{at}段" + ("，包括下列各项：" if items else ""))
        lines[-1] += "" if lines[-1].endswith("：") else "。"
        for item in range(1, items + 1):
            told = [
                word.removeprefix(f"（{to_chinese(item)}）") for word in words[number, at, item]
            ]
            lines.append(f"（{to_chinese(item)}）{'，'.join(told) or FILLER}；")
    return f"{article_label(number)}　" + "\n".join(lines)
