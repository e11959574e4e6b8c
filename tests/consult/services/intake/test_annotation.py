"""Annotations come in as comments and go out as the public may read them: promises R25, R33."""

from typing import Any

import msgspec
import pytest

from consult.errors import Invalid, NotAllowed
from consult.permissions import NETIZEN, Actor
from consult.services.clusters import cluster
from consult.services.intake import annotation
from consult.services.intake.intake import Collected
from consult.services.records import find
from consult.services.submissions.spoken import spoken_of
from consult.tables import AuditEntry, Comment
from reports.annotating.reading import Annotation, read
from reports.annotating.rules import CONTEXT
from reports.model import Channel
from tests.consult.cast import AFTER, STAFF

pytestmark = pytest.mark.anyio
HOME = "https://consult.example"
ITEM = "art_3__para_1__item_2"


def _annotation(text: str, target: Any, **more: Any) -> dict[str, Any]:
    body = {"type": "TextualBody", "value": text}
    kept = {"id": f"urn:x:{text}", "type": "Annotation", "body": body, "target": target}
    return {"@context": CONTEXT, **kept, **more}


def _words(source: str, exact: str, **more: Any) -> dict[str, Any]:
    return {"source": source, "selector": {"type": "TextQuoteSelector", "exact": exact, **more}}


PAGE = f"{HOME}/bills/dogs/1"
GIVEN = [
    _annotation("太严。", _words(f"{PAGE}/articles/{ITEM}", "独户居住")),
    _annotation("绳子太短，电话13800138000。", _words(PAGE, "一点五米", prefix="网页上别的字")),
    _annotation("哪几条？", _words(PAGE, "应当"), motivation="questioning"),
    _annotation("早日施行。", PAGE),
    _annotation("写错了。", _words(f"{PAGE}#art_5", "没有这几个字")),
    _annotation("坏的。", {"source": "nowhere"}),
    {**_annotation("", PAGE), "body": "http://example.org/video"},
]


async def _take(given: Any, *, dry_run: bool = False, actor: Actor = STAFF) -> Collected:
    return await annotation.import_annotations(
        actor,
        AFTER,
        slug="dogs",
        reading=1,
        channel=Channel.WEB,
        filename="批注.json",
        data=msgspec.json.encode(given),
        dry_run=dry_run,
    )


async def test_each_goes_to_the_provision_it_speaks_of_or_to_none(dogs: str) -> None:
    taken = await _take(GIVEN)
    assert (taken.added, taken.already) == (5, 0)
    assert [(error.row, str(error.message)) for error in taken.errors] == [
        (6, "“[5].target.source”不是网址（IRI）。"),
        (7, "这条批注里没有文字，正文在别处，不会去取。"),
    ]
    rows = await Comment.select().order_by(Comment.id)
    addresses = [row["address"] for row in rows]
    assert addresses == [ITEM, "art_4", None, None, "art_5"]
    assert [row["kind"] for row in rows][2] == "question"
    spoken = await spoken_of([row["id"] for row in rows])
    found = [one and one.exact for one in map(spoken.get, [row["id"] for row in rows])]
    assert found == ["独户居住", "一点五米", "应当", None, "没有这几个字"]
    assert [one.mark for one in spoken.values()] == ["8-12", "17-21", None, None]


async def test_the_same_document_again_adds_nothing(dogs: str) -> None:
    assert (await _take(GIVEN, dry_run=True)).added == 5
    await _take(GIVEN)
    again = await _take(GIVEN)
    assert (again.added, again.already) == (0, 5)
    assert await AuditEntry.count().where(AuditEntry.action == "comment.collect") == 1


async def test_what_goes_out_is_what_the_public_reads_and_comes_in_again(dogs: str) -> None:
    await _take(GIVEN)
    empty = await annotation.collection("dogs", 1, HOME)
    assert empty["total"] == 0, "nothing is public before it is grouped"
    await cluster.rebuild(STAFF, AFTER, slug="dogs", reading=1)
    whole = await annotation.export_annotations(STAFF, slug="dogs", reading=1, home=HOME)
    assert b"13800138000" not in whole
    found = [one for one in read(whole) if isinstance(one, Annotation)]
    assert [one.quote and one.quote.exact for one in found] == ["独户居住", "一点五米", *[None] * 3]
    assert found[0].source == f"{PAGE}/articles/{ITEM}"
    taken = await _take(msgspec.json.decode(whole))
    assert (taken.added, taken.errors) == (5, ())
    rows = await Comment.select().order_by(Comment.id)
    assert [row["address"] for row in rows[5:]] == [row["address"] for row in rows[:5]]


async def test_pages_lead_from_one_to_the_next(dogs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotation, "PER_PAGE", 2)
    await _take(GIVEN)
    await cluster.rebuild(STAFF, AFTER, slug="dogs", reading=1)
    numbers, after = [], 0
    for start in (0, 2, 4):
        page = await annotation.page("dogs", 1, HOME, after)
        assert page["startIndex"] == start
        assert all(isinstance(one, Annotation) for one in read(msgspec.json.encode(page)))
        numbers += [item["id"].rpartition("#")[2] for item in page["items"]]
        after = int(page.get("next", "=0").rpartition("=")[2])
    assert after == 0
    assert numbers == [f"{(await find.round_row('dogs', 1))[1]['id']}-000{n}" for n in range(1, 6)]


async def test_who_may_not_collect_or_export_may_not_here(dogs: str) -> None:
    with pytest.raises(NotAllowed):
        await annotation.export_annotations(NETIZEN, slug="dogs", reading=1, home=HOME)
    with pytest.raises(NotAllowed):
        await _take([], actor=NETIZEN)


async def test_what_is_no_annotation_is_refused_with_a_sentence(dogs: str) -> None:
    with pytest.raises(Invalid, match="@context"):
        await _take({"fish": 1})
