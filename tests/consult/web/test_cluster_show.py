"""GET /staff/clusters/{id}"""

from tests.site import Visitor


def clusters(staff: Visitor) -> list[str]:
    return [staff.get(f"/staff/clusters/{n}").text for n in (1, 2, 3)]


def test_it_shows_every_member_with_what_only_it_says(staff: Visitor) -> None:
    page = next(page for page in clusters(staff) if "合租" in page)
    assert page.count('class="mem"') == 2
    assert "独有文字" in page
    assert "<script>alert" not in page


def test_it_says_not_found_for_another_number(staff: Visitor) -> None:
    for number in ("99", "0", "2147483647", "9999999999"):
        assert staff.get(f"/staff/clusters/{number}").status_code == 404
