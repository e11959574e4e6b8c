"""GET /bills/{slug}/{reading}"""

import re

from tests.site import Visitor


def test_it_shows_every_article_with_contents_and_counts(visitor: Visitor) -> None:
    page = visitor.get("/bills/dogs/1").text
    for n in range(1, 6):
        assert f'id="art_{n}"' in page
        assert f'href="#art_{n}"' in page
    assert "3 条意见" in page
    entries = dict(re.findall(r'<li><a href="#(art_\d+)">(.*)</a></li>', page))
    bars = {at: re.findall(r"heat-\d+", entry) for at, entry in entries.items()}
    assert bars == {
        "art_1": [],
        "art_2": [],
        "art_3": ["heat-10"],
        "art_4": ["heat-4"],
        "art_5": [],
    }
    assert '<span class="num">3</span>' in entries["art_3"], "not by the bar alone"
    article = page[page.index('<article class="art" id="art_3"') :].split("</article>")[0]
    assert "heat-10" in article


def test_every_provision_has_its_link(visitor: Visitor) -> None:
    for path in ("/bills/dogs/1", "/bills/dogs/1/articles/art_3"):
        page = visitor.get(path).text
        links = re.findall(r'<a class="here" href="#([^"]+)" aria-label="([^"]+)">', page)
        assert ("art_3__para_1__item_2", "第三条（二）的链接") in links
        assert ("art_3__para_2", "第三条第 2 款的链接") in links
        assert all(f'id="{at}"' in page for at, _ in links)
    assert ("art_1", "第一条的链接") in re.findall(
        r'<a class="here" href="#([^"]+)" aria-label="([^"]+)">', visitor.get("/bills/dogs/1").text
    )


def test_it_offers_a_form_at_every_article_and_item_while_open(visitor: Visitor) -> None:
    page = visitor.get("/bills/dogs/2").text
    assert "/bills/dogs/2/comment?at=art_4" in page
    assert "/bills/dogs/2/comment?at=art_4__para_1__item_2" in page
    assert "/comment?at=" not in visitor.get("/bills/dogs/1").text


def test_it_says_where_an_article_comes_from(visitor: Visitor) -> None:
    page = visitor.get("/bills/dogs/2").text
    assert "一审稿为第三条，有改动" in page
    assert "一审稿没有这一条，新增" in page


def test_it_marks_the_changes_when_asked(visitor: Visitor) -> None:
    assert "<ins>" not in visitor.get("/bills/dogs/2").text
    assert "<del>，且为独户居住</del>" in visitor.get("/bills/dogs/2?view=changes").text
    assert visitor.get("/bills/dogs/1?view=changes").status_code == 200


def test_the_changes_of_a_reading_stand_in_one_text_or_side_by_side(visitor: Visitor) -> None:
    inline = visitor.get("/bills/dogs/2?changes=inline").text
    assert "修改 2 条，增加 1 条，删去 0 条，其余 3 条文字不变。" in inline
    assert "<del>，且为独户居住</del>" in inline
    assert 'class="sides"' not in inline
    beside = visitor.get("/bills/dogs/2?changes=side").text
    article = beside[beside.index('id="art_4"') :].split("</article>")[0]
    old, new = article.split('<div class="sides">')[1].split("</div>\n<div>")
    assert "一审稿</span> 第三条" in old
    assert "<del>，且为独户居住</del>" in old
    assert "<ins>" not in old
    assert "二审稿</span> 第四条" in new
    assert "<ins>五个工作日</ins>" in new
    assert "<del>" not in new
    assert '<ins><a class="cite" href="#art_5">第五条</a></ins>' in beside


def test_the_first_reading_has_nothing_to_be_compared_with(visitor: Visitor) -> None:
    assert "changes=" not in visitor.get("/bills/dogs/1").text
    for how in ("inline", "side", "upside-down"):
        page = visitor.get(f"/bills/dogs/1?changes={how}").text
        assert "<ins>" not in page
        assert 'class="sides"' not in page


def test_a_removed_article_stands_where_it_stood(judge: Visitor) -> None:
    for how, words in (("inline", "<del>养犬管理工作"), ("side", "<del>养犬管理工作")):
        page = judge.get(f"/bills/dogs/4?changes={how}").text
        gone = page.index('id="old-art_3"')
        assert page.index('id="art_2"') < gone < page.index('id="art_3"')
        assert "－ 删去三审稿第三条" in page
        assert words in page[gone : page.index('id="art_3"')]
    assert 'id="old-' not in judge.get("/bills/dogs/4").text


def test_a_changed_article_keeps_its_citations_as_links_where_changes_are_marked(
    visitor: Visitor,
) -> None:
    page = visitor.get("/bills/dogs/2?view=changes").text
    article = page[page.index('id="art_6"') :].split("</article>")[0]
    assert '<ins><a class="cite" href="#art_5">第五条</a></ins>' in article
    assert "<del>第四条</del>" in article


def test_a_citation_leads_to_its_provision_and_every_provision_is_an_anchor(
    visitor: Visitor,
) -> None:
    for page in ("/bills/dogs/2", "/bills/dogs/2?changes=side", "/bills/dogs/1"):
        text = visitor.get(page).text
        ids = re.findall(r' id="([^"]+)"', text)
        assert len(ids) == len(set(ids))
        for there in re.findall(r'<a class="cite" href="#([^"]+)"', text):
            assert there in ids
    assert '<a class="cite" href="#art_5">第五条</a>' in visitor.get("/bills/dogs/2").text
    assert 'id="art_4__para_1__item_2"' in visitor.get("/bills/dogs/2?view=changes").text


def test_it_says_not_found_for_a_reading_that_is_not_there(visitor: Visitor) -> None:
    for reading in ("4", "0", "2147483647", "99999999999999999999", "x"):
        assert visitor.get(f"/bills/dogs/{reading}").status_code == 404


def test_a_defined_word_leads_to_its_definition_also_where_changes_are_marked(
    staff: Visitor,
) -> None:
    text = "第一条　本规定所称犬只，是指人工饲养的犬。\n第二条　遛犬只要牵绳，犬只不得伤人。\n"
    fields = {"slug": "dogs", "reading": "4", "title": "", "body": ""}
    file = {"file": ("4.txt", text.encode())}
    assert staff.post("/staff/drafts", fields, page="/staff", files=file).status_code == 200
    for page in ("/bills/dogs/4", "/bills/dogs/4?changes=inline", "/bills/dogs/4?changes=side"):
        shown = staff.get(page).text
        terms = re.findall(r'<a class="term" title="([^"]+)" href="#([^"]+)">([^<]+)</a>', shown)
        assert terms == [("本规定所称犬只，是指人工饲养的犬。", "art_1__para_1", "犬只")], page
        assert 'id="art_1__para_1"' in shown
