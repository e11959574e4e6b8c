"""POST /receipts/{number}/{code}/dispute: somebody says they did not send this. Promise R34."""

from tests.site import Visitor

REASON = "我没有打开过这个网站，号码是别人给我的。"


def _disown(visitor: Visitor, reason: str = REASON) -> int:
    receipt = f"/receipts/{visitor.seeded.number}/{visitor.seeded.code}"
    answer = visitor.post(f"{receipt}/dispute", {"reason": reason}, page="/receipts")
    return answer.status_code


def test_it_is_marked_in_public_without_the_reason_and_nothing_is_deleted(
    visitor: Visitor,
) -> None:
    article = "/bills/dogs/1/articles/art_3"
    before = visitor.get(article).text
    assert "有人声明不是本人提交" not in before
    assert _disown(visitor) == 303
    after = visitor.get(article).text
    mark = f"{visitor.seeded.number}（有人声明不是本人提交）"
    assert after.replace(mark, visitor.seeded.number) == before
    receipt = visitor.get(f"/receipts/{visitor.seeded.number}/{visitor.seeded.code}").text
    assert "没有删去任何内容" in receipt
    assert "合租的人也有固定住所" in receipt


def test_staff_find_it_on_the_desk_with_its_reason(staff: Visitor) -> None:
    assert REASON not in staff.get("/staff/bills/dogs/1").text
    _disown(staff)
    _disown(staff)
    desk = staff.get("/staff/bills/dogs/1").text
    assert desk.count(REASON) == 1
    assert f"{staff.seeded.number} ·" in desk


def test_a_reason_is_needed_and_comes_back(visitor: Visitor) -> None:
    assert _disown(visitor, " ") == 400
    assert _disown(visitor, "长" * 501) == 400
    receipt = f"/receipts/{visitor.seeded.number}/{'0' * 24}"
    page = f"/receipts/{visitor.seeded.number}/{visitor.seeded.code}"
    assert visitor.post(f"{receipt}/dispute", {"reason": REASON}, page=page).status_code == 404
