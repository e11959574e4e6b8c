"""Provisions as German and English readers name them: § 12a Abs. 2 Nr. 3, Section 12(3)(a)."""

import re
from typing import Final

from drafts.foreign.western_marks import letters, roman

_HEAD: Final = re.compile(
    r"(?:§{1,2}|\b(?:sections?|sec\.|articles?|artikel|art\.?))\s{0,3}(?:[0-9]{1,4}\.)?"
    r"(?P<n>[0-9]{1,4})(?:-(?P<minus>[0-9]{1,3})\b|(?P<sub>[a-z]{1,2})(?![a-zäöüß]))?",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(
    r",?\s{0,3}(?:abs(?:\.|atz)|para(?:graph|\.)?|subsection|(?P<item>nr\.|nummer|item)|"
    r"buchst(?:\.|abe)|point|lit\.)\s{0,3}\(?(?P<n>[0-9]{1,3}[a-z]?|[a-z]{1,2})\)?(?![a-zäöüß0-9])",
    re.IGNORECASE,
)
_BRACKET: Final = re.compile(r"\s{0,2}\((?P<n>[0-9]{1,3}[a-z]?|[a-z]{1,5})\)", re.IGNORECASE)
_LEVELS: Final = ("para", "item", "subitem", "subitem")


def find_western(text: str) -> str | None:
    """The address of the first § 12, Section 12 or Article 12 and of the marks behind it, or None.

    The first mark is the 款, the second the 项, deeper ones 目: in an article that begins with
    words the draft's own tree counts one level more, see docs/addresses.md.
    """
    head = _HEAD.search(text[:2000])
    if head is None or int(head["n"]) == 0:
        return None
    inserted = int(head["minus"] or 0) or letters(head["sub"] or "")
    steps = [f"art_{int(head['n'])}" + (f"-{inserted}" if inserted else "")]
    at = head.end()
    while len(steps) <= len(_LEVELS):
        named = _NAMED.match(text, at)
        match = named or _BRACKET.match(text, at)
        number = _number(match["n"], len(steps) - 1) if match else None
        if match is None or number is None:
            break
        if named and named["item"] and len(steps) == 1:
            steps.append("para_1")  # § 3 Nr. 2: the only 款 is not named
        steps.append(f"{_LEVELS[len(steps) - 1]}_{number}")
        at = match.end()
    return "__".join(steps)


def _number(mark: str, depth: int) -> str | None:
    """2a → 2-1, c → 3; from the third level on iv is a numeral first: (a)(1)(iv)."""
    digits = re.fullmatch(r"([0-9]+)([a-z]?)", mark, re.IGNORECASE)
    if digits:
        inserted = letters(digits[2])
        return (
            f"{int(digits[1])}" + (f"-{inserted}" if inserted else "") if int(digits[1]) else None
        )
    numeral = roman(mark.lower())
    if numeral and (len(mark) > 1 or (depth > 1 and mark.lower() in "ivx")):
        return str(numeral)
    return str(letters(mark)) if len(mark) == 1 else None
