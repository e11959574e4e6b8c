"""A moderator hides words of a comment: the public reads them nowhere, and restored pages are the
same to the byte (R34)."""

import re
from pathlib import Path

from tests.site import Seeded, Visitor, seeded, visiting  # noqa: F401 - a fixture

WORDS = "有固定住所"
DESK = "/staff/bills/dogs/1/moderation?number=1-0001"
PUBLIC = (
    "/bills/dogs/1/opinions",
    "/bills/dogs/1/articles/art_3",
    "/bills/dogs/1",
    "/bills/dogs/feed.atom",
    f"/search?q={WORDS}",
)
FIELD = {"hide": WORDS, "field": "text", "occurrence": "1", "cause": "personal", "note": "不是真的"}


def _pages(visitor: Visitor) -> list[str]:
    visitor.sign_off()
    return [visitor.get(path).text for path in PUBLIC]


def test_r34_hidden_words_are_on_no_public_page_and_come_back(
    seeded: Seeded,  # noqa: F811
    tmp_path: Path,
) -> None:
    with visiting(seeded, tmp_path) as visitor:
        before = _pages(visitor)
        visitor.sign_in("zhoumin")
        comment = re.search(r'id="c(\d+)"', visitor.get(DESK).text)
        assert comment
        ids = [comment[1]]
        for number in ("1-0002", "1-0005"):
            page = visitor.get(DESK.replace("1-0001", number)).text
            found = re.search(r'id="c(\d+)"', page)
            assert found
            ids.append(found[1])
        for one in ids:
            done = visitor.post(
                f"/staff/bills/dogs/1/moderation/{one}/redactions", FIELD, page=DESK
            )
            assert done.status_code == 303, done.text
        wrong = {**FIELD, "hide": "没有这些字"}
        refused = visitor.post(
            f"/staff/bills/dogs/1/moderation/{ids[0]}/redactions", wrong, page=DESK
        )
        assert refused.status_code == 400
        assert "没有找到这几个字" in refused.text
        during = _pages(visitor)
        for page in during[:4]:
            assert f"也{WORDS}" not in page
        assert "██（已隐去：他人个人信息）" in during[1]
        visitor.sign_in("zhoumin")
        desk = visitor.get(DESK).text
        assert f"也{WORDS}" not in desk
        assert "也" + "█" * len(WORDS) in desk
        looked = visitor.post(
            f"/staff/bills/dogs/1/moderation/{ids[0]}/original", {"why": "核对"}, page=DESK
        )
        assert looked.headers["cache-control"] == "no-store"
        assert f"也{WORDS}" in looked.text
        assert (
            visitor.post(
                f"/staff/bills/dogs/1/moderation/{ids[0]}/original", {"why": " "}, page=DESK
            ).status_code
            == 400
        )
        for n, one in enumerate(ids, 1):
            visitor.post(
                f"/staff/bills/dogs/1/moderation/{one}/redactions",
                {"restore": str(n), "number": "1-0001"},
                page=DESK,
            )
        assert _pages(visitor) == before
