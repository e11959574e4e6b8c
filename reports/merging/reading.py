"""A PDF read once for inspection: what its pages draw and say, and its tag tree."""

import io
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any, TypeAlias

import pikepdf
from pikepdf import Array, Dictionary, Name

Key: TypeAlias = tuple[int, int]
"""An object's number and generation."""

_SHOW = frozenset({"Tj", "TJ", "'", '"'})
_FILL = ("S", "s", "f", "F", "f*", "B", "B*", "b", "b*")
_PAINT = _SHOW | {*_FILL, "sh", "Do", "INLINE IMAGE"}


class Drawn:
    """What one page draws: marked how, numbered how, with which glyphs.

    `loose` names the operators that draw outside all marks; `nested` counts marks of one sort
    within the other (tagged in artifact or the reverse); `open_marks` and `open_states` are what
    is left open at the end, below zero where more was closed than opened; `glyphs` maps a font's
    key to the codes shown in it.
    """

    def __init__(self, page: Any) -> None:
        self.obj = page
        self.loose: Counter[str] = Counter()
        self.mcids: Counter[int] = Counter()
        self.nested = 0
        self.open_marks = self.open_states = 0
        self.glyphs: dict[Key, set[int]] = defaultdict(set)
        self.fonts: dict[Key, Any] = {}
        self._marks: list[str] = []
        self._read(pikepdf.Page(page), page.get("/Resources", Dictionary()), top=True)
        self.open_marks += len(self._marks)

    def _read(self, stream: Any, resources: Any, *, top: bool) -> None:
        font: Key | None = None
        told: Any = pikepdf.parse_content_stream(stream)
        for operands, operator in told:
            word = str(operator)
            if word == "Tf":
                font = self._font(resources, operands[0])
            elif word in _SHOW and font is not None:
                self.glyphs[font].update(_codes(operands[-1]))
            elif word == "Do":
                self._form(resources, operands[0])
            if top:
                self._mark(word, operands, resources)

    def _mark(self, word: str, operands: Any, resources: Any) -> None:
        if word in {"BDC", "BMC"}:
            self._begin(operands, resources)
        elif word == "EMC":
            if self._marks:
                self._marks.pop()
            else:
                self.open_marks -= 1
        elif word in {"q", "Q"}:
            self.open_states += 1 if word == "q" else -1
        elif word in _PAINT and not any(self._marks):
            self.loose[word] += 1

    def _begin(self, operands: Any, resources: Any) -> None:
        properties = operands[1] if len(operands) > 1 else Dictionary()
        if isinstance(properties, Name):
            properties = resources.get("/Properties", Dictionary()).get(properties, Dictionary())
        kind = ""
        if operands[0] == Name.Artifact:
            kind = "artifact"
        elif "/MCID" in properties:
            kind = "tagged"
            self.mcids[int(properties.MCID)] += 1
        if kind and any(mark and mark != kind for mark in self._marks):
            self.nested += 1
        self._marks.append(kind)

    def _font(self, resources: Any, name: Any) -> Key | None:
        font = resources.get("/Font", Dictionary()).get(str(name))
        if font is None:
            return None
        self.fonts[font.objgen] = font
        return tuple(font.objgen)

    def _form(self, resources: Any, name: Any) -> None:
        form = resources.get("/XObject", Dictionary()).get(str(name))
        if form is not None and form.get("/Subtype") == Name.Form:
            self._read(form, form.get("/Resources", resources), top=False)


def _codes(shown: Any) -> Iterator[int]:
    """The two-byte codes of a string or of an array of strings and distances."""
    pieces = list(shown) if isinstance(shown, Array) else [shown]
    for piece in pieces:
        if isinstance(piece, pikepdf.String):
            data = bytes(piece)
            yield from (data[at] << 8 | data[at + 1] for at in range(0, len(data) - 1, 2))


class Element:
    """One element of the tag tree, with the element it was reached from."""

    def __init__(self, obj: Any, above: "Element | None") -> None:
        self.obj, self.above = obj, above
        self.kind = str(obj.get("/S", ""))[1:]
        self.below: list[Element] = []
        self.words: list[tuple[Key, int]] = []
        self.objects: list[Key] = []

    def attribute(self, name: str) -> Any:
        """An attribute of any owner; None where it has none."""
        found = self.obj.get("/A", Array())
        for one in list(found) if isinstance(found, Array) else [found]:
            if isinstance(one, Dictionary) and name in one:
                return one[name]
        return None


class Inspected:
    """A document with everything the rules ask for, read once."""

    def __init__(self, data: bytes) -> None:
        self.document = pikepdf.open(io.BytesIO(data))
        self.root = self.document.Root
        self.pages = [Drawn(page.obj) for page in self.document.pages]
        self.at = {tuple(page.obj.objgen): number for number, page in enumerate(self.pages)}
        self.elements: list[Element] = []
        tree = self.root.get("/StructTreeRoot", Dictionary())
        self._walk(tree, None, None, set())
        self.owners = dict(_numbers(tree.get("/ParentTree", Dictionary())))
        self.names = dict(_leaves(self.root.get("/Names", Dictionary()).get("/Dests")))

    def links(self) -> Iterator[tuple[int, Any]]:
        """Every annotation with the number of its page, 0 first."""
        for number, page in enumerate(self.pages):
            for annotation in page.obj.get("/Annots", Array()):
                yield number, annotation

    def fonts(self) -> dict[Key, Any]:
        """Every font that is used."""
        return {key: font for page in self.pages for key, font in page.fonts.items()}

    def codes(self, font: Key) -> set[int]:
        """The codes shown in a font."""
        return {code for page in self.pages for code in page.glyphs.get(font, ())}

    def alive(self, target: Any) -> bool:
        """Whether a destination, explicit or by name, is a page of this document."""
        if isinstance(target, pikepdf.String | Name):
            target = self.names.get(bytes(pikepdf.String(str(target))))
        if isinstance(target, Dictionary):
            target = target.get("/D")
        return isinstance(target, Array) and len(target) > 0 and _key(target[0]) in self.at

    def _walk(self, obj: Any, above: Element | None, page: Any, seen: set[Key]) -> None:
        kids = obj.get("/K", Array())
        for kid in list(kids) if isinstance(kids, Array) else [kids]:
            if not isinstance(kid, Dictionary):
                if above is not None and page is not None:
                    above.words.append((_key(page), int(kid)))
            elif kid.get("/Type") == Name.MCR and above is not None:
                above.words.append((_key(kid.get("/Pg", page)), int(kid.MCID)))
            elif kid.get("/Type") == Name.OBJR and above is not None:
                above.objects.append(_key(kid.Obj))
            elif "/S" in kid and (not kid.is_indirect or _key(kid) not in seen):
                seen.add(_key(kid))
                element = Element(kid, above)
                self.elements.append(element)
                if above is not None:
                    above.below.append(element)
                self._walk(kid, element, kid.get("/Pg", page), seen)


def _key(obj: Any) -> Key:
    return tuple(obj.objgen) if hasattr(obj, "objgen") else (0, 0)


def _numbers(tree: Any) -> Iterator[tuple[int, Any]]:
    for kid in tree.get("/Kids", Array()):
        yield from _numbers(kid)
    pairs = list(tree.get("/Nums", Array()))
    yield from ((int(at), owner) for at, owner in zip(pairs[::2], pairs[1::2], strict=False))


def _leaves(tree: Any) -> Iterator[tuple[bytes, Any]]:
    if tree is None:
        return
    for kid in tree.get("/Kids", Array()):
        yield from _leaves(kid)
    pairs = list(tree.get("/Names", Array()))
    yield from ((bytes(name), spot) for name, spot in zip(pairs[::2], pairs[1::2], strict=False))
