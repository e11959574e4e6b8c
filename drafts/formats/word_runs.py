"""The words of one Word paragraph, with tracked changes accepted or shown."""

from typing import Any, Final

import msgspec

from drafts.formats.file_reading import Changes
from drafts.formats.word_numbering import W, whole
from drafts.formats.xml_guard import local

DELETED: Final = "〔删去：{}〕"
INSERTED: Final = "〔增加：{}〕"
_OFF: Final = {"0", "false", "off"}
_SPACES: Final = str.maketrans("\n\r\t", "   ")
_PASSED: Final = {
    *("hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo"),
    *("ruby", "rubyBase", "r", "Choice", "oMath", "oMathPara"),
}
_BREAKS: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_HEX: Final = 16


class Words(msgspec.Struct):
    """What a paragraph says, and what of it was not taken over as words."""

    text: str = ""
    inserted: int = 0
    deleted: int = 0
    hidden: int = 0
    pictures: int = 0
    remarks: int = 0
    formulas: int = 0
    boxes: list[str] = msgspec.field(default_factory=list)
    notes: list[tuple[str, str]] = msgspec.field(default_factory=list)

    def count(self, other: "Words") -> None:
        """Add up what of another paragraph was not taken over as words."""
        for name in ("inserted", "deleted", "hidden", "pictures", "remarks", "formulas"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.boxes += other.boxes
        self.notes += other.notes


def words_of(paragraph: Any, changes: Changes) -> Words:
    """Read a w:p."""
    words = Words()
    words.text = _children(paragraph, words, changes)
    return words


def _children(node: Any, words: Words, changes: Changes) -> str:
    return "".join(_read(child, words, changes) for child in node)


def _read(node: Any, words: Words, changes: Changes) -> str:
    name = local(node)
    if name in {"ins", "moveTo", "del", "moveFrom"}:
        return _change(node, name in {"ins", "moveTo"}, words, changes)
    if name == "r" and _is_hidden(node):
        words.hidden += len("".join(node.itertext(W + "t")))
        return ""
    if name in _PASSED:
        words.formulas += name == "oMath"
        return _children(node, words, changes)
    return _leaf(node, name, words, changes)


def _leaf(node: Any, name: str, words: Words, changes: Changes) -> str:
    if name in {"t", "delText"}:
        return (node.text or "").translate(_SPACES)
    if name == "sym":
        return _symbol(str(node.get(W + "char", "")))
    if name == "AlternateContent":
        choice = next(iter(node), None)
        return "" if choice is None else _children(choice, words, changes)
    if name in {"footnoteReference", "endnoteReference"}:
        words.notes.append((name[: -len("Reference")] + "s", str(node.get(W + "id", ""))))
    elif name == "commentReference":
        words.remarks += 1
    elif name in {"drawing", "pict", "object"}:
        _picture(node, words)
    elif name == "br" and node.get(W + "type", "textWrapping") != "textWrapping":
        return ""
    return _BREAKS.get(name, "")


def _change(node: Any, inserted: bool, words: Words, changes: Changes) -> str:
    """An insertion is kept; a deletion is dropped, or shown between signs."""
    dropped = not inserted and changes is Changes.ACCEPT
    inner = _children(node, Words() if dropped else words, changes)
    if inserted:
        words.inserted += len(inner)
    else:
        words.deleted += len(inner)
    if changes is Changes.BOTH:
        return (INSERTED if inserted else DELETED).format(inner) if inner.strip() else inner
    return inner if inserted else ""


def _is_hidden(run: Any) -> bool:
    node = run.find(f"{W}rPr/{W}vanish")
    return node is not None and node.get(W + "val", "1") not in _OFF


def _symbol(code: str) -> str:
    try:
        number = int(code, _HEX) if len(code) <= len("10FFFF") else 0
    except ValueError:
        return ""
    surrogate = 0xD800 <= number <= 0xDFFF
    return chr(number) if 0x20 < number <= 0x10FFFF and not surrogate else ""


def _picture(node: Any, words: Words) -> None:
    """A text box is told with its words, a picture only counted."""
    boxes = [one for one in node.iter() if local(one) == "txbxContent"]
    said = ["".join(box.itertext(W + "t")).strip() for box in boxes]
    if any(said):
        words.boxes.extend(one for one in said if one)
    elif not boxes:
        words.pictures += 1


def span(cell: Any) -> int:
    """How many columns a table cell takes."""
    node = cell.find(f"{W}tcPr/{W}gridSpan")
    return max(1, whole(str(node.get(W + "val", "1")), 1)) if node is not None else 1
