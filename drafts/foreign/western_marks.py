"""The marks of German and English statutes: § 12a, Article 12, Section 12, (a) (1) (i), 1. a) aa).

Patterns are bounded and read one line at a time, so that matching stays linear in the text.
"""

import re
from typing import Final

import msgspec

from drafts.model import Kind

_TAIL: Final = r"(?![0-9A-Za-zÄÖÜäöüß])"
SIGN: Final = re.compile(
    rf"§{{1,2}}\s{{0,3}}(?:(?P<part>[0-9]{{1,4}})\.)?(?P<n>[0-9]{{1,4}})(?P<sub>[a-z]{{0,2}}){_TAIL}"
    r"(?:\s{1,3}(?:bis|und|to|and)\s{1,3}[0-9]{1,4}[a-z]?)?[.:]?"
)
WORD: Final = re.compile(
    r"(?P<word>ART(?:ICLE|IKEL|\.)?|Art(?:icle|ikel|\.)?|SEC(?:TION|\.)|Sec(?:tion|\.)|Rule|Clause)"
    rf"\s{{1,3}}(?P<n>[0-9]{{1,4}}|[IVXLC]{{1,7}})-?(?P<sub>[a-zA-Z]{{0,2}}){_TAIL}\s?[.:]?"
)
BARE: Final = re.compile(
    r"(?P<n>[0-9]{1,3})(?P<sub>[A-Z]{0,2})(?:\.?\s{1,8}|\.)(?:[—–-]\s{0,2})?(?=[A-Z“\"(])"
)
SPOKEN_OF: Final = re.compile(
    r"\s{0,4}(?:[a-zäöü,;)\]]|Abs(?:\.|atz|ätze)|Satz|S(?:atz|ätze)|Nr\.|Nummer|Buchst|Halbsatz|"
    r"Paragraph|Subsection|of\b)"
)
DIVISION: Final = re.compile(
    r"(?P<word>Buch|Teil|Kapitel|Abschnitt|Unterabschnitt|Titel|Untertitel|"
    r"(?:PART|Part|SUBPART|Subpart|CHAPTER|Chapter|SUBCHAPTER|Subchapter|TITLE|Title|SUBTITLE|"
    r"Subtitle|DIVISION|Division|BOOK|Book|SECTION|Section))"
    rf"\s{{1,3}}(?P<n>[0-9]{{1,4}}|[IVXLC]{{1,7}}|[A-Z])(?P<sub>[a-z]?){_TAIL}"
)
_ORDINALS: Final = (
    *("erst", "zweit", "dritt", "viert", "fünft", "sechst", "siebt", "acht", "neunt", "zehnt"),
    *("elft", "zwölft", "dreizehnt", "vierzehnt", "fünfzehnt", "sechzehnt"),
)
ORDINAL: Final = re.compile(
    rf"(?P<ordinal>{'|'.join(_ORDINALS)}|siebent)e[rs]\s{{1,3}}"
    r"(?P<word>Buch|Teil|Kapitel|Abschnitt|Unterabschnitt|Titel|Untertitel)\b",
    re.IGNORECASE,
)
ANNEX: Final = re.compile(
    r"(?P<word>Anlage|Anhang|ANLAGE|ANHANG|Annex|ANNEX|Appendix|APPENDIX|Schedule|SCHEDULE)"
    rf"(?:\s{{1,3}}(?P<n>[0-9]{{1,3}}|[IVXLC]{{1,7}}|[A-Z])(?P<sub>[a-z]?)){{0,1}}{_TAIL}"
)
ANNEX_OF: Final = re.compile(r"\((?:[Zz]u|[Ss]ection|[Aa]rticle)\s[^()]{1,120}\)")
CONTENTS: Final = re.compile(
    r"(?:inhalts(?:übersicht|verzeichnis)|inhalt|(?:table of )?contents|arrangement of [a-z]{4,12})"
    r"[.:]?",
    re.IGNORECASE,
)
ENACTS: Final = re.compile(r"Eingangsformel|Präambel|Preamble|Enacting (?:clause|formula)", re.I)
ENACTING: Final = re.compile(
    r"(?:Be it enacted|BE IT ENACTED|Having regard|Whereas|WHEREAS|THE [A-Z ,]{4,120},$|"
    r"Der (?:Deutsche )?Bundestag hat|Auf ?[Gg]rund)"
)
SIGNS: Final = re.compile(r"Schlussformel|Schlußformel", re.IGNORECASE)
SEPARATOR: Final = re.compile(r"[\s.:—–-]{0,6}")
RANGE: Final = re.compile(r"(?:[-–—]|bis|to)\s{0,3}(?=\()")
REPEALED: Final = re.compile(
    r"[(\[]\s?(?:weggefallen|aufgehoben|entfällt|repealed|reserved|omitted|deleted)\s?[)\]]\.?",
    re.I,
)
CONNECTIVE: Final = re.compile(r"(?:[,;:.—–-]|\b(?:and|or|und|oder|sowie))$")

LEVELS: Final = {
    "buch": (Kind.PART, 1),
    "teil": (Kind.PART, 2),
    "kapitel": (Kind.CHAPTER, 3),
    "abschnitt": (Kind.SECTION, 4),
    "unterabschnitt": (Kind.HEADING, 5),
    "titel": (Kind.HEADING, 6),
    "untertitel": (Kind.HEADING, 7),
    "book": (Kind.PART, 1),
    "division": (Kind.PART, 1),
    "title": (Kind.PART, 2),
    "subtitle": (Kind.SUBPART, 3),
    "part": (Kind.PART, 4),
    "subpart": (Kind.SUBPART, 5),
    "chapter": (Kind.CHAPTER, 6),
    "subchapter": (Kind.CHAPTER, 7),
    "section": (Kind.SECTION, 8),
}
"""How far out each division stands, by what the genre calls it; an outer one is smaller."""

CROSSHEAD_LEVEL: Final = 9
ARTICLE_LEVEL: Final = 10

_PAREN: Final = re.compile(r"\(([0-9]{1,3})([a-zA-Z]{0,2})\)|\(([a-z]{1,6}|[A-Z]{1,6})\)")
_HALF: Final = re.compile(r"(?:([0-9]{1,3})([a-z]?)|([a-z]{1,5}))\)(?=\s)")
_DOT: Final = re.compile(r"([0-9]{1,3})([a-z]?)\.(?=\s{1,12}\S)")
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN_FORM: Final = re.compile(r"c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")


class Reading(msgspec.Struct, frozen=True, gc=False):
    """One way to understand a mark: its style, and its number as an article has one."""

    style: str
    number: tuple[int, int]


class Mark(msgspec.Struct, frozen=True, gc=False):
    """The mark of a paragraph or a list entry as printed; (i) may be the letter or the numeral."""

    label: str
    end: int
    readings: tuple[Reading, ...]


def roman(numeral: str) -> int | None:
    """xiv → 14, None when it is no numeral. Lower case."""
    if not numeral or not _ROMAN_FORM.fullmatch(numeral):
        return None
    values = [_ROMAN[sign] for sign in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-one if one < after else one for one, after in pairs)


def letters(suffix: str) -> int:
    """The place of an inserted number: 12a → 1, 12b → 2, 12aa → 27; 0 when there is none."""
    place = 0
    for sign in suffix.lower():
        place = place * 26 + ord(sign) - ord("a") + 1
    return place


def ordinal(word: str) -> int:
    """Zweiter → 2, from the stem the pattern found."""
    stem = word.lower()
    return 7 if stem == "siebent" else _ORDINALS.index(stem) + 1


def counted(word: str, printed: str) -> int | None:
    """The number of a division: 12, IV, or a letter (Subpart C, Appendix D), None if it is none."""
    if printed.isdigit():
        return int(printed) or None
    lettered = word.lower() in {"subpart", "appendix"}
    single = len(printed) == 1 and (lettered or printed not in "IVX")
    return letters(printed) if single else roman(printed.lower())


def read_mark(source: str, head: int, tail: int) -> Mark | None:
    """The mark at the head of a line, in every way it can be understood, or None."""
    limit = min(tail, head + 24)
    if match := _PAREN.match(source, head, limit):
        readings = _readings(match[1], match[2], match[3], "()")
    elif match := _HALF.match(source, head, limit):
        readings = _readings(match[1], match[2], match[3], ")")
    elif match := _DOT.match(source, head, limit):
        readings = _readings(match[1], match[2], None, ".")
    else:
        return None
    return Mark(match[0], match.end(), readings) if readings else None


def _readings(
    digits: str | None, suffix: str | None, word: str | None, form: str
) -> tuple[Reading, ...]:
    if digits:
        number = int(digits)
        return (Reading(f"1{form}", (number, letters(suffix or ""))),) if number else ()
    return tuple(_lettered(word, form)) if word else ()


def _lettered(word: str, form: str) -> list[Reading]:
    case = "a" if word.islower() else "A"
    low = word.lower()
    found = []
    if len(low) == 1:
        found.append(Reading(case + form, (letters(low), 0)))
    elif len(set(low)) == 1 and len(low) == 2:
        place = letters(low[0])
        found.append(Reading(case * 2 + form, (place, 0)))
        found.append(Reading(case + form, (26 + place, 0)))
        found.append(Reading(case + form, (place, 1)))
    elif len(low) == 2:
        found.append(Reading(case + form, (letters(low[0]), letters(low[1]))))
    value = roman(low)
    if value:
        found.append(Reading(("i" if case == "a" else "I") + form, (value, 0)))
    return found
