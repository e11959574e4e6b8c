"""What the suite of the W3C accepts is read, what it refuses is refused, for its own reason."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from reports.annotating.reading import Unread, read
from reports.annotating.rules import CONTEXT, BadAnnotation, Flaw, check_annotation

GOOD: dict[str, Any] = {
    "@context": CONTEXT,
    "id": "http://example.org/anno1",
    "type": "Annotation",
    "body": {"type": "TextualBody", "value": "建议删去。"},
    "target": "http://example.org/page1",
}


def test_every_document_of_the_suite_is_judged_as_it_says(corpus: Path) -> None:
    folder = corpus / "peers" / "w3c-annotation"
    judged = {}
    for file in sorted(folder.glob("*/*.json")):
        try:
            found = read(file.read_bytes())
        except BadAnnotation:
            judged[file] = "incorrect"
        else:
            judged[file] = "incorrect" if any(isinstance(f, Unread) for f in found) else "correct"
    assert len(judged) == 83
    assert {file: verdict for file, verdict in judged.items() if file.parent.name != verdict} == {}


@pytest.mark.parametrize(
    ("change", "flaw", "where"),
    [
        ({"id": "not a uri"}, Flaw.IRI, "id"),
        ({"id": ["http://a.org/1", "http://a.org/2"]}, Flaw.SEVERAL, "id"),
        ({"id": None}, Flaw.MISSING, "id"),
        ({"type": "Squirrel"}, Flaw.TYPE, "type"),
        ({"type": None}, Flaw.MISSING, "type"),
        ({"target": None}, Flaw.MISSING, "target"),
        ({"target": []}, Flaw.MISSING, "target"),
        ({"target": 9}, Flaw.OBJECT, "target"),
        ({"body": "this is not a uri"}, Flaw.IRI, "body"),
        ({"body": {"id": "neither is this"}}, Flaw.IRI, "body.id"),
        ({"body": {"id": "http://a.org/1", "format": 6}}, Flaw.TEXT, "body.format"),
        ({"body": {"id": "http://a.org/1", "language": 3}}, Flaw.TEXT, "body.language"),
        ({"body": {"id": "http://a.org/1", "textDirection": "up"}}, Flaw.DIRECTION, None),
        ({"body": {"id": "http://a.org/1", "textDirection": ["ltr", "rtl"]}}, Flaw.SEVERAL, None),
        (
            {"body": {"id": "http://a.org/1", "processingLanguage": ["en", "de"]}},
            Flaw.SEVERAL,
            None,
        ),
        ({"body": {"type": "TextualBody"}}, Flaw.MISSING, "body.value"),
        ({"body": {"type": "TextualBody", "value": ["a", "b"]}}, Flaw.SEVERAL, "body.value"),
        ({"bodyValue": "twice"}, Flaw.BODIES, "bodyValue"),
        ({"body": None, "bodyValue": 23}, Flaw.TEXT, "bodyValue"),
        ({"body": {"type": ["Choice", "List"], "items": ["http://a.org"]}}, Flaw.TYPE, "body.type"),
        ({"body": {"items": ["http://a.org/1"]}}, Flaw.TYPE, "body.type"),
        ({"body": {}}, Flaw.MISSING, "body.id"),
        ({"creator": 6}, Flaw.OBJECT, "creator"),
        ({"generator": 42}, Flaw.OBJECT, "generator"),
        ({"created": "yesterday"}, Flaw.MOMENT, "created"),
        ({"created": "2015-01-28T12:00:00"}, Flaw.MOMENT, "created"),
        ({"modified": ["2015-01-28T12:00:00Z"] * 2}, Flaw.SEVERAL, "modified"),
        ({"rights": "not a uri"}, Flaw.IRI, "rights"),
        ({"via": "not a uri"}, Flaw.IRI, "via"),
        ({"target": {"source": "http://a.org", "selector": {"type": "Guess"}}}, Flaw.TYPE, None),
        (
            {"target": {"source": "http://a.org", "selector": [{"type": "TextQuoteSelector"}]}},
            Flaw.MISSING,
            "target.selector[0].exact",
        ),
        (
            {
                "target": {
                    "source": "http://a.org",
                    "selector": {"type": "TextPositionSelector", "start": -1, "end": 4},
                }
            },
            Flaw.NUMBER,
            "target.selector.start",
        ),
    ],
)
def test_each_rule_has_its_flaw_and_its_place(
    change: dict[str, Any], flaw: Flaw, where: str | None
) -> None:
    node = {key: value for key, value in {**GOOD, **change}.items() if value is not None}
    with pytest.raises(BadAnnotation) as told:
        check_annotation(node)
    assert told.value.flaw is flaw
    assert where in (None, told.value.where)


@pytest.mark.parametrize(
    ("data", "flaw"),
    [
        (b"this is not json", Flaw.JSON),
        (b"[" * 100_000, Flaw.JSON),
        (b"{}", Flaw.CONTEXT),
        (b"3", Flaw.CONTEXT),
        (msgspec.json.encode({**GOOD, "@context": "fish"}), Flaw.CONTEXT),
    ],
)
def test_a_document_that_is_none_is_refused_whole(data: bytes, flaw: Flaw) -> None:
    with pytest.raises(BadAnnotation) as told:
        read(data)
    assert told.value.flaw is flaw


def test_a_set_inside_a_set_without_end_is_refused() -> None:
    body: dict[str, Any] = {"id": "http://a.org"}
    for _ in range(200):
        body = {"type": "List", "items": [body]}
    with pytest.raises(BadAnnotation) as told:
        check_annotation({**GOOD, "body": body})
    assert told.value.flaw is Flaw.DEEP
