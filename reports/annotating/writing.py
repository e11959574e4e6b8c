"""Comments as Web Annotations for others to read."""

import datetime as dt
from typing import Any

import msgspec

from drafts.anchoring import Selector
from reports.annotating.rules import CONTEXT
from reports.model import CommentKind
from reports.review import KIND_NAMES

MEDIA = f'application/ld+json; profile="{CONTEXT}"'
_MOTIVES = {CommentKind.AMEND: "editing", CommentKind.QUESTION: "questioning"}


class Said(msgspec.Struct, frozen=True):
    """A comment as it may be published: the page of the provision it is about, the words there."""

    number: str
    kind: CommentKind
    text: str
    proposed: str
    reason: str
    source: str
    quote: Selector | None
    received: dt.datetime


def annotation(said: Said, collection: str) -> dict[str, Any]:
    """One comment; its IRI is its number in the collection at that address."""
    return {
        "id": f"{collection}#{said.number}",
        "type": "Annotation",
        "motivation": _MOTIVES.get(said.kind, "commenting"),
        "created": said.received.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "body": [
            *_body("commenting", said.text),
            *_body("editing", said.proposed),
            *_body("assessing", said.reason),
            *_body("tagging", KIND_NAMES[said.kind]),
        ],
        "target": _target(said.source, said.quote),
    }


def collection(address: str, label: str, total: int, first: str) -> dict[str, Any]:
    """The collection at an address; `first` is the address of its first page."""
    return {
        "@context": CONTEXT,
        "id": address,
        "type": "AnnotationCollection",
        "label": label,
        "total": total,
        "first": first,
    }


def page(
    address: str, whole: dict[str, Any], start: int, items: list[dict[str, Any]], following: str
) -> dict[str, Any]:
    """A page of the collection `whole` whose items begin at `start`; `following` is the address of
    the next, "" for none."""
    made = {
        "@context": CONTEXT,
        "id": address,
        "type": "AnnotationPage",
        "partOf": {name: whole[name] for name in ("id", "label", "total")},
        "startIndex": start,
        "items": items,
    }
    return {**made, "next": following} if following else made


def encoded(document: dict[str, Any]) -> bytes:
    """The document as JSON."""
    return msgspec.json.encode(document)


def _body(purpose: str, words: str) -> list[dict[str, str]]:
    if not words:
        return []
    said = {"type": "TextualBody", "purpose": purpose, "value": words, "format": "text/plain"}
    return [{**said, "language": "zh-CN"}]


def _target(source: str, quote: Selector | None) -> Any:
    if quote is None:
        return source
    selectors: list[dict[str, Any]] = [
        {
            "type": "TextQuoteSelector",
            "exact": quote.exact,
            "prefix": quote.prefix,
            "suffix": quote.suffix,
        }
    ]
    if quote.start is not None:
        end = quote.start + len(quote.exact)
        selectors.append({"type": "TextPositionSelector", "start": quote.start, "end": end})
    return {"type": "SpecificResource", "source": source, "selector": selectors}
