"""GET /bills/{slug}/{reading}/opinions"""

from types import SimpleNamespace
from typing import Any

import pytest

from consult.services.public.opinion import OpinionView
from consult.web.opinion import PER_PAGE, opinions_asked
from tests.site import Visitor

PATH = "/bills/dogs/1/opinions"


def test_it_shows_what_names_no_article_and_nothing_else(visitor: Visitor) -> None:
    page = visitor.get(PATH).text
    assert "总体赞成，希望早日施行。" in page
    assert "独户居住" not in page


def test_the_draft_leads_to_it_and_says_how_many(visitor: Visitor) -> None:
    page = visitor.get("/bills/dogs/1").text
    assert f'<a href="{PATH}">对整部草案的意见</a> 1 条意见 · 1 类' in page
    assert "/opinions" not in visitor.get("/bills/dogs/2").text


def test_it_says_how_the_opinion_was_answered(visitor: Visitor) -> None:
    visitor.sign_in("zhoumin")
    bench = visitor.get("/staff/bills/dogs/1/clusters?at=whole").text
    cluster = bench.split("/staff/clusters/")[1].split('"')[0]
    fields = {"outcome": "study", "reason": "施行日期另行研究。", "version": "0", "state": "1"}
    visitor.post(f"/staff/clusters/{cluster}/disposition", fields, page="/staff")
    visitor.sign_off()
    assert "施行日期另行研究。" in visitor.get(PATH).text


def test_before_clustering_it_says_that_they_are_being_sorted(visitor: Visitor) -> None:
    form = "/bills/dogs/2/comment"
    fields = {"kind": "other", "text": "没有别的话。", "key": "a-key-of-this-form"}
    visitor.post(form, fields, page=form)
    page = visitor.get("/bills/dogs/2/opinions").text
    assert "归类以后在这里公布" in page
    assert "没有别的话" not in page


def test_it_is_not_found_where_there_is_no_draft(visitor: Visitor) -> None:
    assert visitor.get("/bills/dogs/9/opinions").status_code == 404


@pytest.mark.parametrize(
    ("query", "number"),
    [({}, 1), ({"page": "2"}, 2), ({"opinion": "45"}, 3), ({"opinion": "999"}, 1)],
)
def test_a_link_to_one_opinion_opens_the_page_that_holds_it(
    query: dict[str, str], number: int
) -> None:
    request: Any = SimpleNamespace(query_params=query)
    opinions = [OpinionView(n, "", "", 1, {}, None, "", ()) for n in range(1, 2 * PER_PAGE + 6)]
    assert opinions_asked(request, opinions).number == number
