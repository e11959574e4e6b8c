"""What a rule of the structural checker is."""

from collections.abc import Callable, Iterable

import msgspec

from reports.merging.reading import Inspected


class Rule(msgspec.Struct, frozen=True):
    """An id, the clause it comes from (UA: ISO 14289-1, A: ISO 19005-3, PDF: ISO 32000-1), what
    must hold, and a function that says in a sentence each where it does not."""

    id: str
    clause: str
    sentence: str
    check: Callable[[Inspected], Iterable[str]]


def page_name(number: int) -> str:
    """第3页, counted from the cover; `number` is 0 for the first."""
    return f"第{number + 1}页"
