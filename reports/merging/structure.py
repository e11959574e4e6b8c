"""The tag tree: each part's grafted under one document, so that merging loses no structure."""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name


class Structure:
    """The structure tree of the document being bound (ISO 32000-1, 14.7)."""

    def __init__(self, target: pikepdf.Pdf) -> None:
        self._target = target
        self._nums: list[Any] = []
        self._next = 0
        self.root = target.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._document = target.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self.root, K=Array())
        )
        target.Root.StructTreeRoot = self.root

    def graft(self, part: pikepdf.Pdf, pages: list[Any]) -> None:
        """Hang a part's tree under the document; its pages must be in the target already."""
        for element in part.objects:
            if isinstance(element, Dictionary) and element.get("/S") == Name.TH:
                _scope(element)
        tree = self._target.copy_foreign(part.Root.StructTreeRoot)
        for element in tree.K:
            element.S, element.P = Name.Part, self._document
            self._document.K.append(element)
        base = self._next
        entries = list(tree.ParentTree.Nums)
        for number, owner in zip(entries[::2], entries[1::2], strict=True):
            self._nums += [base + int(number), owner]
            self._next = max(self._next, base + int(number) + 1)
        for page in pages:
            page.StructParents = base + int(page.StructParents)
            for link in page.get("/Annots", ()):
                link.StructParent = base + int(link.StructParent)

    def close(self) -> None:
        """Write the tree into the target."""
        self.root.K = Array([self._document])
        self.root.ParentTree = self._target.make_indirect(Dictionary(Nums=Array(self._nums)))
        self.root.ParentTreeNextKey = self._next
        self._target.Root.MarkInfo = Dictionary(Marked=True)


def _scope(cell: Any) -> None:
    """Header cells name what they head: WeasyPrint keeps the ids but writes no Scope. A header in
    a table's head heads its column, any other its row."""
    attributes = cell.get("/A", Dictionary(O=Name.Table))
    in_head = cell.P.get("/P", Dictionary()).get("/S") == Name.THead
    attributes["/Scope"] = Name.Column if in_head else Name.Row
    cell.A = attributes
