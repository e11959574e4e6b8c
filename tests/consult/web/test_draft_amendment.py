"""GET /bills/{slug}/{reading} and /amendment, for a law in force amended by a decision"""

import re

import pytest

from tests.consult.parks import BROKEN_DECISION, DECISION, SECOND_DECISION
from tests.consult.web.test_load_amended import AMENDED, FIELDS, hidden, preview
from tests.site import Visitor

HERE = "/bills/parks/1"


@pytest.fixture
def parks(staff: Visitor) -> Visitor:
    """A reading made of a law and a decision, with its round open; nobody signed in."""
    assert staff.post(AMENDED, hidden(preview(staff)[1]), page="/staff").status_code == 200
    days = {"first_day": "2026-05-20", "last_day": "2026-06-30"}
    answer = staff.post("/staff/bills/parks/1/round/open", days, page="/staff/bills/parks/1")
    assert answer.status_code == 303
    staff.sign_off()
    return staff


def article(page: str, anchor: str) -> str:
    """The markup of one article."""
    found = re.search(rf'<article class="art" id="{anchor}">.*?</article>', page, re.DOTALL)
    assert found, anchor
    return found[0]


def test_each_article_says_what_the_decision_does_to_it(parks: Visitor) -> None:
    page = parks.get(HERE).text
    assert "下面是《云川市公园管理条例》按照这个修改决定改过以后的全文" in page
    third = article(page, "art_3")
    assert "± 修改现行第三条" in third
    assert "<del>园林局</del><ins>公园管理部门</ins>" in third
    assert "将第三条、第八条中的“园林局”修改为“公园管理部门”。" in third
    assert "＋ 增加的一条" in article(page, "art_5")
    assert "± 修改现行第五条" in article(page, "art_6")
    gone = article(page, "old-art_7")
    assert "－ 删去现行第七条" in gone and "<del>违反本条例第五条" in gone
    assert page.index('id="old-art_7"') < page.index('id="art_8"')
    assert "第三章　<ins>监督和</ins>法律责任" in page
    same = article(page, "art_1")
    assert "<details" in same and "未改" in same and "<ins>" not in same


def test_comments_go_to_the_consolidated_articles(parks: Visitor) -> None:
    page = parks.get(HERE).text
    assert f"{HERE}/comment?at=art_7" in article(page, "art_7")
    plain = parks.get(f"{HERE}?view=plain").text
    assert "<ins>" not in plain.replace("<ins>新增的文字</ins>", "")
    assert f"{HERE}/comment?at=art_7__para_1__item_3" in plain
    form = parks.get(f"{HERE}/comment?at=art_7__para_1__item_3").text
    assert "不得营火、放孔明灯、烧烤" in form
    assert f'href="{HERE}/comment"' in article(page, "old-art_7")


def test_the_page_of_an_article_tells_its_change(parks: Visitor) -> None:
    page = parks.get(f"{HERE}/articles/art_6").text
    assert "修改决定改了什么" in page and "± 修改现行第五条" in page
    assert "<del>禁止</del>携带犬只进入公园<ins>的，应当使用牵引绳</ins>" in page
    assert "修改决定改了什么" not in parks.get(f"{HERE}/articles/art_1").text


def test_the_law_in_force_and_the_new_text_stand_side_by_side(parks: Visitor) -> None:
    page = parks.get(f"{HERE}/amendment").text
    assert "修改 5 条，增加 1 条，删去 1 条，其余 3 条文字不变。" in page
    assert page.count('<tr class="why">') == 8  # seven articles and the name of a chapter
    assert "第三章　<ins>监督和</ins>法律责任" in page
    assert "修改决定全文" in page and len(re.findall(r"\b[0-9a-f]{64}\b", page)) >= 2
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert parks.get("/bills/dogs/1/amendment").status_code == 404
    assert "修改决定" not in parks.get("/bills/dogs/2").text


def test_the_draft_itself_shows_the_law_in_force_beside_the_new_text(parks: Visitor) -> None:
    assert f'href="{HERE}?changes=side"' in parks.get(HERE).text
    page = parks.get(f"{HERE}?changes=side").text
    old, new = article(page, "art_6").split('<div class="sides">')[1].split("</div>\n<div>")
    assert "现行</span>" in old
    assert "<ins>" not in old
    assert "修改后</span> 第六条" in new
    assert "<del>" not in new


def test_a_second_decision_is_shown_against_the_law_and_against_the_first(parks: Visitor) -> None:
    parks.sign_in("zhoumin")
    shown = hidden(preview(parks, SECOND_DECISION)[1])
    answer = parks.post(AMENDED, {**shown, "reading": "2"}, page="/staff")
    assert answer.status_code == 200
    page = parks.get("/bills/parks/2").text
    assert "± 修改现行第四条" in article(page, "art_5")
    assert "一审稿为第四条，有改动" in article(page, "art_5")
    since = parks.get("/bills/parks/2?view=changes").text
    assert "<del>十二小时</del><ins>十四小时</ins>" in since


def test_what_is_not_in_the_text_is_said_to_the_public(staff: Visitor) -> None:
    page = preview(staff, BROKEN_DECISION)[1]
    staff.post(AMENDED, {**hidden(page), "partly": "yes"}, page="/staff")
    staff.sign_off()
    assert "决定里有 2 处没有合并进来" in staff.get(HERE).text
    assert "删去第六条第九项。" in staff.get(f"{HERE}/amendment").text
    english = staff.get(f"/en{HERE}").text
    assert "2 places of the decision are not in this text" in english


def test_it_is_safe_against_markup_in_the_files(staff: Visitor) -> None:
    hostile = "<script>alert(1)</script>"
    page = preview(staff, DECISION.replace("应当使用牵引绳", f"应当{hostile}"))[1]
    staff.post(AMENDED, hidden(page), page="/staff")
    for where in (HERE, f"{HERE}/amendment", f"{HERE}?view=plain"):
        assert hostile not in staff.get(where).text
    assert hostile not in page and FIELDS["slug"] in page
