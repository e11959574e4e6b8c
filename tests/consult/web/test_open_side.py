"""The whole site at once: promises R18 (no 500 from the open side) and R20 (no markup leaks)."""

import re
from collections import Counter
from urllib.parse import quote, urlencode

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.site import Visitor

STARTS = ("", "bills", "bills/dogs", "bills/dogs/2", "bills/dogs/2/comment", "receipts", "staff")
STARTS += ("staff/sign-in", "staff/clusters", "reports", "static/0/css", "en", "en/bills/dogs/2")
KINDS = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=b", "", "a/b")
OURS = re.compile(
    r'<script src="/static/[0-9a-f]+/js/\w+\.js" defer></script>'
    r'|<img [^<>]*src="data:image/svg\+xml(?:;base64,[A-Za-z0-9+/=]*|,[\w%.~/-]*)"[^<>]*>'
)
"""Scripts and charts that pages have by right."""
NUMBER = re.compile(r"\d+")
ALIKE = 3
"""How many pages are looked at whose addresses differ in numbers only."""
LAID_OUT = re.compile(r".*/report/preview/pdf\?.*")
"""The same paper as in the page's frame, after seconds of layout; holds no markup. One will do."""
LINK = re.compile(r'(?:href|action|src)="(/[^"#]*)')
FIXED = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
anything = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=30),
    st.sampled_from(("%ff%fe", "%00", "%0d%0aX: y", "..%2f..", "9" * 30, "%ed%a0%80", "%")),
)


@FIXED
@given(
    method=st.sampled_from(("GET", "POST", "HEAD", "OPTIONS", "PUT")),
    start=st.sampled_from(STARTS),
    rest=st.lists(anything, max_size=3),
    query=st.dictionaries(st.sampled_from(("at", "page", "view", "next", "done", "x")), anything),
    body=st.one_of(st.binary(max_size=60), st.just(b"text=a&kind=amend&key=abcdefghijkl")),
    kind=st.sampled_from(
        ("application/x-www-form-urlencoded", "multipart/form-data; boundary=b", "", "a/b")
    ),
)
def test_nothing_anybody_sends_is_a_500(
    visitor: Visitor,
    method: str,
    start: str,
    rest: list[str],
    query: dict[str, str],
    body: bytes,
    kind: str,
) -> None:
    answer = visitor.client.request(
        method,
        "/" + "/".join([start, *(quote(one, safe="%") for one in rest)]) + "?" + urlencode(query),
        content=body if method in ("POST", "PUT") else None,
        headers={"content-type": kind} if kind else {},
        follow_redirects=False,
    )
    assert answer.status_code < 500


def test_hostile_words_appear_nowhere_as_markup(staff: Visitor) -> None:
    """Every page that links lead to, in both languages, as staff: each shows the canary as text."""
    seen: set[str] = set()
    waiting = {"/", "/staff", "/reports", f"/receipts/{staff.seeded.number}/{staff.seeded.code}"}
    kinds: Counter[str] = Counter()
    shown = 0
    while waiting - seen:
        path = min(waiting - seen)
        seen.add(path)
        kind = LAID_OUT.sub("paper", NUMBER.sub("N", path))
        kinds[kind] += 1
        if kinds[kind] > (1 if kind == "paper" else ALIKE):
            continue
        answer = staff.get(path)
        assert answer.status_code < 500, path
        if "text/html" in answer.headers.get("content-type", ""):
            written = OURS.sub("", answer.text)
            assert "<script" not in written, path
            assert "<img" not in written, path
            shown += "&lt;script&gt;alert(1)" in answer.text
            waiting |= {link.replace("&amp;", "&") for link in LINK.findall(answer.text)}
    assert len(seen) > 40
    assert shown > 5, "the canary was there to be seen"
