"""Reading Web Annotations that others made: one, a list, a page, a collection with its first page,
or what the search of Hypothesis answers (`rows`)."""

import datetime as dt
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import msgspec

from drafts.anchoring import Selector
from reports.annotating import rules
from reports.annotating.rules import BadAnnotation, Flaw, several

_EDITING = "editing"
_ASSESSING = "assessing"
_TAGGING = "tagging"


class Annotation(msgspec.Struct, frozen=True):
    """What an annotation says: its words, those it proposes, its reason, its tags; what it speaks
    of: the address of a page, and the words there; who made it and when."""

    id: str
    text: str
    proposed: str
    reason: str
    tags: tuple[str, ...]
    motivations: tuple[str, ...]
    source: str
    quote: Selector | None
    creator: str
    created: dt.datetime | None


class Unread(msgspec.Struct, frozen=True):
    """An annotation that breaks a rule."""

    flaw: Flaw
    where: str


def read(data: bytes) -> tuple[Annotation | Unread, ...]:
    """The annotations of a document, in its order; one among several that breaks a rule is told
    and the others are read. Raises BadAnnotation when the document itself cannot be used."""
    try:
        document = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise BadAnnotation(Flaw.JSON, "") from None
    if isinstance(document, dict) and isinstance(document.get("rows"), list):
        rows = enumerate(document["rows"])
        return tuple(_read(_from_hypothesis(row), f"rows[{n}]") for n, row in rows)
    if isinstance(document, list):
        return tuple(_alone(one, f"[{n}]") for n, one in enumerate(document))
    rules.check_context(document)
    return _document(document)


def _document(document: dict[str, Any]) -> tuple[Annotation | Unread, ...]:
    kinds = rules.types(document)
    if "AnnotationCollection" in kinds:
        rules.check_collection(document)
        first = document.get("first")
        return _page(first, "first") if isinstance(first, dict) else ()
    if "AnnotationPage" in kinds:
        return _page(document, "")
    rules.check_annotation(document)
    return (_understood(document),)


def _page(page: dict[str, Any], where: str) -> tuple[Annotation | Unread, ...]:
    rules.check_page(page, where)
    lead = f"{where}." if where else ""
    return tuple(_read(one, f"{lead}items[{n}]") for n, one in enumerate(page["items"]))


def _alone(node: Any, where: str) -> Annotation | Unread:
    try:
        rules.check_context(node)
    except BadAnnotation as bad:
        return Unread(bad.flaw, f"{where}.{bad.where}")
    return _read(node, where)


def _read(node: Any, where: str) -> Annotation | Unread:
    try:
        rules.check_annotation(node, where)
    except BadAnnotation as bad:
        return Unread(bad.flaw, bad.where)
    return _understood(node)


def _from_hypothesis(row: Any) -> Any:
    """A row of the Hypothesis API as an annotation; anything else as it is. Its ids are no IRIs,
    and its selectors of ranges are not those of the model."""
    if not (isinstance(row, dict) and isinstance(row.get("id"), str)):
        return row
    tags = [
        {"type": "TextualBody", "purpose": _TAGGING, "value": tag}
        for tag in several(row.get("tags"))
        if tag
    ]
    return {
        "id": f"urn:x-hypothesis:{row['id']}",
        "type": "Annotation",
        "body": [{"type": "TextualBody", "value": row.get("text")}, *tags],
        "target": [_without_ranges(one) for one in several(row.get("target") or row.get("uri"))],
        **{name: row[name] for name in ("created",) if name in row},
        **({"creator": {"name": row["user"]}} if isinstance(row.get("user"), str) else {}),
    }


def _without_ranges(target: Any) -> Any:
    if not (isinstance(target, dict) and isinstance(target.get("selector"), list)):
        return target
    kept = [
        one
        for one in target["selector"]
        if not (isinstance(one, dict) and "RangeSelector" in rules.types(one))
    ]
    return {**target, "selector": kept}


def _understood(node: dict[str, Any]) -> Annotation:
    said: dict[str, list[str]] = {"": [], _EDITING: [], _ASSESSING: [], _TAGGING: []}
    for body in _bodies(several(node.get("body"))):
        purposes = several(body.get("purpose"))
        kind = next((one for one in purposes if isinstance(one, str) and one in said), "")
        said[kind].append(_plain(body))
    if "bodyValue" in node:
        said[""].append(node["bodyValue"])
    target = next(iter(several(node["target"])))
    created = node.get("created")
    return Annotation(
        id=node["id"],
        text="\n".join(filter(None, said[""])),
        proposed="\n".join(said[_EDITING]),
        reason="\n".join(said[_ASSESSING]),
        tags=tuple(said[_TAGGING]),
        motivations=tuple(one for one in several(node.get("motivation")) if one),
        source=_source(target),
        quote=_quote(target),
        creator=_name(next(iter(several(node.get("creator"))), None)),
        created=dt.datetime.fromisoformat(created) if created else None,
    )


def _bodies(nodes: tuple[Any, ...]) -> Iterator[dict[str, Any]]:
    """The texts among bodies; of a choice the first."""
    for node in nodes:
        if not isinstance(node, dict):
            continue
        kinds = rules.types(node)
        if "TextualBody" in kinds:
            yield node
        elif "items" in node:
            items = several(node["items"])
            yield from _bodies(items[:1] if "Choice" in kinds else items)


def _source(target: Any) -> str:
    """The address of the page an annotation is about, "" where it names none."""
    if isinstance(target, str):
        return target
    if "source" in target:
        return _source(target["source"])
    if "items" in target:
        return next((_source(one) for one in several(target["items"])), "")
    return str(target.get("id", ""))


def _quote(target: Any) -> Selector | None:
    """The words a target quotes, with their place where it has one too."""
    found = list(rules.selectors(target))
    places = [one["start"] for one in found if "TextPositionSelector" in rules.types(one)]
    start = places[0] if places else None
    for one in found:
        if "TextQuoteSelector" in rules.types(one):
            return Selector(one["exact"], one.get("prefix", ""), one.get("suffix", ""), start)
    return None


def _name(creator: Any) -> str:
    if isinstance(creator, dict):
        return str(next(iter(several(creator.get("name"))), "") or "")
    return ""


def _plain(body: dict[str, Any]) -> str:
    text = str(body["value"])
    if "text/html" not in several(body.get("format")):
        return text
    reader = _Text()
    reader.feed(text)
    reader.close()
    return "".join(reader.words).strip()


class _Text(HTMLParser):
    """The words of HTML; scripts and styles say nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """Count what says nothing; a new line where a block begins."""
        self._silent += tag in ("script", "style")
        if tag in ("p", "br", "div", "li"):
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Count what says nothing."""
        self._silent -= tag in ("script", "style") and self._silent > 0

    def handle_data(self, data: str) -> None:
        """Keep what is said."""
        if not self._silent:
            self.words.append(data)
