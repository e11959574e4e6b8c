"""GET /bills/{slug}/{reading}/compare"""

import re

from tests.site import Visitor


def test_it_sets_old_and_new_words_side_by_side(visitor: Visitor) -> None:
    page = visitor.get("/bills/dogs/2/compare").text
    assert "一审稿与二审稿对照" in page
    assert "<del>，且为独户居住</del>" in page
    assert 'id="art_4"' in page


def test_it_says_so_when_there_is_nothing_before(visitor: Visitor) -> None:
    assert visitor.get("/bills/dogs/1/compare").status_code == 404


def test_on_a_phone_it_is_one_text_with_the_changes_marked_in_it(visitor: Visitor) -> None:
    page = visitor.get("/bills/dogs/2/compare").text
    merged = re.findall(r'<td class="merged">(.*?)</td>', page, re.DOTALL)
    assert len(merged) == page.count("<tr id=")
    article = next(text for text in merged if "独户居住" in text)
    assert "有固定住所<del>，且为独户居住</del>；" in article
    assert "<del>十个工作日</del><ins>五个工作日</ins>" in article
    added = next(text for text in merged if "自律相结合" in text)
    assert "<del>" not in added and "<ins>" in added


def test_numbers_and_doubts_are_said_in_words(judge: Visitor) -> None:
    page = judge.get("/bills/dogs/4/compare").text
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    doubtful = page[page.index('<tr id="art_4"') :].split("</tr>")[0]
    assert re.search(r"第五条</span> <span[^>]*>→ 第四条", doubtful)
    assert "有改动" in doubtful and "待确认" in doubtful
    assert "删去" in page[page.index('<tr id="old-art_3"') :].split("</tr>")[0]
    kept = page[page.index("same-rows") :]
    assert "3 条文字没有变" in kept and re.search(r"第四条 → <a[^>]*>第三条", kept)
