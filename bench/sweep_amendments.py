"""Amendment decisions measured (S8): what is read, what is applied, what comes back.

    python -m bench.sweep_amendments [SEEDS]

Three truths without a human: real decisions must put every text they quote, verbatim, into a law
that has the places they name; decisions written by machine from two real editions must give the
newer edition back; and a decision made wrong on purpose must fail instead of changing something.
"""

import re
import sys
from collections import Counter
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

from bench.decisions import decision
from bench.laws import fixtures, version_pairs
from bench.record import record
from bench.standin import stand_in
from drafts.amending.folding import key
from drafts.amending.laws import name_key
from drafts.amending.lawtext import DIVISIONS
from drafts.amendment import Instruction, Verb, apply, read
from drafts.model import Draft
from drafts.splitter import split

DECISIONS = ("nasty/*修正案*.md", "nasty/*关于修改*决定.md", "statutes-raw/*修正案*.txt")
NEW_TEXT = {Verb.REPLACE, Verb.ADD, Verb.MERGE, Verb.SPLIT, Verb.SUBSTITUTE, Verb.INSERT}
_OLD_WORDS = re.compile("中的“([^”]{2,200})”(?=修改为|删去)")


def real_decisions(folder: Path) -> dict[str, Any]:
    """The decisions among the fixtures, each applied law by law to a stand-in."""
    figures: Counter[str] = Counter()
    verbs: Counter[str] = Counter()
    for path in sorted(one for form in DECISIONS for one in (folder / "zh").glob(form)):
        source = path.read_text("utf-8-sig")
        found = read(source)
        verbs.update(one.verb.value for one in found)
        laws: dict[str, list[Instruction]] = {}
        for one in found:
            laws.setdefault(name_key(one.law or ""), []).append(one)
        for law, said in laws.items():
            figures["laws"] += 1
            _applied(law, said, source, figures)
        figures["decisions"] += 1
    quoted = figures["quoted texts"]
    return {
        **figures,
        "verbatim share": round(figures["verbatim"] / quoted, 4) if quoted else None,
        "verbs": dict(verbs.most_common()),
    }


def _applied(law: str, said: list[Instruction], source: str, figures: Counter[str]) -> None:
    applied = apply(split(stand_in(law, said)), source, law)
    figures["instructions"] += len(said)
    figures["not carried out"] += len(applied.failed)
    for lost in applied.failed:
        print(f"  {law[:30]}: {lost.instruction[:60]!r} {lost.reason}", file=sys.stderr)
    whole = key(applied.text)
    failed = {one.instruction for one in applied.failed}
    for one in said:
        if one.verb not in NEW_TEXT or one.text in failed:
            continue
        for text in one.texts:
            figures["quoted texts"] += 1
            there = _plain(text) in whole
            figures["verbatim"] += there
            if not there:
                print(f"  {law[:30]}: absent {text[:60]!r}", file=sys.stderr)


def _plain(text: str) -> str:
    """The words as they are looked for; the mark of a heading is the law's own business."""
    return key(re.sub(r"^第.{1,6}节　?.*\n", "", text).rstrip("。；"))


def round_trips(folder: Path, seeds: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Two real editions, a decision from one to the other, and whether it gives the newer back."""
    figures: Counter[str] = Counter()
    rows, seconds = [], 0.0
    for law, old, new in version_pairs(folder):
        row: Counter[str] = Counter()
        for seed in range(seeds):
            text = decision(old, new, Random(seed))
            begun = perf_counter()
            applied = apply(old, text)
            seconds += perf_counter() - begun
            row.update(_compared(applied.text, old, new))
            row["not carried out"] += len(applied.failed)
            row["instructions"] += len(read(text))
            row["decisions"] += 1
            row["characters"] += len(text)
        figures.update(row)
        rows.append({"law": law, **row})
    figures_told: dict[str, Any] = dict(figures)
    figures_told["article share"] = round(figures["articles right"] / figures["articles"], 5)
    figures_told["ms a decision"] = round(1000 * seconds / figures["decisions"], 1)
    return figures_told, rows


def _compared(text: str, old: Draft, new: Draft) -> dict[str, int]:
    result = split(text)
    have = [(one.number, one.text) for one in result.articles()]
    want = [(one.number, one.text) for one in new.articles()]
    before = Counter(one.rule for one in old.findings) + Counter(one.rule for one in new.findings)
    after = Counter(one.rule for one in result.findings)
    return {
        "articles": len(want),
        "articles right": sum(1 for a, b in zip(have, want, strict=False) if a == b),
        "whole laws right": int(have == want),
        "headings right": int(_headings(result) == _headings(new)),
        "new findings": sum((after - before).values()),
    }


def _headings(draft: Draft) -> list[tuple[str, str]]:
    return [(one.label or "", one.heading or "") for one in draft.walk() if one.kind in DIVISIONS]


def spoilt(folder: Path) -> dict[str, int]:
    """Decisions whose quoted old words, or whose article, do not exist: nothing may change."""
    figures: Counter[str] = Counter()
    for _law, old, new in version_pairs(folder):
        title = old.title.replace("《", "〈").replace("》", "〉")
        text = decision(old, new, Random(1))
        for words in _OLD_WORDS.findall(text)[:20]:
            wrong = words[: len(words) // 2] + "囗" + words[len(words) // 2 :]
            _spoil(f"一、将第一条中的“{wrong}”修改为“甲”。", title, old, figures)
        count = sum(1 for _ in old.articles())
        for verb in ("删去第{}条。", "将第{}条修改为：“甲。”", "将第{}条第九十九款修改为：“甲。”"):
            _spoil("一、" + verb.format(count + 7), title, old, figures)
        _spoil("一、将第一条第三十款修改为：“甲。”", title, old, figures)
        _spoil("一、删去第一条第（四十）项。", title, old, figures)
    return dict(figures)


def _spoil(entry: str, title: str, old: Draft, figures: Counter[str]) -> None:
    applied = apply(old, f"关于修改《{title}》的决定\n\n{entry}\n")
    figures["spoilt instructions"] += 1
    figures["told as failed"] += len(applied.failed) == 1
    figures["wrong silent edits"] += applied.text != old.source


def main() -> None:
    """Measure, print the table, and keep the figures."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    folder = fixtures()
    trips, rows = round_trips(folder, seeds)
    names = [
        "decisions",
        "instructions",
        "articles",
        "articles right",
        "whole laws right",
        "headings right",
    ]
    names += ["not carried out", "new findings"]
    print("law\t" + "\t".join(names))
    for row in rows:
        print(row["law"] + "\t" + "\t".join(str(row[name]) for name in names))
    record(
        "amendments",
        {"real decisions": real_decisions(folder), "round trips": trips, "spoilt": spoilt(folder)},
    )


if __name__ == "__main__":
    main()
