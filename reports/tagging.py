"""A leaner tag tree for a part: words belong to their paragraph, not to a tag a line.

WeasyPrint hangs every line of a paragraph below it as an element of its own, and wraps what HTML
only emphasises in elements that mean nothing. Readers hear the same without them, and a report
has several times fewer objects to keep. Works on the document before it is written.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, TypeAlias

_EMPTY = frozenset({"/Span", "/NonStruct"})
_HOLDS_WORDS = frozenset({"/P", "/H1", "/H2", "/H3", "/H4", "/LBody", "/TD", "/TH", "/Caption"})
_KEYS = frozenset({"Type", "S", "K", "Pg", "P"})
_Kid: TypeAlias = tuple[Any, bytes]


def slim(pdf: Any) -> None:
    """Take elements that mean nothing out of the tag tree of a document being written.

    `pdf` is what WeasyPrint hands its finisher: objects with `reference`, elements as dictionaries
    with byte references. Words keep their order; between links and the like they stay together in
    one element.
    """
    objects: list[Any] = [one for one in pdf.objects if isinstance(one, dict)]
    elements = {one.reference: one for one in objects if one.get("Type") == "/StructElem"}
    moved: dict[bytes, bytes] = {}
    for reference, element in elements.items():
        if element["S"] in _HOLDS_WORDS:
            found = list(_opened(element, element.get("Pg"), elements))
            element["K"][:] = _gathered(found, reference, elements, moved)
    for one in objects:
        if "Nums" in one:
            _repoint(one["Nums"], moved)


def _opened(holder: Any, page: object, elements: dict[bytes, Any]) -> Iterator[_Kid]:
    """What stands below an element once meaningless elements are opened up: a word with the
    element that held it, or an element that stays."""
    for kid in holder["K"]:
        element = elements.get(kid) if isinstance(kid, bytes) else None
        if element is None:
            yield kid, holder.reference
        elif _means_nothing(element, page):
            element.free = "f"
            yield from _opened(element, page, elements)
        else:
            yield kid, kid


def _gathered(
    found: list[_Kid], owner: bytes, elements: dict[bytes, Any], moved: dict[bytes, bytes]
) -> list[Any]:
    """The kids of an element: its words as they are, or in one element between two others."""
    alone = all(isinstance(kid, int) for kid, _ in found)
    kids: list[Any] = []
    for words, run in groupby(found, key=lambda pair: isinstance(pair[0], int)):
        pairs = list(run)
        if not words:
            for kid, _ in pairs:
                if kid in elements:
                    elements[kid]["P"] = owner
                kids.append(kid)
            continue
        keeper = owner if alone else pairs[0][1]
        if keeper != owner:
            span = elements[keeper]
            span.free, span["P"] = "n", owner
            span["K"][:] = [kid for kid, _ in pairs]
            kids.append(keeper)
        else:
            kids += [kid for kid, _ in pairs]
        moved.update((held, keeper) for _, held in pairs if held != keeper)
    return kids


def _means_nothing(element: Any, page: object) -> bool:
    return element["S"] in _EMPTY and element.get("Pg") == page and not element.keys() - _KEYS


def _repoint(nums: Any, moved: dict[bytes, bytes]) -> None:
    """Have the parent tree name the elements that hold the words now."""
    for at, entry in enumerate(nums):
        if isinstance(entry, list):
            entry[:] = [moved.get(owner, owner) for owner in entry]
        elif isinstance(entry, bytes):
            nums[at] = moved.get(entry, entry)
