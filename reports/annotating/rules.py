"""The rules of the W3C Web Annotation Data Model (2017) that a document must keep, as far as they
can be told without fetching anything. A document that breaks one is refused, with the place."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any, Final

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
MOST_DEPTH: Final = 30
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`]+")
_SETS = ("Choice", "List", "Composite", "Independents")
_SELECTORS: Final[dict[str, tuple[str, ...]]] = {
    "FragmentSelector": ("value",),
    "CssSelector": ("value",),
    "XPathSelector": ("value",),
    "TextQuoteSelector": ("exact",),
    "TextPositionSelector": (),
    "DataPositionSelector": (),
    "SvgSelector": (),
    "RangeSelector": (),
}
_MOMENTS = ("created", "modified", "generated")
_WORDS = ("language", "format", "purpose", "styleClass", "accessibility")


class Flaw(StrEnum):
    """What is wrong at a place of a document."""

    JSON = "json"
    DEEP = "deep"
    CONTEXT = "context"
    TYPE = "type"
    MISSING = "missing"
    SEVERAL = "several"
    IRI = "iri"
    TEXT = "text"
    OBJECT = "object"
    MOMENT = "moment"
    NUMBER = "number"
    DIRECTION = "direction"
    BODIES = "bodies"


class BadAnnotation(ValueError):
    """A document that is no Web Annotation: the flaw and where it is, as `items[2].body.value`."""

    def __init__(self, flaw: Flaw, where: str) -> None:
        super().__init__(f"{flaw.value}: {where}")
        self.flaw = flaw
        self.where = where


def check_context(document: Any) -> None:
    """Raise BadAnnotation unless the context is, or has in it, that of the model (§3.1)."""
    context = document.get("@context") if isinstance(document, dict) else None
    if CONTEXT not in several(context):
        raise BadAnnotation(Flaw.CONTEXT, "@context")


def check_annotation(node: Any, where: str = "") -> None:
    """Raise BadAnnotation unless `node` is an Annotation (§3.1, §3.3): one IRI, its type, at least
    one target, bodies or a `bodyValue` but not both."""
    _object(node, where)
    _require(node, where, "id", "type", "target")
    _one(node, where, "id", _iri)
    if "Annotation" not in types(node):
        raise BadAnnotation(Flaw.TYPE, _at(where, "type"))
    if "bodyValue" in node:
        if "body" in node:
            raise BadAnnotation(Flaw.BODIES, _at(where, "bodyValue"))
        _one(node, where, "bodyValue", _text)
    _about(node, where)
    _each(node, where, "motivation", _text)
    if node["target"] == []:
        raise BadAnnotation(Flaw.MISSING, _at(where, "target"))
    for name in ("body", "target"):
        _each(node, where, name, _resource)
    for name in ("audience", "stylesheet"):
        _each(node, where, name, _iri_or_object)


def check_page(node: Any, where: str = "") -> None:
    """Raise BadAnnotation unless `node` is an Annotation Page (§4.5 of the vocabulary)."""
    _object(node, where)
    _require(node, where, "id", "type", "items")
    for name in ("id", "next", "prev"):
        _one(node, where, name, _iri)
    _one(node, where, "partOf", _iri_or_object)
    _one(node, where, "startIndex", _number)
    if not isinstance(node["items"], list):
        raise BadAnnotation(Flaw.OBJECT, _at(where, "items"))


def check_collection(node: Any, where: str = "") -> None:
    """Raise BadAnnotation unless `node` is an Annotation Collection."""
    _object(node, where)
    _require(node, where, "id", "type")
    _one(node, where, "id", _iri)
    _one(node, where, "total", _number)
    for name in ("first", "last"):
        _one(node, where, name, _iri_or_object)
    _about(node, where)


def types(node: dict[str, Any]) -> tuple[str, ...]:
    """The types of a node."""
    return tuple(kind for kind in several(node.get("type")) if isinstance(kind, str))


def _resource(node: Any, where: str) -> None:
    """A body or a target (§3.2): an IRI, a text, a set of resources, a part of one, or one."""
    if isinstance(node, str):
        return _iri(node, where)
    _object(node, where)
    if where.count(".") + where.count("[") > MOST_DEPTH:
        raise BadAnnotation(Flaw.DEEP, where)
    _about(node, where)
    if "TextualBody" in types(node):
        _require(node, where, "value")
        _one(node, where, "value", _text)
    elif "items" in node or any(kind in _SETS for kind in types(node)):
        _set(node, where)
    elif "source" in node:
        _specific(node, where)
    else:
        _require(node, where, "id")
    return None


def _set(node: dict[str, Any], where: str) -> None:
    if sum(kind in _SETS for kind in types(node)) != 1:
        raise BadAnnotation(Flaw.TYPE, _at(where, "type"))
    _require(node, where, "items")
    _each(node, where, "items", _resource)


def _specific(node: dict[str, Any], where: str) -> None:
    _one(node, where, "source", _resource)
    _each(node, where, "selector", _selector)
    _each(node, where, "state", _iri_or_object)
    for name in ("scope", "renderedVia"):
        _each(node, where, name, _iri_or_object)


def _selector(node: Any, where: str) -> None:
    """A selector (§4.2): an IRI, or one of the known types with what it needs."""
    if isinstance(node, str):
        return _iri(node, where)
    _object(node, where)
    if where.count(".") + where.count("[") > MOST_DEPTH:
        raise BadAnnotation(Flaw.DEEP, where)
    known = [kind for kind in types(node) if kind in _SELECTORS]
    if len(known) != 1:
        raise BadAnnotation(Flaw.TYPE, _at(where, "type"))
    _require(node, where, *_SELECTORS[known[0]])
    for name in ("value", "exact", "prefix", "suffix"):
        _one(node, where, name, _text)
    if known[0] in ("TextPositionSelector", "DataPositionSelector"):
        _require(node, where, "start", "end")
        for name in ("start", "end"):
            _one(node, where, name, _number)
    if known[0] == "RangeSelector":
        _require(node, where, "startSelector", "endSelector")
    for name in ("startSelector", "endSelector", "refinedBy"):
        _each(node, where, name, _selector)
    return None


def _about(node: dict[str, Any], where: str) -> None:
    """What may be said of any resource (§3.2.1, §3.3.4): who, when, in which form and language."""
    for name in ("id", "canonical", "processingLanguage"):
        _one(node, where, name, _text if name == "processingLanguage" else _iri)
    for name in _MOMENTS:
        _one(node, where, name, _moment)
    for name in ("rights", "via"):
        _each(node, where, name, _iri)
    for name in ("creator", "generator"):
        _each(node, where, name, _iri_or_object)
    for name in (*_WORDS, "type"):
        _each(node, where, name, _text)
    _one(node, where, "textDirection", _direction)


Check = Callable[[Any, str], None]


def _each(node: dict[str, Any], where: str, name: str, check: Check) -> None:
    value = node.get(name)
    if isinstance(value, list):
        for place, one in enumerate(value):
            check(one, f"{_at(where, name)}[{place}]")
    elif name in node:
        check(value, _at(where, name))


def _one(node: dict[str, Any], where: str, name: str, check: Check) -> None:
    if isinstance(node.get(name), list):
        raise BadAnnotation(Flaw.SEVERAL, _at(where, name))
    if name in node:
        check(node[name], _at(where, name))


def _require(node: dict[str, Any], where: str, *names: str) -> None:
    for name in names:
        if node.get(name) is None:
            raise BadAnnotation(Flaw.MISSING, _at(where, name))


def _object(node: Any, where: str) -> None:
    if not isinstance(node, dict):
        raise BadAnnotation(Flaw.OBJECT, where)


def _iri_or_object(node: Any, where: str) -> None:
    if isinstance(node, str):
        _iri(node, where)
    else:
        _object(node, where)


def _iri(value: Any, where: str) -> None:
    if not (isinstance(value, str) and _IRI.fullmatch(value)):
        raise BadAnnotation(Flaw.IRI, where)


def _text(value: Any, where: str) -> None:
    if not isinstance(value, str):
        raise BadAnnotation(Flaw.TEXT, where)


def _number(value: Any, where: str) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BadAnnotation(Flaw.NUMBER, where)


def _moment(value: Any, where: str) -> None:
    try:
        moment = dt.datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise BadAnnotation(Flaw.MOMENT, where) from None
    if moment.tzinfo is None:
        raise BadAnnotation(Flaw.MOMENT, where)


def _direction(value: Any, where: str) -> None:
    if value not in ("ltr", "rtl", "auto"):
        raise BadAnnotation(Flaw.DIRECTION, where)


def several(value: Any) -> tuple[Any, ...]:
    """The values of a property that may have one or many."""
    return tuple(value) if isinstance(value, list) else (value,)


def _at(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def selectors(node: Any) -> Iterator[dict[str, Any]]:
    """The selectors of a target, the ones that refine others after them."""
    for one in several(node.get("selector") if isinstance(node, dict) else None):
        yield from _refined(one)


def _refined(node: Any) -> Iterator[dict[str, Any]]:
    for one in several(node):
        if isinstance(one, dict):
            yield one
            yield from _refined(one.get("refinedBy"))
