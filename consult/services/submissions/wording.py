"""The words somebody proposes for a provision, held against those that stand there.

The box of a form comes filled with the words that stand, and beside it their mark: who leaves
them proposes nothing, whatever became of the draft meanwhile.
"""

import hashlib

from drafts import diff
from drafts.model import Op

Steps = tuple[tuple[Op, str], ...]


def mark(words: str) -> str:
    """What tells these words from others, blanks aside."""
    return hashlib.sha256("".join(words.split()).encode()).hexdigest()[:16]


def proposal(proposed: str, standing: str) -> str:
    """What is proposed: "" where it has the mark `standing` of the words it began with."""
    return "" if mark(proposed) == standing else proposed


def changes(words: str, proposed: str, *, strike: bool) -> Steps:
    """From the words that stand to those proposed, for people to read. Nothing proposed changes
    nothing, or strikes the words out where `strike`."""
    return diff.ops(words, proposed) if proposed.strip() or strike else ()
