"""What an annotation says is understood; one that cannot be read keeps none of the others out."""

import datetime as dt
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from drafts.anchoring import Selector
from reports.annotating.reading import Annotation, Unread, read
from reports.annotating.rules import CONTEXT, BadAnnotation, Flaw
from reports.annotating.writing import Said, annotation, collection, encoded, page
from reports.model import CommentKind
from tests.reports.annotating.test_rules import GOOD

HOME = "https://example.org/bills/dogs/1"
MOMENT = dt.datetime(2026, 3, 20, 1, 30, tzinfo=dt.UTC)


def _read(document: Any) -> tuple[Annotation | Unread, ...]:
    return read(msgspec.json.encode(document))


def test_what_we_write_reads_back_as_it_was() -> None:
    said = Said(
        number="1-0001",
        kind=CommentKind.DELETE,
        text="建议删去。",
        proposed="有固定住所；",
        reason="合租的人也有固定住所。",
        source=f"{HOME}/articles/art_3",
        quote=Selector("独户居住", "且为", "；", 8),
        received=MOMENT,
    )
    whole = collection(f"{HOME}/annotations.json", "意见", 1, f"{HOME}/annotations.json?after=0")
    one = annotation(said, whole["id"])
    [found] = read(encoded(page(whole["first"], whole, 0, [one], "")))
    assert found == Annotation(
        id=f"{HOME}/annotations.json#1-0001",
        text=said.text,
        proposed=said.proposed,
        reason=said.reason,
        tags=("删除",),
        motivations=("commenting",),
        source=said.source,
        quote=said.quote,
        creator="",
        created=MOMENT,
    )
    assert read(encoded(whole)) == ()


def test_one_that_breaks_a_rule_is_told_and_the_others_are_read() -> None:
    bad = {**GOOD, "target": {"source": "nowhere"}}
    document = {
        "@context": CONTEXT,
        "id": "http://a.org/page",
        "type": "AnnotationPage",
        "items": [GOOD, bad, 7, GOOD],
    }
    first, second, third, fourth = _read(document)
    assert isinstance(first, Annotation)
    assert first == fourth
    assert second == Unread(Flaw.IRI, "items[1].target.source")
    assert third == Unread(Flaw.OBJECT, "items[2]")


def test_an_answer_of_hypothesis_is_read() -> None:
    row = {
        "id": "abc123_-",
        "created": "2026-03-20T01:30:00.123456+00:00",
        "user": "acct:someone@hypothes.is",
        "uri": f"{HOME}/articles/art_3",
        "text": "太严。",
        "tags": ["删除"],
        "target": [
            {
                "source": f"{HOME}/articles/art_3",
                "selector": [
                    {"type": "RangeSelector", "startContainer": "/p[1]", "startOffset": 0},
                    {"type": "TextPositionSelector", "start": 99, "end": 103},
                    {"type": "TextQuoteSelector", "exact": "独户居住", "prefix": "且为"},
                ],
            }
        ],
    }
    [found] = _read({"total": 1, "rows": [row]})
    assert isinstance(found, Annotation), found
    assert (found.text, found.tags, found.source) == ("太严。", ("删除",), row["uri"])
    assert found.quote == Selector("独户居住", "且为", "", 99)


def test_html_is_read_as_words_and_of_a_choice_the_first() -> None:
    html = "<p>建议<b>删去</b>。</p><script>alert(1)</script>"
    body = {"type": "TextualBody", "value": html, "format": "text/html"}
    other = {"type": "TextualBody", "value": "another language"}
    [found] = _read({**GOOD, "body": {"type": "Choice", "items": [body, other]}})
    assert isinstance(found, Annotation)
    assert found.text == "建议删去。"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda one: (
        st.lists(one, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "type", "items", "body", "target", "selector", "source", "value"]
            ),
            one,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON, st.sampled_from(["body", "target", "creator", "id", "type", "items", "first", "rows"]))
def test_nothing_but_a_refusal_comes_of_any_document(value: Any, name: str) -> None:
    for kind in ("Annotation", "AnnotationPage", "AnnotationCollection"):
        try:
            found = _read({**GOOD, "type": kind, name: value})
        except BadAnnotation:
            continue
        assert isinstance(found, tuple)
