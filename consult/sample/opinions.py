"""The hand-written opinions: what people ask for, in their own words, and what became of it."""

import functools
import tomllib
from pathlib import Path

import msgspec

from drafts.address import find_in_text
from reports.model import CommentKind, Outcome

HERE = Path(__file__).parent


class Opinion(msgspec.Struct, frozen=True):
    """One thing the public asks for. `on` is the printed article (empty: the draft as a whole).

    `says` are phrasings by different people; `heat` how many people care. `outcome` and `answer`
    are what the office decided, None while the round is open.
    """

    id: str
    on: str
    kind: CommentKind
    says: tuple[str, ...]
    heat: int = 1
    proposed: str = ""
    reason: str = ""
    outcome: Outcome | None = None
    answer: str = ""

    @property
    def address(self) -> str | None:
        """The address of the provision it speaks of, None for the draft as a whole."""
        return find_in_text(self.on) if self.on else None


class Odd(msgspec.Struct, frozen=True):
    """A single unusual piece of mail. `form` says which, `opinion` whose decision it shares.

    `file` holds a long text, `extra` is a sentence added to the form letter.
    """

    form: str
    opinion: str
    channel: str
    kind: CommentKind = CommentKind.OTHER
    on: str = ""
    text: str = ""
    file: str = ""
    extra: str = ""
    name: str = ""
    contact: str = ""
    region: str = ""
    public: bool = False


@functools.cache
def opinions(reading: int) -> tuple[Opinion, ...]:
    """The opinions on a reading, in the order of their files and in them."""
    found = []
    for path in sorted((HERE / "opinions" / str(reading)).glob("*.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        found += msgspec.convert(table["opinion"], list[Opinion])
    return tuple(found)


@functools.cache
def oddities(reading: int) -> tuple[Odd, ...]:
    """The unusual mail of a reading."""
    table = tomllib.loads((HERE / "odd" / f"{reading}.toml").read_text("utf-8"))
    return tuple(msgspec.convert(table["comment"], list[Odd]))
