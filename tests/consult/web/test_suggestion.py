"""The bench shows what may be one opinion: with its reason, two buttons, and nothing done yet."""

import re

from tests.site import Visitor

BENCH = "/staff/bills/dogs/1/clusters?at=art_3"
APART = "/staff/bills/dogs/1/clusters/apart"
FORM = re.compile(r'<form[^>]*aria-label="可能是同一意见.*?</form>', re.DOTALL)
BOX = re.compile(r'name="(c-\d+)" value="(\d+)" checked')


def suggested(staff: Visitor) -> dict[str, str]:
    """The boxes of the suggestion on the bench."""
    found = FORM.search(staff.get(BENCH).text)
    return dict(BOX.findall(found[0])) if found else {}


def test_it_waits_with_its_reason(staff: Visitor) -> None:
    page = staff.get(BENCH).text
    assert "1 组可能是同一意见" in page
    assert "都说到" in page
    assert len(suggested(staff)) == 2
    assert "可能是同一意见" not in staff.get(BENCH.replace("art_3", "art_4")).text


def test_accepting_it_merges(staff: Visitor) -> None:
    merge = "/staff/bills/dogs/1/clusters/merge"
    answer = staff.post(merge, {"at": "art_3", **suggested(staff)}, page=BENCH)
    assert answer.headers["location"].endswith("?done=merged")
    assert suggested(staff) == {}


def test_refusing_it_is_remembered(staff: Visitor) -> None:
    answer = staff.post(APART, {"at": "art_3", **suggested(staff)}, page=BENCH)
    assert answer.headers["location"] == BENCH
    assert suggested(staff) == {}


def test_one_cluster_alone_cannot_be_told_apart(staff: Visitor) -> None:
    answer = staff.post(APART, {"at": "art_3", "c-2": "1"}, page=BENCH)
    assert answer.status_code == 400
    assert "请至少选两类" in answer.text


def test_the_committee_reads_but_has_no_buttons(visitor: Visitor) -> None:
    visitor.sign_in("chen")
    answer = visitor.get(BENCH)
    assert "勾选的不是一回事" not in answer.text
