"""The pages and states of one's own account: signing in, the telephone, sessions, codes."""

import base64
from collections.abc import Iterator

from playwright.sync_api import Page, expect

from consult.services.people import totp
from tests.site import NOW, PASSWORD


def own(page: Page) -> Iterator[str]:
    """Every page and state, as the administrator meets them who sets up a telephone."""
    _sign_in(page)
    page.goto("/staff/me")
    yield "my account"
    page.get_by_label("现在的密码").fill("wrong")
    page.get_by_role("button", name="设置两步验证").click()
    yield "my account, a wrong password"
    page.get_by_label("现在的密码").fill(PASSWORD)
    page.get_by_role("button", name="设置两步验证").click()
    yield "a key for a telephone"
    key = base64.b32decode(page.locator(".key").inner_text().replace(" ", ""))
    page.get_by_label("六位验证码").fill("000000")
    page.get_by_role("button", name="设好了").click()
    yield "a wrong code"
    page.get_by_label("六位验证码").fill(totp.code_at(key, int(NOW.timestamp()) // 30))
    page.get_by_role("button", name="设好了").click()
    expect(page.locator(".codes li")).to_have_count(10)
    yield "recovery codes"
    page.get_by_role("link", name="已经抄好").click()
    yield "my account with a telephone"
    page.get_by_role("button", name="退出").click()
    _sign_in(page)
    yield "the second step"
    page.get_by_label("手机上的验证码").fill("000000")
    page.get_by_role("button", name="登录").click()
    yield "the second step, a wrong code"


def _sign_in(page: Page) -> None:
    page.goto("/staff/sign-in")
    page.get_by_label("账号").fill("root")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
