"""/staff/bills/{slug}/{reading}/open, …/announcement, …/explanation and what the public reads."""

import re

from tests.site import Visitor

OPEN = "/staff/bills/dogs/3/open"
DAYS = {"first_day": "2026-05-21", "last_day": "2026-06-20"}


def shown_text(page: str) -> str:
    found = re.search(r'<textarea id="announcement"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert found
    return found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"')


def test_a_plan_is_saved_looked_at_and_published_with_its_announcement(staff: Visitor) -> None:
    assert staff.get("/bills/dogs/3/announcement").status_code == 404
    saved = staff.post(OPEN, {**DAYS, "seen": "0"}, page=OPEN)
    assert saved.status_code == 303
    page = staff.get(saved.headers["location"]).text
    assert "准备已经保存" in page
    assert 'value="2026-06-20"' in page
    assert "共31天" in page
    assert "2026年6月20日" not in staff.get("/bills/dogs/3").text
    for name in ("draft", "bill", "announcement"):
        looked = staff.get(f"{OPEN}/preview?page={name}")
        assert looked.headers["cache-control"] == "no-store"
        assert "预览，公众还看不到" in looked.text
        assert "6月20日" in looked.text
    answer = staff.post("/staff/bills/dogs/3/round/open", DAYS, page=OPEN)
    assert answer.status_code == 303
    staff.sign_off()
    told = staff.get("/bills/dogs/3/announcement").text
    assert "2026年5月21日至6月20日，共31天" in told
    assert "data:image/svg+xml" in told
    for page in ("/bills/dogs", "/bills/dogs/3"):
        assert "/bills/dogs/3/announcement" in staff.get(page).text
    assert "公布公告" in staff.get("/bills/dogs/feed.atom").text


def test_text_nobody_touched_follows_the_days_and_text_of_ones_own_stays(staff: Visitor) -> None:
    page = staff.get(OPEN).text
    generated = re.search(r'name="generated" value="(\w+)"', page)
    assert generated
    form = {**DAYS, "announcement": shown_text(page), "generated": generated[1], "seen": "0"}
    assert staff.post(OPEN, form, page=OPEN).status_code == 303
    assert "共31天" in staff.get(OPEN).text
    own = {**form, "announcement": "5月21日至6月20日，**欢迎**提出意见。", "seen": "1"}
    assert staff.post(OPEN, own, page=OPEN).status_code == 303
    page = staff.get(OPEN).text
    assert "<strong>欢迎</strong>" in page
    assert shown_text(page).strip() == "5月21日至6月20日，**欢迎**提出意见。"
    stale = staff.post(OPEN, own, page=OPEN)
    assert stale.status_code == 409
    assert "**欢迎**" in stale.text


def test_too_few_days_are_refused_where_the_reason_is_asked_for(staff: Visitor) -> None:
    days = {"first_day": "2026-05-21", "last_day": "2026-05-30"}
    answer = staff.post("/staff/bills/dogs/3/round/open", days, page=OPEN)
    assert answer.status_code == 400
    assert 'id="short_reason-wrong"' in answer.text
    why = {**days, "short_reason": "上级要求六月施行"}
    assert staff.post("/staff/bills/dogs/3/round/open", why, page=OPEN).status_code == 303
    assert "上级要求六月施行" in staff.get("/bills/dogs/3").text


def test_a_round_opened_by_mistake_is_taken_back_for_all_to_read(staff: Visitor) -> None:
    assert staff.post("/staff/bills/dogs/3/round/open", DAYS, page=OPEN).status_code == 303
    desk = "/staff/bills/dogs/3/round"
    assert staff.post(f"{desk}/take-back", {}, page=desk).status_code == 400
    answer = staff.post(f"{desk}/take-back", {"back_reason": "开错了稿子"}, page=desk)
    assert "征求意见已撤回" in staff.get(answer.headers["location"]).text
    for page in ("/bills/dogs", "/bills/dogs/3", "/bills/dogs/3/announcement"):
        assert "开错了稿子" in staff.get(page).text


def test_explanation_and_correction_are_published_as_versions(staff: Visitor) -> None:
    page = "/staff/bills/dogs/2/explanation"
    form = {"text": "## 一、必要性\n\n群众反映<script>强烈。", "act": "preview", "seen": "0"}
    looked = staff.post(page, form, page=page).text
    assert "一、必要性</h4>" in looked
    assert staff.get("/bills/dogs/2/explanation").status_code == 404
    assert staff.post(page, {**form, "act": "publish"}, page=page).status_code == 303
    told = staff.get("/bills/dogs/2/explanation").text
    assert "群众反映&lt;script&gt;强烈。" in told
    assert "/bills/dogs/2/explanation" in staff.get("/bills/dogs/2").text
    again = {"text": "群众反映较多。", "act": "publish", "seen": "1"}
    assert 'id="note-wrong"' in staff.post(page, again, page=page).text
    done = staff.post(page, {**again, "note": "用词"}, page=page)
    assert done.status_code == 303
    told = staff.get("/bills/dogs/2/explanation").text
    assert "更正" in told
    assert "用词" in told
    assert "强烈" in staff.get("/bills/dogs/2/explanation?version=1").text
