"""What reading a file gives: the text of a draft and what the reader decided on the way."""

from enum import StrEnum
from typing import Final

import msgspec

from drafts.model import Draft, Finding
from drafts.splitting.tree import Findings

MOST_CHARACTERS: Final = 2_000_000
"""民法典 has 100,000; beyond twenty of them a file is no law."""
_NOTE: Final = 360  # the splitter knows comments of up to 400 characters


class Unreadable(ValueError):
    """The file cannot be read as a draft; the message says why and what to do."""


class Changes(StrEnum):
    """What becomes of tracked changes: accepted, or both wordings shown between signs."""

    ACCEPT = "accept"
    BOTH = "both"


class Reading(msgspec.Struct, frozen=True):
    """The immutable text of a draft, and findings whose `start` points into this very text."""

    text: str
    findings: tuple[Finding, ...] = ()


class Writer:
    """Collects the lines of a text; a doubt is noted at the line that comes next."""

    def __init__(self) -> None:
        """Start with no line."""
        self._lines: list[str] = []
        self._findings = Findings()
        self._position = 0

    def line(self, words: str) -> None:
        """Add one line (or several, where `words` has line ends). Raises Unreadable."""
        self._lines.append(words + "\n")
        self._position += len(words) + 1
        if self._position > MOST_CHARACTERS:
            raise Unreadable(
                f"文字超过{MOST_CHARACTERS // 10_000}万字。请确认选对了文件，或者分成几个文件。"
            )

    def note(self, label: str, words: str) -> None:
        """Keep words that are no part of the law as comment lines, which the splitter skips."""
        words = " ".join(words.replace("--", "－－").split())
        for begin in range(0, len(words), _NOTE):
            self.line(f"<!-- {label}：{words[begin : begin + _NOTE]} -->")

    def doubt(self, rule: str, message: str, start: int | None = None) -> None:
        """Note a decision of the reader at `start`, or where the next line begins."""
        self._findings.add(rule, self._position if start is None else start, message)

    def reading(self) -> Reading:
        """What was collected."""
        return Reading("".join(self._lines), self._findings.told())


def annotate(draft: Draft, findings: tuple[Finding, ...]) -> Draft:
    """The draft with the findings of reading among its own, in the order of the text."""
    merged = sorted((*findings, *draft.findings), key=lambda one: one.start)
    return msgspec.structs.replace(draft, findings=tuple(merged))
