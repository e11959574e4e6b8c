"""GET /bills/{slug}/{reading}/comment"""

import re

from tests.site import Visitor

PAGE = "/bills/dogs/2/comment?at=art_4__para_1__item_2"


def test_it_shows_the_words_of_the_provision_and_asks_for_little(visitor: Visitor) -> None:
    page = visitor.get(PAGE).text
    assert "有固定住所；" in page
    assert re.findall(r"<(?:textarea|input)[^>]* required", page) == [
        '<textarea id="text" name="text" rows="5" maxlength="5000" required'
    ]


def test_every_form_has_its_own_key_and_is_never_stored(visitor: Visitor) -> None:
    first, second = visitor.get(PAGE), visitor.get(PAGE)
    keys = {re.search(r'name="key" value="([^"]+)"', page.text)[1] for page in (first, second)}  # type: ignore[index]
    assert len(keys) == 2
    assert first.headers["cache-control"] == "no-store"


def test_its_cookie_is_out_of_reach_of_scripts_and_other_sites(visitor: Visitor) -> None:
    cookie = visitor.get(PAGE).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


def test_an_article_offers_its_paragraphs_and_items(visitor: Visitor) -> None:
    page = visitor.get("/bills/dogs/2/comment?at=art_4").text
    assert '<option value="art_4" selected' in page
    assert '<option value="art_4__para_1__item_2">第一款第二项　有固定住所；</option>' in page
    chosen = visitor.get("/bills/dogs/2/comment?at=art_4&part=art_4__para_2").text
    assert '<option value="art_4__para_2" selected>' in chosen
    assert "对第四条第二款提意见" in chosen
    assert "对第四条提意见" in visitor.get("/bills/dogs/2/comment?at=art_4&part=art_9").text
    assert 'name="part"' not in visitor.get("/bills/dogs/2/comment?at=art_1").text


def test_selected_words_are_shown_in_their_provision(visitor: Visitor) -> None:
    page = visitor.get("/bills/dogs/2/comment?at=art_4&quote=固定住所").text
    assert "对第四条第一款第二项提意见" in page
    assert "有<mark>固定住所</mark>；" in page
    assert '<option value="quote" selected lang="zh-CN">选中的字：“固定住所”</option>' in page
    lost = visitor.get("/bills/dogs/2/comment?at=art_4&quote=独户居住").text
    assert "没有找到" in lost
    assert "<mark>" not in lost


def test_it_says_so_when_the_round_is_over_or_the_place_unknown(visitor: Visitor) -> None:
    assert visitor.get("/bills/dogs/1/comment").status_code == 409
    assert visitor.get("/bills/dogs/2/comment?at=art_99").status_code == 404
