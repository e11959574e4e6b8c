"""How one edition quotes a comment: its words, its number, and who is named.

The two editions differ here and nowhere else: the public one masks personal data inside texts
and names an author only by consent; the internal one shows what the office holds.
"""

import re

from reports.additions import addition
from reports.chinese import day, short_date
from reports.model import Comment, Edition
from reports.privacy import mask
from reports.review import CHANNEL_NAMES, Quotation, Runs
from reports.unique import unique_spans

EXCERPT = 400
_SENTENCE_END = re.compile(r"[。！？!?；;\n]")


class Voice:
    """Quotes comments as one edition may."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.public = edition is Edition.PUBLIC
        self._masked: dict[str, str] = {}

    def text(self, words: str) -> str:
        """Words as this edition prints them."""
        if not self.public:
            return words
        if words not in self._masked:  # a report says the same words in several places
            self._masked[words] = mask(words)
        return self._masked[words]

    def parts(self, comment: Comment) -> tuple[str, str, str]:
        """The text of a comment, its proposed wording and its reason, as this edition prints."""
        return self.text(comment.text), self.text(comment.proposed), self.text(comment.reason)

    def said(self, comment: Comment) -> str:
        """All that a comment says, as this edition prints it."""
        return "\n".join(part for part in self.parts(comment) if part)

    def number(self, comment: Comment) -> str:
        """What the paper calls a comment: its public number, or its id where it has none."""
        return comment.number or comment.id

    def name(self, comment: Comment) -> str:
        """Who wrote a comment, in public only by consent."""
        return self.text(comment.author) if comment.author_public or not self.public else ""

    def signature(self, comment: Comment) -> str:
        """Who, from where, by which channel, on which day; a name only where it may be shown."""
        parts = [
            self.text(comment.region) + self.name(comment),
            CHANNEL_NAMES[comment.channel],
            short_date(day(comment.received)) if comment.received else "",
        ]
        return "，".join(part for part in parts if part)

    def quote(self, comment: Comment, words: str, href: str, limit: int = EXCERPT) -> Quotation:
        """A quotation of some of a comment's words (already this edition's), cut to `limit`."""
        text = excerpt(words.strip(), limit)
        return Quotation(
            comment=comment.id,
            number=self.number(comment),
            text=text,
            cut=len(text) < len(words.strip()),
            signature=self.signature(comment),
            href=href,
        )

    def addition(self, comment: Comment, representative: str) -> str:
        """What a comment asks or tells that the representative (its `said`) does not, or ""."""
        said = self.said(comment)
        return addition(said, unique_spans(representative, said), representative)

    def runs(self, comment: Comment, representative: str) -> tuple[Runs, Runs, Runs]:
        """The three parts of a comment cut into runs, True where the representative lacks them."""
        spans = unique_spans(representative, self.said(comment))
        result: list[Runs] = []
        start = 0
        for part in self.parts(comment):
            result.append(_cut(part, [(a - start, b - start) for a, b in spans]))
            start += len(part) + 1 if part else 0
        return result[0], result[1], result[2]


def excerpt(text: str, limit: int = EXCERPT) -> str:
    """The beginning of a long text, ending with a sentence where one ends in its second half."""
    if len(text) <= limit:
        return text
    ends = [found.end() for found in _SENTENCE_END.finditer(text, limit // 2, limit)]
    return text[: ends[-1] if ends else limit].rstrip()


def _cut(text: str, spans: list[tuple[int, int]]) -> Runs:
    """`text` in runs; spans may reach beyond either end."""
    runs: list[tuple[bool, str]] = []
    at = 0
    for start, end in spans:
        first, last = max(start, at), min(end, len(text))
        if first >= last:
            continue
        runs += [(False, text[at:first]), (True, text[first:last])]
        at = last
    return tuple(run for run in [*runs, (False, text[at:])] if run[1])
