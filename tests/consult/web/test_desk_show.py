"""GET /staff/bills/{slug}/{reading}"""

from tests.site import Visitor


def test_it_offers_what_the_state_of_the_round_allows(staff: Visitor) -> None:
    assert "/staff/bills/dogs/3/open" in staff.get("/staff/bills/dogs/3").text
    assert "提前截止" in staff.get("/staff/bills/dogs/2/round").text
    assert "提前截止" not in staff.get("/staff/bills/dogs/1/round").text


def test_it_repeats_only_its_own_messages(staff: Visitor) -> None:
    assert "征求意见已截止。" in staff.get("/staff/bills/dogs/1?done=closed").text
    assert "我要中奖" not in staff.get("/staff/bills/dogs/1?done=我要中奖").text
