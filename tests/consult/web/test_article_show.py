"""GET /bills/{slug}/{reading}/articles/{address}"""

from tests.site import CANARY, Visitor


def test_it_shows_opinions_escaped_and_masked(visitor: Visitor) -> None:
    page = visitor.get("/bills/dogs/1/articles/art_3").text
    assert "合租的人也有固定住所" in page
    assert CANARY not in page
    assert "13800138000" not in visitor.get("/bills/dogs/1/articles/art_4").text


def test_it_finds_the_article_of_an_item(visitor: Visitor) -> None:
    page = visitor.get("/bills/dogs/1/articles/art_3__para_1__item_2").text
    assert "个人申请养犬登记" in page


def test_it_tells_what_became_of_the_article(visitor: Visitor) -> None:
    page = visitor.get("/bills/dogs/1/articles/art_3").text
    assert "到二审稿成为第四条" in page
    assert "/bills/dogs/2/articles/art_4" in page


def test_it_says_not_found_for_another_address(visitor: Visitor) -> None:
    assert visitor.get("/bills/dogs/1/articles/art_99").status_code == 404


def test_it_shows_what_was_said_of_it_at_earlier_readings(visitor: Visitor) -> None:
    page = visitor.get("/bills/dogs/2/articles/art_4").text
    present, past = page.index('id="said"'), page.index("一审时提出的意见（当时是第三条）")
    assert present < past < page.index("合租的人也有固定住所")
    assert "/bills/dogs/1/articles/art_3" in page[past:]
    assert CANARY not in page
    assert "时提出的意见" not in visitor.get("/bills/dogs/1/articles/art_3").text


def test_a_citation_leads_to_its_article_in_the_draft(visitor: Visitor) -> None:
    page = visitor.get("/bills/dogs/2/articles/art_6").text
    assert '违反本规定<a class="cite" href="/bills/dogs/2#art_5">第五条</a>的' in page


def test_it_shows_the_changes_in_one_text_or_side_by_side(visitor: Visitor) -> None:
    here = "/bills/dogs/2/articles/art_4"
    inline, beside = visitor.get(here).text, visitor.get(f"{here}?changes=side").text
    assert f'href="{here}?changes=side#since"' in inline
    assert "<del>十个工作日</del><ins>五个工作日</ins>" in inline
    section = beside[beside.index('id="since"') :].split("</section>")[0]
    old, new = section.split('<div class="sides">')[1].split("</div>\n<div>")
    assert "<del>十个工作日</del>" in old
    assert "<ins>" not in old
    assert "<ins>五个工作日</ins>" in new
    assert "<del>" not in new


def test_it_marks_the_words_asked_for_beside_and_inside_links(visitor: Visitor) -> None:
    page = visitor.get("/bills/dogs/2/articles/art_4__para_1__item_2?mark=1-5").text
    assert "有<mark>固定住所</mark>；" in page
    cited = visitor.get("/bills/dogs/2/articles/art_6?mark=2-7").text
    link = '<a class="cite" href="/bills/dogs/2#art_5">'
    assert f"<mark>本规定</mark>{link}<mark>第五</mark></a>{link}条</a>" in cited
    assert "<mark>" not in visitor.get("/bills/dogs/2/articles/art_6?mark=<b>").text
