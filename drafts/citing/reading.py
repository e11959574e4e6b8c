"""From the mentions in some words to whose provisions they are, one after the other."""

import re
from dataclasses import dataclass, field
from heapq import merge
from operator import attrgetter
from typing import Final

from drafts.citing.law_names import Names, Opener, Whose, is_own, is_own_in_a_comment
from drafts.citing.mentions import Mention, Tie, mentions, tie
from drafts.citing.western_mentions import law_after, western_mentions
from drafts.citing.words import Words
from drafts.model import Unit
from drafts.splitting.quotes import Quotes

_POINTS: Final = re.compile("(?:见|参照|按照|依照|列入)$")


@dataclass(slots=True)
class Read:
    """A mention, whose it is, how it hangs on the one before, and where it leads once followed."""

    mention: Mention
    tie: Tie
    law: str | None
    start: int
    end: int
    bare: bool = False
    violated: bool = False
    ranged: bool = False
    units: list[Unit] = field(default_factory=list)
    why: str | None = None


class Reading:
    """Reads one unit's own words, or a comment."""

    def __init__(
        self, words: Words, title: str, governing: str | None, quotes: Quotes | None
    ) -> None:
        """`governing` is the law an amendment amends here; `quotes` is None in a comment."""
        self._words, self._title = words, title
        self._governing, self._quotes = governing, quotes
        self._names = Names(words.text, comment=quotes is None)
        self._before: Read | None = None

    def reads(self) -> list[Read]:
        """The mentions with their laws, in the order of the text."""
        found: list[Read] = []
        text = self._words.text
        for mention in merge(mentions(text), western_mentions(text), key=attrgetter("start")):
            if self._names.within_title(mention.start):
                continue
            read = self._read(mention)
            if read is not None:
                found.append(read)
                self._before = read
        return found

    def _read(self, mention: Mention) -> Read | None:
        floor = self._before.end if self._before else 0
        opener = Opener(Whose.SILENT, mention.start)
        if mention.base[:1] not in {"前", "本"}:
            opener = self._names.opener(mention.start, floor)
        if after := law_after(self._words.text, mention.end):
            opener = Opener(Whose.NAMED, mention.start, after)
        between = self._words.text[floor : opener.start] if self._before else " "
        how = tie(between) if between else Tie.NONE
        if mention.base[:1] in {"该", "同"} and self._before is None:
            return None
        if not self._is_annex(mention, opener):
            return None
        law, why = self._law(mention, opener, how)
        bare = opener.whose is Whose.SILENT and how is Tie.NONE
        violated = self._words.text.endswith("违反", 0, opener.start)
        return Read(mention, how, law, mention.start, mention.end, bare, violated, why=why)

    def _is_annex(self, mention: Mention, opener: Opener) -> bool:
        """Whether 附件 without a number is spoken of as a place: 见附件, 附件《名录》."""
        if not mention.base.startswith("附") or mention.count:
            return True
        if opener.whose is Whose.OWN:
            return True
        text = self._words.text
        after = text[mention.end : mention.end + 1]
        return (
            after == "《"
            or _POINTS.search(text[max(0, mention.start - 3) : mention.start]) is not None
        )

    def _law(self, mention: Mention, opener: Opener, how: Tie) -> tuple[str | None, str | None]:
        """The other law, or None for this draft; and why it cannot be told, if so."""
        before = self._before.law if self._before else None
        if opener.whose is Whose.NAMED:
            return self._other(opener.name), None
        if opener.whose is Whose.THAT:
            name = before or self._names.before(opener.start)
            that = self._words.text[opener.start : mention.start]
            why = None if name else f"“{that}”指哪一部，前文没有写明。"
            return (self._other(name) if name else that), why
        if self._is_quoted(mention):
            name = before or self._names.before(mention.start)
            return name or "引文", None if name else "引号里的文字出自哪一部，前文没有写明。"
        if opener.whose is Whose.OWN:
            decision = self._words.text.startswith("本决定", opener.start)
            return (None if decision else self._governing), None
        if mention.base[:1] in {"该", "同"} or (how is not Tie.NONE and not mention.base):
            return before, None
        return self._governing, None

    def _is_quoted(self, mention: Mention) -> bool:
        """Whether a mention stands in words set out from another text; in a comment none does."""
        if self._governing is not None or self._quotes is None:
            return False
        return self._quotes.hold(self._words.span(mention.start, mention.end)[0])

    def _other(self, name: str) -> str | None:
        """The name, unless it is this draft's own."""
        own = is_own(name, self._title)
        if self._quotes is None:
            own = own or is_own_in_a_comment(name, self._title)
        return None if own else name
