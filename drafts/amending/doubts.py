"""What a person should look at in a consolidated text, as findings on it."""

from typing import Final

from drafts.amending.entries import read
from drafts.amending.model import Applied
from drafts.model import Draft, Finding

FAILED: Final = "amend-failed"
NOTED: Final = "amend-noted"
_SHOWN: Final = 60


def doubts(applied: Applied, base: Draft, new: Draft, amendment: str) -> tuple[Finding, ...]:
    """The instructions that were not carried out and the rows with a note, in the order of `new`,
    which is `applied.text` split.

    An instruction stands at the article it speaks of, at the beginning of the text where it speaks
    of none that is still there.
    """
    starts = {unit.address: unit.start for unit in new.walk()}
    spoken = _spoken_of(applied, base, amendment)
    found = [
        Finding(
            FAILED,
            starts.get(spoken.get(one.instruction, ""), 0),
            f"修改决定里的“{_short(one.instruction)}”没有套用：{one.reason}",
        )
        for one in applied.failed
    ]
    found += [
        Finding(NOTED, starts.get(row.new_address or "", 0), row.note)
        for row in applied.rows
        if row.note
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.rule)))


def _spoken_of(applied: Applied, base: Draft, amendment: str) -> dict[str, str]:
    """The new address of the article an instruction speaks of, by the words of the instruction."""
    became = dict(applied.links)
    old = {
        unit.number: unit.address
        for unit in base.articles()
        if not unit.address.startswith("annex")
    }
    found: dict[str, str] = {}
    for one in read(amendment):
        addresses = [old.get(place.article) for place in one.targets if place.article]
        living = [became[address] for address in addresses if address in became]
        if living:
            found.setdefault(one.text, living[0])
    return found


def _short(words: str) -> str:
    line = " ".join(words.split()).rstrip("。；")
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "……"
