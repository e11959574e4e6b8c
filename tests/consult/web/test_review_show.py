"""GET /staff/bills/{slug}/{reading}/review"""

import re

from tests.consult.cast import FIRST
from tests.site import Visitor

AT = "/staff/bills/dogs/3/review"
TORN = FIRST.replace("第五条　违反本规定第四条的", "第七条　违反本规定第四条的")


def load_torn(staff: Visitor, text: str = TORN) -> str:
    """A bill whose one draft the splitter doubts; the page that loading it answers."""
    fields = {"slug": "cats", "reading": "1", "title": "", "body": "云川市人大常委会"}
    file = {"file": ("1.txt", text.encode())}
    return staff.post("/staff/drafts", fields, page="/staff", files=file).text


def test_loading_with_doubts_leads_to_it(staff: Visitor) -> None:
    assert 'href="/staff/bills/cats/1/review"' in load_torn(staff)
    assert 'href="/staff/bills/dogs/3/review"' in staff.get("/staff/bills/dogs/3").text


def test_source_and_units_stand_side_by_side(staff: Visitor) -> None:
    load_torn(staff)
    page = staff.get("/staff/bills/cats/1/review").text
    assert page.count('<tr id="line-') == len([one for one in TORN.splitlines() if one.strip()])
    row = re.search(r'<tr id="line-6".*?</tr>', page, re.DOTALL)
    assert row
    assert "　　第三条　个人申请养犬登记" in row[0]
    assert re.search(r'class="u d1">.*<b>第三条</b>', row[0])


def test_each_doubt_has_its_position_and_buttons_and_the_first_its_keys(staff: Visitor) -> None:
    load_torn(staff)
    page = staff.get("/staff/bills/cats/1/review").text
    assert "1 处要核对" in page
    assert 'href="/staff/bills/cats/1/review?at=12#line-12"' in page
    assert '<tr id="line-12" class="doubtful">' in page
    for key in "ajl":
        assert page.count(f'accesskey="{key}"') == 1


def test_a_line_opens_its_tools(staff: Visitor) -> None:
    load_torn(staff)
    page = staff.get("/staff/bills/cats/1/review?line=12").text
    assert page.count('<tr class="tools">') == 1
    assert 'value="cut"' in page
    assert '<option value="annex">附件</option>' in page


def test_a_long_text_shows_the_lines_around_its_doubts(staff: Visitor) -> None:
    articles = [f"第{n}条　养犬人应当登记。" for n in range(1, 1201)]
    articles[599] = "第700条　这一条编号有误。"
    load_torn(staff, "某市养犬规定\n" + "\n".join(articles))
    page = staff.get("/staff/bills/cats/1/review").text
    shown = page.count('<tr id="line-')
    assert 80 <= shown <= 400
    assert "略去" in page
    everything = staff.get("/staff/bills/cats/1/review?view=all").text
    assert everything.count('<tr id="line-') == 400
    assert "第 1 页，共 4 页" in everything
    assert 'id="line-1100"' in staff.get("/staff/bills/cats/1/review?view=all&at=1100").text


def test_open_text_is_shown_without_buttons(staff: Visitor) -> None:
    page = staff.get("/staff/bills/dogs/2/review").text
    assert "拆分只能看，不能再改" in page
    assert 'name="action"' not in page


def test_what_is_asked_for_wrongly_is_no_error(staff: Visitor) -> None:
    for query in ("line=0", "line=99999", "line=x", "at=-1", "view=all&page=99", "at=²"):
        assert staff.get(f"{AT}?{query}").status_code == 200
    assert staff.get("/staff/bills/dogs/9/review").status_code == 404
