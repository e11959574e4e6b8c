"""Binding: laid-out parts become one document. This file is the table of contents of the room."""

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
import pikepdf
from pikepdf import Array, Dictionary, Name, String

from reports.fonts import CHAIN
from reports.merging import metadata, outline
from reports.merging.folios import DIGITS, Folios, Furniture, blank_page, roman
from reports.merging.metadata import About, Attachment
from reports.merging.sheets import Matter, Sheets, destinations, opened
from reports.merging.structure import Structure
from reports.merging.typefaces import Faces, Subset, fonts_of

LINK = "x-consult:"
"""Parts write their internal links as addresses of this scheme: the target may be in another."""
_PRINT = 4


class DeadLink(Exception):
    """A link leads to a name no part has."""


class Binding(msgspec.Struct, frozen=True):
    """What binding needs beside the parts: what the file says of itself; the words a screen
    reader says for a link, by the name it leads to; how to lay out a specimen of the characters
    that folios and running heads need; how to subset a face; the colour profile; files to carry;
    the fonts it may be set in."""

    about: About
    words: Mapping[str, str]
    specimen: Callable[[str], bytes]
    subset: Subset
    colours: bytes
    files: tuple[Attachment, ...] = ()
    families: frozenset[str] = frozenset(CHAIN)


def bind(parts: Sequence[Sheets], binding: Binding) -> bytes:
    """One PDF of these parts in order: front matter before the body, which begins on a right-hand
    page. The same parts give the same bytes. Raises `DeadLink`."""
    faces, lines = Faces(binding.families), list[list[outline.Entry]]()
    for part in parts:
        with opened(part) as source:
            faces.gather(source)
            lines.append(list(outline.entries(source, part.level)))
    with opened(Sheets(binding.specimen(_letters(lines, binding.about)))) as specimen:
        faces.gather(specimen)
    with pikepdf.new() as target:
        faces.embed(target, binding.subset)
        work = _Work(target, faces)
        for part, own in zip(parts, lines, strict=True):
            with opened(part) as source:
                work.take(part, source, own)
        work.finish(binding)
        file = io.BytesIO()
        target.save(
            file,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            recompress_flate=False,
        )
    return file.getvalue()


def _letters(lines: list[list[outline.Entry]], about: About) -> str:
    """Every character that folios and running heads may need."""
    titles = [one.title for own in lines for one in own if one.level < outline.CLOSED_FROM]
    return "".join(sorted({*"".join(titles), *about.running, *DIGITS, "\u3000"}))


class _Work:
    """The document while it grows: one physical page after the other."""

    def __init__(self, target: pikepdf.Pdf, faces: Faces) -> None:
        self._target, self._faces = target, faces
        self._structure = Structure(target)
        self._matters: list[Matter] = []
        self._lines: list[outline.Entry] = []
        self._names: dict[str, Any] = {}

    def take(self, part: Sheets, source: pikepdf.Pdf, lines: Sequence[outline.Entry]) -> None:
        """Append a part with everything that hangs on its pages."""
        target = self._target
        body_begins = part.matter is Matter.BODY and Matter.BODY not in self._matters
        if body_begins and len(self._matters) % 2:
            target.pages.append(pikepdf.Page(blank_page(target)))
            self._matters.append(Matter.COVER)
        first = len(target.pages)
        spots = [(name, at, list(spot)[2:]) for name, at, spot in destinations(source)]
        fonts = fonts_of(source)
        target.pages.extend(source.pages)
        pages = [target.pages[at].obj for at in range(first, len(target.pages))]
        if fonts:
            self._faces.fit(pages[0].Resources.Font)
        self._structure.graft(source, pages)
        self._matters += [part.matter] * len(pages)
        self._lines += [msgspec.structs.replace(line, page=first + line.page) for line in lines]
        for name, at, (left, top, zoom) in spots:
            spot = Array([pages[at], Name.XYZ, left, top, zoom])
            self._names.setdefault(name, spot)

    def finish(self, binding: Binding) -> None:
        """Everything that needs all pages."""
        target = self._target
        target.Root.Names = Dictionary(Dests=target.make_indirect(self._name_tree()))
        for page in target.pages:
            if "/Annots" in page.obj:
                page.obj.Tabs = Name.S
                for link in page.obj.Annots:
                    self._aim(link, binding.words)
        self._furnish(binding.about.running)
        outline.write(target, self._lines)
        self._structure.close()
        metadata.label_pages(target, self._matters)
        metadata.describe(target, binding.about, binding.colours)
        metadata.attach(target, binding.files, binding.about.made_on)

    def _name_tree(self) -> Any:
        names = Array()
        # A name tree is searched by halving: sorted by bytes.
        for name in sorted(self._names, key=lambda one: bytes(String(one))):
            names.append(String(name))
            names.append(self._names[name])
        return Dictionary(Names=names)

    def _aim(self, link: Any, words: Mapping[str, str]) -> None:
        address = str(link.A.URI) if "/A" in link else ""
        if not address.startswith(LINK):
            raise DeadLink(f"报告中有指向外部的链接：{address[:80]}")
        name = address.removeprefix(LINK)
        if name not in self._names:
            raise DeadLink(f"报告中有链接指向不存在的位置：{name}")
        del link.A
        link.Dest = String(name)
        link.Contents = String(words.get(name, name))
        link.F = _PRINT

    def _furnish(self, running: str) -> None:
        folios = Folios(self._target, self._faces)
        pages = [page.obj for page in self._target.pages]
        heads = outline.heads(self._lines, len(pages))
        body = self._matters.index(Matter.BODY) if Matter.BODY in self._matters else 0
        for at, (page, matter) in enumerate(zip(pages, self._matters, strict=True)):
            furniture = Furniture()
            if matter is Matter.FRONT:
                furniture = Furniture(folio=roman(at + 1), roman=True)
            if matter is Matter.BODY:
                # Without a cover the title itself stands at the top of the first page.
                head = "" if at == 0 else heads[at] if at % 2 == 0 else running
                furniture = Furniture(folio=f"— {at - body + 1} —", head=head)
            folios.draw(page, at, furniture)
