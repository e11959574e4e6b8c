"""S3: outlines against the marks of their source, as they are and as they were read.

    python -m bench.outlines

The Markdown files of the fixtures mark their headings with ##. That is a truth no part of this
project made, but it is wrong in places: every disagreement was read, and where the source is wrong
the right outline stands in tests/truth/outlines.md with a reason. Each law is rewritten in the
fifteen layouts. Writes bench/results/outlines.json.
"""

import random
import re
from collections import Counter
from pathlib import Path
from typing import Any, Final

import msgspec

from bench.laws import ROOT, fixtures
from bench.record import record
from bench.restyle import STYLES, Line
from drafts.model import Draft, Kind
from drafts.reader import read
from drafts.splitter import split

SEED: Final = 20260101
READ: Final = ROOT / "tests" / "truth" / "outlines.md"
_HEADINGS: Final = {Kind.PART, Kind.SUBPART, Kind.CHAPTER, Kind.SECTION, Kind.HEADING}
_COMMENT: Final = re.compile(r"<!--.*?-->|^---$")
_ARTICLE: Final = re.compile(
    r"(第[一二三四五六七八九十百千零〇\d]{1,9}条(?:之[一二三四五六七八九十]{1,3})?)[\s\u3000]*"
)
Outline = list[str]


class Marked(msgspec.Struct, frozen=True):
    """A law as its source marks it: its lines, and its headings without blanks."""

    name: str
    lines: list[Line]
    outline: Outline


class Edit(msgspec.Struct, frozen=True):
    """One correction of a source's marks.

    `old` is replaced by `new`; without `new` it is taken out (`X …`: X and all behind it); without
    `old` the new heading is put `before` another, or at the end.
    """

    old: str
    new: str
    before: str


def marked_laws(fixtures_folder: Path) -> list[Marked]:
    """Every Markdown file of the fixtures that has articles."""
    folder = fixtures_folder / "zh"
    laws = [_marked(path, folder) for path in sorted(folder.glob("**/*.md"))]
    return [law for law in laws if any(kind == "article" for kind, _ in law.lines)]


def _marked(path: Path, folder: Path) -> Marked:
    source = read(path.read_bytes(), path.name)
    rows = [
        _COMMENT.sub("", row).strip().strip("\u3000\u200b\ufeff") for row in source.splitlines()
    ]
    lines = [_line(row) for row in rows if row]
    outline = ["".join(words.split()) for kind, words in lines if kind == "heading"]
    return Marked(str(path.relative_to(folder)), lines, outline)


def _line(row: str) -> Line:
    signs = len(row) - len(row.lstrip("#"))
    words = row[signs:].replace("**", "").strip()
    if signs:
        return ("title" if signs == 1 else "heading"), words
    article = _ARTICLE.match(words)
    if article:
        return "article", f"{article[1]}　{words[article.end() :]}"
    return "text", words


def outline_of(draft: Draft) -> Outline:
    """The headings of a draft as marks: label and title without blanks; none of its annexes."""
    return [
        "".join(((unit.label or "") + (unit.heading or "")).split())
        for unit in draft.walk()
        if unit.kind in _HEADINGS and not unit.address.startswith("annex")
    ]


def corrections() -> dict[str, list[Edit]]:
    """What reading changed, by file (tests/truth/outlines.md)."""
    found: dict[str, list[Edit]] = {}
    for row in READ.read_text("utf-8").splitlines():
        if row.startswith("| `"):
            name, old, new, before, _ = (cell.strip().strip("`") for cell in row[1:-1].split("|"))
            found.setdefault(name, []).append(Edit(old, new, before))
    return found


def corrected(outline: Outline, edits: list[Edit]) -> Outline:
    """An outline with the corrections. Raises ValueError for one whose heading is not there."""
    found = list(outline)
    for edit in edits:
        old = edit.old.removesuffix(" …")
        at = found.index(old or edit.before) if old or edit.before else len(found)
        until = at if not old else len(found) if old != edit.old else at + 1
        found[at:until] = [edit.new] if edit.new else []
    return found


def figures() -> dict[str, Any]:
    """For each layout how many laws get the outline of their source, and how many the one read."""
    read_by_eye = corrections()
    laws = marked_laws(fixtures())
    counts: dict[str, Counter[str]] = {name: Counter() for name in STYLES}
    wrong: dict[str, list[str]] = {}
    for law in laws:
        right = corrected(law.outline, read_by_eye.get(law.name, []))
        for name, style in STYLES.items():
            found = outline_of(split(style(law.lines, random.Random(f"{SEED} {law.name}"))))
            counts[name]["raw"] += found == law.outline
            counts[name]["read"] += found == right
            if found != right:
                wrong.setdefault(law.name, []).append(name)
    return {
        "laws": len(laws),
        "headings": sum(len(law.outline) for law in laws),
        "laws_corrected": len(read_by_eye),
        "styles": {name: dict(one) for name, one in counts.items()},
        "wrong": wrong,
    }


def main() -> None:
    """Measure and record."""
    record("outlines", figures())


if __name__ == "__main__":
    main()
