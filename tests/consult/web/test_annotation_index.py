"""GET /bills/{slug}/{reading}/annotations.json: promises R25, R34."""

from reports.annotating.reading import Annotation, read
from tests.site import Visitor

PAGE = "/bills/dogs/1/annotations.json"


def test_the_collection_leads_to_pages_with_what_the_public_reads(visitor: Visitor) -> None:
    answer = visitor.get(PAGE)
    assert answer.headers["content-type"].startswith("application/ld+json")
    whole = answer.json()
    assert whole["total"] == 5
    assert whole["first"].endswith(f"{PAGE}?after=0")
    page = visitor.get(f"{PAGE}?after=0")
    found = [one for one in read(page.content) if isinstance(one, Annotation)]
    assert len(found) == 5
    assert found[0].text == "合租的人也有固定住所，建议删去独户居住。"
    assert found[0].source.endswith("/bills/dogs/1/articles/art_3__para_1__item_2")
    assert "13800138000" not in page.text
    assert visitor.get(f"{PAGE}?after=999999999").json()["items"] == []


def test_it_is_kept_and_answered_as_unchanged(visitor: Visitor) -> None:
    tag = visitor.get(PAGE).headers["etag"]
    assert visitor.get(PAGE, **{"if-none-match": tag}).status_code == 304


def test_there_is_none_where_nobody_was_asked(visitor: Visitor) -> None:
    assert visitor.get("/bills/dogs/3/annotations.json").status_code == 404
    assert visitor.get(f"{PAGE}?after=x").json()["type"] == "AnnotationCollection"
