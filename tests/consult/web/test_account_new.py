"""GET /staff/sign-in"""

from tests.site import Visitor


def test_it_leads_back_only_to_places_of_this_site(visitor: Visitor) -> None:
    assert "next=%2Freports" in visitor.get("/staff/sign-in?next=/reports").text
    for elsewhere in ("https://example.org/staff", "//example.org", "/staff//example.org", "/x"):
        page = visitor.get(f"/staff/sign-in?next={elsewhere}").text
        assert "example.org" not in page.split("<form")[1].split("</form>")[0]
