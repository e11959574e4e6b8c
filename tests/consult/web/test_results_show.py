"""GET /bills/{slug}/{reading}/results, the lists behind its figures, and publishing it."""

import re
from html.parser import HTMLParser

import pytest

from consult.services.clusters import unread
from consult.services.decisions import disposition
from consult.services.public import preparing
from consult.tables import Cluster
from reports.model import Outcome
from tests.consult.cast import STAFF
from tests.site import CANARY, NOW, Visitor

PAGE = "/bills/dogs/1/results"
DESK = "/staff/bills/dogs/1/results"
UNITS = ("comments", "clusters", "submissions", "people")


class Figures(HTMLParser):
    """The figures of a page: (unit, number, where it leads), and the sums a list tells."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[tuple[str, int, str]] = []
        self.sums: dict[str, int] = {}
        self._open: tuple[str, str] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        names = (given.get("class") or "").split()
        unit = next((one for one in names if one in UNITS), "")
        if unit and ("fig" in names or tag == "b"):
            self._open = unit, given.get("href") or ""

    def handle_data(self, data: str) -> None:
        found = re.search(r"[\d,]+", data)
        if self._open and found:
            unit, href = self._open
            number = int(found[0].replace(",", ""))
            if href:
                self.links.append((unit, number, href))
            else:
                self.sums[unit] = number
            self._open = None


async def _decide() -> None:
    rows = await Cluster.select(Cluster.id).where(Cluster.retired.eq(False)).order_by(Cluster.id)
    for place, row in enumerate(rows):
        await unread.mark_shown(STAFF, NOW, row["id"])
        outcome = Outcome.NOT_ADOPTED if place else Outcome.ADOPTED
        await disposition.decide(
            STAFF, NOW, cluster_id=row["id"], outcome=outcome, reason="已研究。", version=0
        )


def decide(visitor: Visitor) -> None:
    """Every cluster is decided on, the first adopted; 周敏 is signed in."""
    visitor.client.blocking_portal.call(_decide)
    visitor.sign_in("zhoumin")


def publish(visitor: Visitor) -> None:
    """Publish what the preview shows."""
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', visitor.get(DESK).text)
    assert seen, visitor.get(DESK).text
    answer = visitor.post(DESK, {"seen": seen[1]}, page=DESK)
    assert answer.status_code == 303, answer.text


@pytest.fixture
def published(visitor: Visitor) -> Visitor:
    """A visitor of a site that has told its results."""
    decide(visitor)
    publish(visitor)
    visitor.sign_off()
    return visitor


def test_before_it_says_when_it_is_due_and_from_where_the_day_comes(visitor: Visitor) -> None:
    page = visitor.get(PAGE).text
    assert "承诺2026年5月9日以前公布，已经过了" in page
    assert "没有规定期限" in page
    assert "承诺2026年7月9日以前公布。" in visitor.get("/bills/dogs/2/results").text
    assert visitor.get("/bills/dogs/3/results").status_code == 404
    assert visitor.get(f"{PAGE}/opinions").status_code == 404
    assert PAGE not in visitor.get("/bills/dogs").text


def test_r13_every_figure_leads_to_a_list_of_as_many(published: Visitor) -> None:
    links = Figures(published.get(PAGE).text).links
    assert len(links) > 25
    assert {unit for unit, _, _ in links} == set(UNITS)
    for unit, number, href in links:
        told = Figures(published.get(href.replace("&amp;", "&")).text).sums
        assert told[unit] == number, f"{number} {unit}: {href}"


def test_english_says_the_same_figures(published: Visitor) -> None:
    chinese = Figures(published.get(PAGE).text).links
    english = Figures(published.get(f"/en{PAGE}").text).links
    assert [one[:2] for one in english] == [one[:2] for one in chinese]
    assert all(href.startswith("/en/") for _, _, href in english)


def test_it_says_that_it_is_no_vote_and_shows_nothing_of_the_writers(published: Visitor) -> None:
    page = published.get(PAGE).text
    assert "这不是投票" in page
    assert CANARY not in page
    assert "13800138000" not in page + published.get(f"{PAGE}/opinions").text
    assert "set-cookie" not in published.get(PAGE).headers


def test_home_bill_and_feeds_lead_to_it(published: Visitor) -> None:
    assert f'href="{PAGE}"' in published.get("/bills/dogs").text
    for feed in ("/feed.atom", "/bills/dogs/feed.atom", "/bills/dogs/1/feed.atom"):
        assert f'{PAGE}"' in published.get(feed).text
    seeded = published.seeded
    assert PAGE in published.get(f"/receipts/{seeded.number}/{seeded.code}").text


def test_it_is_kept_on_the_shelf_and_not_sent_twice(published: Visitor) -> None:
    first = published.get(PAGE)
    assert "public" in first.headers["cache-control"]
    again = published.get(PAGE, **{"if-none-match": first.headers["etag"]})
    assert again.status_code == 304


def test_what_is_missing_is_told_before_and_refused_after(visitor: Visitor) -> None:
    visitor.sign_in("zhoumin")
    looked = visitor.get(DESK).text
    assert "没有处理结果" in looked
    assert 'name="seen"' not in looked
    refused = visitor.post(DESK, {"seen": "0"}, page="/staff")
    assert refused.status_code == 409
    assert "没有处理结果" in refused.text


def test_what_changed_since_the_preview_is_not_published_unseen(visitor: Visitor) -> None:
    decide(visitor)
    refused = visitor.post(DESK, {"seen": "0" * 64}, page=DESK)
    assert refused.status_code == 409
    assert "内容又有变化" in refused.text
    publish(visitor)
    assert "和已经发布的第 1 版一样" in visitor.get(DESK).text


def test_a_large_notice_is_asked_for_and_waited_for(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "LARGE", 1)
    decide(visitor)
    looked = visitor.get(DESK).text
    assert "整理通报" in looked and 'name="seen"' not in looked
    refused = visitor.post(DESK, {"seen": "0" * 64}, page=DESK)
    assert (refused.status_code, "内容又有变化" in refused.text) == (409, True)
    asked = visitor.post(f"{DESK}/prepare", {}, page=DESK)
    assert asked.status_code == 303
    job = asked.headers["location"]
    assert "整理通报" in visitor.get(job).text
    assert f'href="{job}"' in visitor.get(DESK).text


def test_strange_queries_are_answered_plainly(published: Visitor) -> None:
    for query in (
        "kind=x",
        "outcome=%27",
        "channel=0",
        "answer=a",
        "after=99999999",
        "article=%00",
    ):
        answer = published.get(f"{PAGE}/opinions?{query}")
        assert answer.status_code == 200, query
    for query in ("version=9", "version=x", "department=7"):
        assert published.get(f"{PAGE}/opinions?{query}").status_code == 404, query


def test_without_a_paper_of_the_same_data_there_is_none(published: Visitor) -> None:
    assert published.get(f"{PAGE}/1/paper").status_code == 404
    assert "/paper" not in published.get(PAGE).text
