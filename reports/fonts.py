"""Which fonts the report is set in, what they cover, and what to do with what they do not.

A glyph no font has would print as an empty box, and fontconfig would put any installed font in
its place unasked. So the text is made printable before it is laid out: what the chain covers is
set as it is, the rest becomes a visible 〔U+XXXX〕, invisible characters are left out, and both are
listed in the report (nothing is dropped in silence).
"""

import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from functools import lru_cache

import msgspec

from reports.document import Document
from reports.papers.legible import mapped
from reports.review import Replacement, ReviewReport

CHAIN = ("Noto Serif CJK SC", "Noto Sans CJK SC", "LXGW WenKai")
PACKAGES = {
    "Noto Serif CJK SC": ("fonts-noto-cjk", "font-noto-serif-cjk-sc"),
    "Noto Sans CJK SC": ("fonts-noto-cjk", "font-noto-sans-cjk-sc"),
    "LXGW WenKai": ("fonts-lxgw-wenkai", "font-lxgw-wenkai"),
}

# Unicode's Emoji_Presentation=Yes: Pango asks for a colour font for these even where a text font
# of the chain has the character, so a page would look different from machine to machine.
_EMOJI = re.compile(
    "[\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693"
    "\u26a1\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd"
    "\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c"
    "\u2b50\u2b55\U0001f000-\U0001f0ff\U0001f18e\U0001f191-\U0001f19a\U0001f1e6-\U0001f1ff"
    "\U0001f201\U0001f21a\U0001f22f\U0001f232-\U0001f236\U0001f238-\U0001f23a\U0001f250\U0001f251"
    "\U0001f300-\U0001faff]"
)
_MODIFIER = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\U0001f3fb-\U0001f3ff]")
_FC_LIST = ("-f", "%{family}\t%{charset}\n")


class FontsMissing(Exception):
    """The machine lacks a font the report is set in."""


@lru_cache(maxsize=1)
def installed() -> dict[str, frozenset[int]]:
    """The families of the chain that fontconfig finds here, each with the code points it covers.

    fontconfig is what WeasyPrint's Pango asks too, so both see the same fonts. Empty when the
    machine has no fontconfig. Raises nothing.
    """
    program = shutil.which("fc-list")
    if program is None:
        return {}
    answer = subprocess.run(  # noqa: S603 - a fixed program with fixed arguments
        [program, *_FC_LIST], capture_output=True, text=True, check=False
    )
    found: dict[str, frozenset[int]] = {}
    for line in answer.stdout.splitlines():
        families, _, charset = line.partition("\t")
        for family in set(families.split(",")) & set(CHAIN):
            covered = frozenset(_code_points(charset))
            # A family's weights may differ; a character must be in every one to be safe in bold.
            found[family] = found.get(family, covered) & covered
    return found


def coverage(own: frozenset[int] = frozenset()) -> frozenset[int]:
    """Every code point some family of the chain draws, or the office's `own` fonts.

    Raises `FontsMissing` when one of the chain is absent.
    """
    problems = missing()
    if problems:
        raise FontsMissing("\n".join(problems))
    return own.union(*installed().values())


def missing() -> list[str]:
    """What a doctor says: one sentence a missing font, with the line that installs it."""
    return [
        f"缺少字体 {family}：Debian/Ubuntu 执行 sudo apt-get install -y {apt}；"
        f"macOS 执行 brew install --cask {cask}"
        for family, (apt, cask) in PACKAGES.items()
        if family not in installed()
    ]


def sanitise(text: str, covered: frozenset[int], seen: Counter[str]) -> str:
    """`text` with only characters the chain prints; what was replaced is counted in `seen`.

    Invisible characters (format controls, variation selectors, skin tones) are left out; other
    uncovered ones, emoji and lone surrogates become 〔U+XXXX〕.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    odd = {character for character in set(text) if not _prints(character, covered)}
    if not odd:
        return text
    seen.update(character for character in text if character in odd)
    stand_ins = {ord(c): "" if _is_invisible(c) else f"〔{_code(c)}〕" for c in odd}
    return text.translate(stand_ins)


def printable(report: ReviewReport, covered: frozenset[int]) -> ReviewReport:
    """The report with every text made printable, and `replaced` listing what was not."""
    seen: Counter[str] = Counter()
    builtin = msgspec.to_builtins(report)
    clean = msgspec.convert(_map_strings(builtin, covered, seen), ReviewReport)
    return msgspec.structs.replace(clean, replaced=_listed(seen))


def printable_paper(
    paper: Document, covered: frozenset[int]
) -> tuple[Document, tuple[Replacement, ...]]:
    """The paper with every text made printable, and what was not."""
    seen: Counter[str] = Counter()
    clean = mapped(paper, lambda text: sanitise(text, covered, seen))
    return clean, _listed(seen)


def _listed(seen: Counter[str]) -> tuple[Replacement, ...]:
    return tuple(
        Replacement(_code(character), seen[character], _is_invisible(character))
        for character in sorted(seen)
    )


def _map_strings(value: object, covered: frozenset[int], seen: Counter[str]) -> object:
    match value:
        case str():
            return sanitise(value, covered, seen)
        case list() | tuple():
            return [_map_strings(item, covered, seen) for item in value]
        case dict():
            return {key: _map_strings(item, covered, seen) for key, item in value.items()}
        case _:
            return value


def _prints(character: str, covered: frozenset[int]) -> bool:
    return character in "\n\t" or (ord(character) in covered and not _is_special(character))


def _is_special(character: str) -> bool:
    return _is_invisible(character) or _EMOJI.match(character) is not None


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) == "Cf" or _MODIFIER.match(character) is not None


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


def _code_points(charset: str) -> list[int]:
    points: list[int] = []
    for part in charset.split():
        first, _, last = part.partition("-")
        points.extend(range(int(first, 16), int(last or first, 16) + 1))
    return points
