"""GET /room/reports/{sha256}/articles/{anchor}, …/opinions, …/comparison, …/search."""

import html
import re

from tests.consult.rooms import Seat, furnished, seat_of
from tests.site import CANARY

__all__ = ["furnished", "seat_of"]


def test_it_shows_the_text_the_decisions_and_the_words_of_people(seat_of: Seat) -> None:
    member = seat_of("chen")
    section = next(one for one in seat_of.report.sections if one.anchor == seat_of.article)
    page = html.unescape(member.get(seat_of.leaf).text)
    assert all(line in page for line in section.paragraphs)
    for view in section.clusters:
        assert f'id="{view.anchor}"' in page
        assert view.quotation.text.split("<")[0] in page
    assert "修改前后对照" in page and "<del>" in page
    assert 'rel="prev"' in page and 'rel="next"' in page


def test_hostile_words_are_inert_on_every_page(seat_of: Seat) -> None:
    member = seat_of("chen")
    base = f"/room/reports/{seat_of.versions[0]}"
    pages = ["", f"/articles/{seat_of.article}", "/opinions", "/comparison", "/search?q=alert"]
    told = [member.get(base + one).text for one in pages]
    assert all(CANARY not in page and "<img src=x" not in page for page in told)
    assert any(html.escape("<script>alert(1)", quote=False) in page for page in told)
    asked = member.get(f"{base}/search?q=%3Cscript%3E%22'").text
    assert "<script>" not in asked


def test_every_link_on_every_page_of_a_version_is_alive(seat_of: Seat) -> None:
    member = seat_of("chen")
    seen: dict[str, str] = {}
    waiting = {f"/room/reports/{seat_of.versions[0]}"}
    while waiting:
        path = waiting.pop()
        answer = member.get(path)
        assert answer.status_code == 200, path
        seen[path] = answer.text
        for href in re.findall(r'href="(/room[^"#]*)', answer.text):
            target = html.unescape(href)
            if target not in seen and "/pdf" not in target and ".md" not in target:
                waiting.add(target)
    for path, text in seen.items():
        for href, anchor in re.findall(r'href="(/room[^"#]*)#([^"]+)"', text):
            assert f'id="{anchor}"' in seen[html.unescape(href)], f"{path} → {href}#{anchor}"


def test_opinions_are_filtered_and_hold_their_place(seat_of: Seat) -> None:
    member = seat_of("chen")
    base = f"/room/reports/{seat_of.versions[0]}/opinions"
    everything = member.get(base).text
    assert everything.count('class="told"') == seat_of.report.figures.comments
    study = member.get(f"{base}?verdict=study").text
    assert study.count('class="told"') == sum(
        one.comments for one in seat_of.report.figures.verdicts if one.verdict.key == "study"
    )
    assert "没有这样的意见" in member.get(f"{base}?verdict=nothing").text
    assert member.get(f"{base}?from=nowhere").status_code == 200


def test_search_marks_what_it_found(seat_of: Seat) -> None:
    member = seat_of("chen")
    page = member.get(f"/room/reports/{seat_of.versions[0]}/search?q=独户").text
    assert "<mark>独户</mark>" in page
    assert "找到 0 处" in member.get(f"/room/reports/{seat_of.versions[0]}/search?q=没人说").text


def test_an_article_that_is_not_there_is_not_found(seat_of: Seat) -> None:
    member = seat_of("chen")
    for anchor in ("t-99", "y-1", "x"):
        there = f"/room/reports/{seat_of.versions[0]}/articles/{anchor}"
        assert member.get(there).status_code == 404
