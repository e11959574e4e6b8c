"""GET /staff/me and what is changed there; signing in in two steps: promise R36."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from consult.services.people import totp
from consult.web.visiting import browser_of
from tests.site import NOW, PASSWORD, Seeded, Visitor, visiting

ME, SIGN_IN, CODE = "/staff/me", "/staff/sign-in", "/staff/sign-in/code"
TELEPHONE = "/staff/me/telephone"
RECOVERY = re.compile(r"(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}")
KEY = re.compile(r'key" lang="zxx">([A-Z2-7 ]+)<')


@pytest.fixture
def person(seeded: Seeded, tmp_path: Path) -> Iterator[Visitor]:
    """周敏 in her own browser, signed in there."""
    with visiting(seeded, tmp_path / "site") as visitor:
        visitor.post(SIGN_IN, {"login": "zhoumin", "password": PASSWORD}, page=SIGN_IN)
        yield visitor


def shown(key: str, later: int = 0) -> str:
    """What the telephone shows so many half minutes from now."""
    import base64

    step = int(NOW.timestamp()) // 30 + later
    return totp.code_at(base64.b32decode(key.replace(" ", "")), step)


def set_up(visitor: Visitor) -> tuple[str, list[str]]:
    """The key typed into a telephone, and the recovery codes written down."""
    asked = visitor.post(TELEPHONE, {"proof": PASSWORD}, page=ME)
    assert asked.headers["location"] == TELEPHONE
    page = visitor.get(TELEPHONE).text
    assert "<svg" in page and "otpauth" not in page
    found = KEY.search(page)
    assert found
    wrong = visitor.post(TELEPHONE + "/confirm", {"code": "12345"}, page=TELEPHONE)
    assert wrong.status_code == 400 and "手机的时间要准" in wrong.text
    code = shown(found[1], later=-1)
    right = visitor.post(TELEPHONE + "/confirm", {"code": code}, page=TELEPHONE)
    assert right.status_code == 200, right.text
    return found[1], RECOVERY.findall(right.text)


def cookies(visitor: Visitor) -> dict[str, str]:
    return {one.name: one.value or "" for one in visitor.client.cookies.jar}


def test_she_signs_in_with_her_telephone_is_guessed_at_and_recovers(person: Visitor) -> None:
    before = cookies(person)["session"]
    key, codes = set_up(person)
    assert len(set(codes)) == 10 and cookies(person)["session"] != before
    assert person.get(TELEPHONE).headers["location"] == ME  # the key is never shown again
    person.post("/staff/sign-out", {}, page=ME)
    known = cookies(person)["device"]

    person.client.cookies.clear()  # somebody else's browser, in the same network
    for _ in range(5):
        wrong = person.post(SIGN_IN, {"login": "zhoumin", "password": "a guess"}, page=SIGN_IN)
        assert wrong.status_code == 403
    asked = {"login": "zhoumin", "password": PASSWORD}
    rests = person.post(SIGN_IN, asked, page=SIGN_IN)
    assert rests.status_code == 429 and int(rests.headers["retry-after"]) >= 60

    person.client.cookies.set("device", known, domain="testserver.local")
    half = person.post(SIGN_IN + "?next=/reports", asked, page=SIGN_IN)
    assert half.headers["location"] == CODE + "?next=%2Freports"
    waiting = cookies(person)["session"]
    assert person.get("/staff").headers["location"].startswith(SIGN_IN)  # half is nothing yet
    page = person.get(CODE + "?next=/reports").text
    assert 'autocomplete="one-time-code"' in page and 'inputmode="numeric"' in page
    assert person.post(CODE, {"code": shown(key, later=-1)}, page=CODE).status_code == 403
    whole = person.post(CODE + "?next=/reports", {"code": shown(key)}, page=CODE)
    assert whole.headers["location"] == "/reports" and cookies(person)["session"] != waiting
    assert person.get("/staff").status_code == 200

    person.post(SIGN_IN, asked, page=SIGN_IN)
    assert person.post(CODE, {"code": codes[0].lower()}, page=CODE).headers["location"] == "/staff"
    assert "还有 9 个" in person.get(ME).text
    person.post(SIGN_IN, asked, page=SIGN_IN)
    assert person.post(CODE, {"code": codes[0]}, page=CODE).status_code == 403
    person.post("/staff/sign-out", {}, page="/receipts")
    assert person.get(CODE).status_code == 403


def test_where_a_code_is_required_she_sets_it_up_before_anything_else(visitor: Visitor) -> None:
    site = visitor.client.app.state.site
    strict = msgspec.structs.replace(site.settings, totp="staff")
    visitor.client.app.state.site = msgspec.structs.replace(site, settings=strict)
    there = SIGN_IN + "/telephone"
    answer = visitor.post(SIGN_IN, {"login": "zhoumin", "password": PASSWORD}, page=SIGN_IN)
    assert answer.headers["location"] == there
    assert visitor.get("/staff").headers["location"].startswith(SIGN_IN)
    page = visitor.get(there).text
    found = KEY.search(page)
    assert found
    assert visitor.post(there, {"code": "1"}, page=there).status_code == 400
    done = visitor.post(there, {"code": shown(found[1])}, page=there)
    assert len(RECOVERY.findall(done.text)) == 10
    assert visitor.get("/staff").status_code == 200
    off = visitor.post(TELEPHONE + "/off", {"proof": PASSWORD}, page=ME)
    assert off.status_code == 403 and "不能停用" in off.text


def test_she_sees_her_sessions_and_ends_the_others(person: Visitor) -> None:
    page = person.get(ME, **{"accept-language": "zh"}).text
    assert page.count("这一个") == 1 and "结束其他全部登录" in page
    old = person.seeded.sessions["zhoumin"]
    answer = person.post(ME + "/sessions", {"session": "others"}, page=ME)
    assert answer.headers["location"] == ME + "?done=session"
    assert "结束其他全部登录" not in person.get(ME).text
    person.client.cookies.clear()
    person.client.cookies.set("session", old, domain="testserver.local")
    assert person.get(ME).headers["location"].startswith(SIGN_IN)


def test_a_new_password_needs_the_old_one(person: Visitor) -> None:
    fresh = "雨后竹篮借伞慢走的灰鸭子"
    before = cookies(person)
    for fields, told in (
        ({"old": "x", "password": fresh, "again": fresh}, "现在的密码不对"),
        ({"old": PASSWORD, "password": fresh, "again": "y"}, "两次输入的新密码不一样"),
        ({"old": PASSWORD, "password": "zhoumin12345", "again": "zhoumin12345"}, "太容易猜"),
    ):
        answer = person.post(ME + "/password", fields, page=ME)
        assert answer.status_code == 400 and told in answer.text
    fields = {"old": PASSWORD, "password": fresh, "again": fresh}
    assert person.post(ME + "/password", fields, page=ME).status_code == 303
    after = cookies(person)
    assert after["session"] != before["session"] and after["device"] != before["device"]
    assert "密码已经改好" in person.get(ME + "?done=password").text


def test_the_cookies_are_bound_to_the_host_under_https(visitor: Visitor) -> None:
    site = visitor.client.app.state.site
    secure = msgspec.structs.replace(site.settings, secure_cookies=True)
    visitor.client.app.state.site = msgspec.structs.replace(site, settings=secure)
    visitor.client.base_url = "https://testserver.local"
    answer = visitor.post(SIGN_IN, {"login": "zhoumin", "password": PASSWORD}, page=SIGN_IN)
    for cookie in answer.headers.get_list("set-cookie"):
        assert cookie.startswith(("__Host-session=", "__Host-device=")), cookie
        for word in ("secure", "httponly", "samesite=lax", "path=/"):
            assert word in cookie.lower(), cookie
        assert "domain" not in cookie.lower()


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
            "Firefox · Linux",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0",
            "Edge · Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1",
            "Safari · iPhone",
        ),
        ("testclient", ""),
    ],
)
def test_a_browser_is_told_in_words(agent: str, words: str) -> None:
    assert browser_of(agent) == words
