"""The parts of a .docx that hold words, found by their relations."""

from posixpath import dirname, join, normpath
from typing import Any, Final

from drafts.formats import xml_guard
from drafts.formats.file_reading import Unreadable
from drafts.formats.zip_guard import inflate

_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL: Final = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Package:
    """An opened .docx; a part is parsed when it is asked for."""

    def __init__(self, data: bytes) -> None:
        """Inflate under guard and find the document. Raises Unreadable."""
        self._parts = inflate(data, (".xml", ".rels"))
        self._name = self._target("_rels/.rels", "", "/officeDocument") or "word/document.xml"
        if self._name not in self._parts:
            raise Unreadable(self._not_word())
        if b"wordprocessingml" not in self._parts[self._name]:
            raise Unreadable(self._not_word())

    def document(self) -> Any:
        """The root of the document itself."""
        return self._parse(self._name)

    def related(self, kind: str) -> Any:
        """The root of the part of this kind (styles, numbering, footnotes), or None."""
        folder = dirname(self._name)
        relations = f"{folder}/_rels/{self._name.rpartition('/')[2]}.rels".lstrip("/")
        name = self._target(relations, folder, f"/{kind}") or f"{folder}/{kind}.xml".lstrip("/")
        return self._parse(name) if name in self._parts else None

    def _parse(self, name: str) -> Any:
        return xml_guard.parse(self._parts[name].replace(_STRICT, _TRANSITIONAL))

    def _target(self, relations: str, folder: str, kind: str) -> str | None:
        if relations not in self._parts:
            return None
        for relation in xml_guard.parse(self._parts[relations]):
            outside = str(relation.get("TargetMode", "")).lower() == "external"
            if str(relation.get("Type", "")).endswith(kind) and not outside:
                target = str(relation.get("Target", ""))
                path = target[1:] if target.startswith("/") else join(folder, target)
                return normpath(path)
        return None

    def _not_word(self) -> str:
        folders = {name.partition("/")[0] for name in self._parts}
        if "xl" in folders:
            return "这是 Excel 表格，不是 Word 文档。请上传草案的 Word 文档。"
        if "ppt" in folders:
            return "这是演示文稿，不是 Word 文档。请上传草案的 Word 文档。"
        return "里面没有 Word 文档的正文。请在文字处理软件里打开，另存为 .docx 后再上传。"
