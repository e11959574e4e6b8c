"""Splitting: how fast, how fast on hostile texts, and how often right in fifteen layouts.

    python -m bench.bench_split

Writes bench/results/split.json. The laws are the real ones of the folder of fixtures; their truth
is their own tree, whose article list the tests compare with another project's.
"""

import random
import re
import time
from collections import Counter
from collections.abc import Callable
from typing import Any, Final

import msgspec

from bench.laws import fixtures, load
from bench.record import record
from bench.restyle import DEFECTS, STYLES, lines_of_law
from drafts.model import Draft, Kind
from drafts.numerals import article_label, to_chinese
from drafts.splitter import MOST_LINES, split

SEED: Final = 20260101
MEGABYTE: Final = 1_000_000
DEFECTS_A_LAW: Final = 4
NAIVE: Final = re.compile("第[一二三四五六七八九十百千零]+条(?:之[一二三四五六七八九十]+)?")
_BODY: Final = "本条例所称养犬人，是指饲养犬只的单位和个人，应当遵守法律、法规和本条例的规定"


def _repeat(piece: str) -> Callable[[int], str]:
    return lambda length: (piece * (length // len(piece) + 1))[:length]


HOSTILE: Final[dict[str, Callable[[int], str]]] = {
    "blanks": _repeat(" "),
    "blanks in a number": lambda length: "第一" + " " * length,
    "blanks and signs": _repeat("第 "),
    "numerals": _repeat("一"),
    "the same article": _repeat("第一条\n"),
    "the same article in a line": _repeat("第一条。"),
    "articles in a line": lambda length: "".join(
        f"{article_label((number % 9999 + 1, 0))} 甲。" for number in range(length // 8)
    )[:length],
    "chapters": _repeat("第一章\n"),
    "items": _repeat("（一）\n"),
    "items in a line": _repeat("（一）"),
    "subitems": _repeat("1.\n"),
    "entries": _repeat("一、甲\n"),
    "open quotes": _repeat("“"),
    "open quotes by line": _repeat("：“\n"),
    "quotes": _repeat("“第一条”"),
    "instructions": _repeat("修改为：\n第二条　甲\n"),
    "brackets": _repeat("（"),
    "dated brackets": _repeat("（2024年1月1日通过\n"),
    "contents": _repeat("目录\n"),
    "annexes": _repeat("附件\n"),
    "tables": _repeat("|a|\n"),
    "tabs": _repeat("\t"),
    "comments": _repeat("<!--"),
    "front matter": _repeat("---\n"),
    "stars": _repeat("**第一条**"),
    "hashes": _repeat("#"),
    "private use": _repeat("\ue000\n"),
    "zero width": _repeat("\u200b"),
    "line separators": _repeat("\u2028"),
    "newlines": _repeat("\n"),
    "one long line": _repeat("中"),
    "unfinished lines": _repeat("中中中中中中中中，\n"),
    "page numbers": _repeat("- 3 -\n"),
    "signs": _repeat("§ 1 A\n"),
    "sections": _repeat("Section 1. A\n"),
    "sections one by one": lambda length: "".join(
        f"Section {number} A\n" for number in range(1, length // 10)
    )[:length],
    "schedules": _repeat("Schedule 1\n"),
    "letters": _repeat("(a) A\n"),
    "letters in a line": _repeat("(a)"),
    "numerals in Latin": _repeat("(i) a\n(h) a\n"),
    "entries in Latin": _repeat("1. A\n\nb\n"),
    "rows of stars": _repeat("*    *   a\n"),
    "cells of stars": _repeat("*    *   a\n    *   b\n"),
    "words": _repeat("the keeper shall leash the dog\n"),
    "indented words": _repeat("    1. the keeper\n        a) shall\n"),
}


BY_LINE: Final = [name for name, piece in HOSTILE.items() if piece(200).count("\n") > 10]


def code_of_laws(articles: int) -> str:
    """An invented code of the size of 民法典: 1,260 articles make 100,000 characters."""
    lines = ["某某法典"]
    for number in range(1, articles + 1):
        if number % 20 == 1:
            lines.append(f"第{to_chinese(number // 20 + 1)}章　一般规定")
        lines.append(f"{article_label((number, 0))}　{_BODY}。")
        lines.append(f"违反前款或者第{to_chinese(number)}条规定的，承担下列责任：")
        lines += ["（一）停止侵害；", "（二）赔偿损失。"]
    return "\n".join(lines) + "\n"


def seconds(source: str) -> float:
    """How much processor time one split takes, so that other work on the machine counts less."""
    start = time.process_time()
    split(source)
    return time.process_time() - start


def full_of_lines(name: str) -> str:
    """A hostile text of as many lines as are split; beyond them a text is kept whole."""
    lines = HOSTILE[name](MOST_LINES * 12).splitlines(keepends=True)
    return "".join(lines[:MOST_LINES])


def speed() -> dict[str, Any]:
    """Best of five for the code of laws; best of three for each hostile megabyte (UTF-8)."""
    source = code_of_laws(1260)
    hostile = {}
    for name, piece in HOSTILE.items():
        text = piece(MEGABYTE * 1000 // len(piece(1000).encode()))
        hostile[name] = round(min(seconds(text) for _ in range(3)), 3)
    return {
        "code_characters": len(source),
        "code_seconds": round(min(seconds(source) for _ in range(5)), 3),
        "hostile_megabyte_worst": max(hostile.values()),
        "most_lines_worst": round(max(seconds(full_of_lines(name)) for name in BY_LINE), 3),
        "hostile_megabyte": hostile,
    }


class Tree(msgspec.Struct, frozen=True):
    """What is compared of a draft: numbers, headings, and the 款 and 项 of each article."""

    numbers: list[tuple[int, int] | None]
    headings: list[tuple[str, str | None, str | None]]
    shapes: list[tuple[int, ...]]
    texts: list[str]


def tree_of(draft: Draft) -> Tree:
    """The parts of a split draft that another layout must not change."""
    articles = list(draft.articles())
    kinds = {Kind.PART, Kind.SUBPART, Kind.CHAPTER, Kind.SECTION, Kind.HEADING}
    return Tree(
        [unit.number for unit in articles],
        [(one.kind, one.label, one.heading) for one in draft.walk() if one.kind in kinds],
        [
            tuple(len(one.children) for one in unit.children if one.kind is Kind.PARAGRAPH)
            for unit in articles
        ],
        ["".join(unit.text.split()) for unit in articles],
    )


def styles(laws: list[Draft]) -> dict[str, Any]:
    """For each layout the share of laws with the exact article list, outline and 款/项 counts."""
    answer = {}
    truths = [tree_of(law) for law in laws]
    for name, style in STYLES.items():
        counts: Counter[str] = Counter()
        for law, truth in zip(laws, truths, strict=True):
            source = style(lines_of_law(law), random.Random(f"{SEED} {law.title}"))
            _compare(truth, split(source), counts)
        answer[name] = {
            "articles": _share(counts["articles"], len(laws)),
            "outline": _share(counts["outline"], len(laws)),
            "shapes": _share(counts["shapes"], counts["compared"]),
            "texts": _share(counts["texts"], counts["compared"]),
            "missed_articles": counts["compared"] - counts["shapes"],
            "of_these_flagged": counts["flagged"],
        }
    return answer


def defects(laws: list[Draft]) -> dict[str, Any]:
    """S5: of the seeded defects, how many are told or repaired, and how many pass in silence."""
    answer: dict[str, Any] = {}
    for name, defect in DEFECTS.items():
        dice = random.Random(SEED)
        seeded = told = repaired = silent = 0
        for law in laws:
            lines = lines_of_law(law)
            before = split(STYLES["clean"](lines, dice))
            for _ in range(DEFECTS_A_LAW):
                source = defect(lines, dice)
                if source is None:
                    break
                after = split(source)
                seeded += 1
                same = tree_of(after) == tree_of(before)
                repaired += same
                spoke = len(after.findings) > len(before.findings)
                told += spoke
                silent += not (same or spoke)
        answer[name] = {"seeded": seeded, "told": told, "repaired": repaired, "silent": silent}
    return answer


def baselines(laws: list[Draft]) -> dict[str, Any]:
    """What two naive rules make of the same layouts: each 第X条, and each at the head of a line."""
    answer = {}
    for name, style in STYLES.items():
        right: Counter[str] = Counter()
        for law in laws:
            truth = [unit.label for unit in law.articles()]
            source = style(lines_of_law(law), random.Random(f"{SEED} {law.title}"))
            right["anywhere"] += NAIVE.findall(source) == truth
            heads = (NAIVE.match(line.strip()) for line in source.splitlines())
            right["line_start"] += [match[0] for match in heads if match] == truth
        answer[name] = {rule: _share(right[rule], len(laws)) for rule in ("anywhere", "line_start")}
    return answer


def _compare(truth: Tree, draft: Draft, counts: Counter[str]) -> None:
    found = tree_of(draft)
    counts["outline"] += found.headings == truth.headings
    if found.numbers != truth.numbers:
        return
    counts["articles"] += 1
    counts["compared"] += len(truth.shapes)
    doubts = [one.start for one in draft.findings]
    for index, unit in enumerate(draft.articles()):
        counts["texts"] += found.texts[index] == truth.texts[index]
        right = found.shapes[index] == truth.shapes[index]
        counts["shapes"] += right
        flagged = any(unit.start <= start < unit.end for start in doubts)
        counts["flagged"] += not right and flagged


def _share(part: int, whole: int) -> float:
    return round(part / whole, 5) if whole else 0.0


def real_laws() -> list[Draft]:
    """The national statutes and the local regulations that have articles."""
    folder = fixtures() / "zh"
    paths = [*folder.glob("statutes-raw/*.txt"), *folder.glob("local-regulations/*/*.md")]
    laws = [load(path) for path in sorted(paths)]
    return [law for law in laws if any(law.articles())]


def main() -> None:
    """Measure and record."""
    laws = real_laws()
    figures = {
        "speed": speed(),
        "laws": len(laws),
        "articles": sum(1 for law in laws for _ in law.articles()),
        "styles": styles(laws),
        "defects": defects(laws),
        "baselines": baselines(laws),
    }
    record("split", figures)


if __name__ == "__main__":
    main()
