"""What a person should look at: doubts about the run of article numbers and odd characters."""

from itertools import pairwise
from typing import Final

from drafts.numerals import article_label
from drafts.splitting.candidates import LINE_START, Candidate
from drafts.splitting.endings import Annex
from drafts.splitting.markers import PRIVATE_USE
from drafts.splitting.tree import Findings

MOST_NAMED: Final = 3


def doubt_run(run: list[Candidate], annexes: list[Annex], findings: Findings) -> None:
    """Gaps, repeated and restarted numbers, run-on articles and odd spellings of a number."""
    if run and run[0].number[0] > 1:
        text = f"条文从{article_label(run[0].number)}开始，前面没有第一条，请核对文本是否完整。"
        findings.add("gap", run[0].start, text)
    for before, after in pairwise(run):
        fresh = any(before.start < one.start <= after.start for one in annexes)
        _doubt_step(before, after, fresh, findings)
    for one in run:
        _doubt_mark(one, findings)


def _doubt_step(before: Candidate, after: Candidate, fresh: bool, findings: Findings) -> None:
    old, new = article_label(before.number), article_label(after.number)
    step = after.number[0] - before.number[0]
    if after.number == before.number:
        findings.add("duplicate", after.start, f"{new}出现两次，请核对编号。")
    elif after.number < before.number:
        if not (fresh and after.number[0] == 1):
            text = f"{old}之后编号又从{new}开始，请核对是否另有一个文本或者编号有误。"
            findings.add("restart", after.start, text)
    elif step > 1:
        missing = [article_label((before.number[0] + 1 + i, 0)) for i in range(step - 1)]
        named = "、".join(missing[:MOST_NAMED]) + ("等" if len(missing) > MOST_NAMED else "")
        text = f"{old}之后是{new}，缺少{named}，请核对是否漏条、错号或者编号丢失。"
        findings.add("gap", after.start, text)
    elif step == 0 and after.number[1] > before.number[1] + 1:
        text = f"{old}之后是{new}，中间编号有缺，请核对。"
        findings.add("gap", after.start, text)
    elif step == 1 and after.number[1] > 1:
        text = f"{old}之后直接是{new}，请核对是否漏条。"
        findings.add("gap", after.start, text)


def _doubt_mark(one: Candidate, findings: Findings) -> None:
    label = article_label(one.number)
    if one.inline:
        text = f"{label}没有另起一行，已从上一条的行内分出，请核对。"
        findings.add("run-on", one.start, text)
    if one.odd == "number-blank":
        findings.add("number-blank", one.start, f"{label}的编号中间有空白，已按{label}处理。")
    if one.odd == "odd-sign":
        text = f"{label}的“第”字写作“笫”，已按{label}处理，建议改正。"
        findings.add("odd-sign", one.start, text)


def doubt_skipped(candidates: list[Candidate], run: list[Candidate], findings: Findings) -> None:
    """Lines that begin like an article but do not fit the run of numbers."""
    chosen = {one.start for one in run}
    first = run[0].start if run else 0
    for one in candidates:
        strong = not one.inline and one.weight > LINE_START
        if strong and one.start > first and one.start not in chosen:
            label = article_label(one.number)
            text = f"此行以“{label}”开头，但编号与前后不相接，没有作为一条处理，请核对。"
            findings.add("out-of-order", one.start, text)


def doubt_characters(source: str, findings: Findings) -> None:
    """Private-use and replacement characters: a rare character that was lost on the way."""
    for match in PRIVATE_USE.finditer(source):
        codes = "、".join(f"U+{ord(char):04X}" for char in match[0][:MOST_NAMED])
        text = f"此处有无法显示的字符（{codes}），可能是丢失的生僻字或者符号，请对照原件补正。"
        findings.add("private-use", match.start(), text)
