"""CPU a page costs: the real site against a minimal Django + Jinja site of the same content.

Both run in this process without a socket: the site is called as ASGI, Django as WSGI, by turns,
so that both see the same machine. CPU is `time.process_time`, which counts every thread. Each has
a SQLite file of its own holding the same articles, opinions and numbers; the words of every
provision and opinion are looked for in both answers before anything is timed. Django stores its
counts beforehand and has no change marks, no language switch, no tree: the least a page can do.

    python -m bench.bench_page
"""

import asyncio
import html
import io
import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.peer import site
from bench.record import record
from bench.sample_round import NOW, READING, SLUG, fill
from consult.config import Settings
from consult.services.bills import draft
from consult.services.records import schema
from consult.web.app import create_app

LINK = re.compile(r"</?a\b[^>]*>")
WARM_UP, TURNS, REQUESTS = 30, 15, 20
Answer = tuple[int, bytes, dict[str, str]]


async def ask_site(app: Any, path: str, **headers: str) -> Answer:
    """One GET of the real site, as its server would put it."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"127.0.0.1")]
        + [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
        "server": ("127.0.0.1", 8000),
        "client": ("127.0.0.1", 50000),
        "state": {},
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    answered = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], b"".join(part.get("body", b"") for part in sent[1:]), answered


def ask_django(app: Any, path: str) -> Answer:
    """One GET of the Django site, as its server would put it."""
    status: list[int] = []

    def start(line: str, _headers: list[tuple[str, str]]) -> None:
        status.append(int(line[:3]))

    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.input": io.BytesIO(),
        "wsgi.url_scheme": "http",
        "HTTP_HOST": "127.0.0.1",
    }
    answer = app(environ, start)
    body = b"".join(answer)
    answer.close()
    return status[0], body, {}


def same_content(texts: list[str], *bodies: bytes) -> None:
    """Every text stands in every answer; else the comparison would mean nothing. Links inside a
    text, such as those of its citations, are looked through."""
    for body in bodies:
        page = html.unescape(LINK.sub("", body.decode()))
        lacking = [text for text in texts if text not in page]
        assert not lacking, f"{len(lacking)} texts are not on the page, first {lacking[0]!r}"


async def race(real: Callable[[], Any], peer: Callable[[], Any]) -> dict[str, Any]:
    """CPU milliseconds a request of both, by turns; the medians and the median ratio."""
    for _request in range(WARM_UP):
        await real()
        peer()
    ours, theirs = [], []
    for _turn in range(TURNS):
        start = time.process_time()
        for _request in range(REQUESTS):
            await real()
        middle = time.process_time()
        for _request in range(REQUESTS):
            peer()
        ours.append((middle - start) * 1000 / REQUESTS)
        theirs.append((time.process_time() - middle) * 1000 / REQUESTS)
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    return {
        "site_ms": round(statistics.median(ours), 3),
        "django_ms": round(statistics.median(theirs), 3),
        "site_to_django": round(ratio, 2),
    }


async def compare(app: Any, django: Any, path: str, texts: list[str]) -> dict[str, Any]:
    """The figures of one page: both answers hold `texts`, then they race; and the site's 304.

    `site_ms` is the page made anew, as after every change; `site_kept_ms` the page while nothing
    has changed, which the site keeps and Django here does not.
    """
    status, ours, headers = await ask_site(app, path)
    assert status == 200, f"the site answers {status} at {path}"
    status, theirs, _headers = ask_django(django, path)
    assert status == 200, f"Django answers {status} at {path}"
    same_content(texts, ours, theirs)
    tag = headers["etag"]
    assert (await ask_site(app, path, if_none_match=tag))[0] == 304

    async def made_anew() -> Answer:
        app.state.site.shelf.clear()
        return await ask_site(app, path)

    figures = await race(made_anew, lambda: ask_django(django, path))
    kept = await race(lambda: ask_site(app, path), lambda: ask_django(django, path))
    sizes = {"site_bytes": len(ours), "django_bytes": len(theirs)}
    return {**figures, "site_kept_ms": kept["site_ms"], **sizes}


async def measure(folder: Path) -> dict[str, Any]:
    """Fill both sites and compare their draft page and their busiest article's page."""
    settings = Settings(
        database_url=f"sqlite:///{folder / 'consult.db'}", data_dir=folder, secret_key="b" * 40
    )
    async with schema.database(settings.database_url):
        await fill()
        page = await draft.show_draft(SLUG, READING, NOW)
        counted = {address: count for address, count in page.counts.items() if address}
        address = max(counted, key=lambda one: counted[one].comments)
        shown = await draft.show_article(SLUG, READING, address, NOW)
    site.set_up(folder / "django.db")
    from bench.peer.content import PAGE_OF_OPINIONS, copy, provisions

    copy(page, shown)
    app, django = create_app(settings, lambda: NOW), site.wsgi()
    draft_texts = [unit.text for unit in page.draft.articles() for unit in provisions(unit)]
    opinions = shown.opinions[:PAGE_OF_OPINIONS]
    article_texts = [unit.text for unit in provisions(shown.unit)] + [one.text for one in opinions]
    path = f"/bills/{SLUG}/{READING}"
    async with app.lifespan():
        return {
            "draft": await compare(app, django, path, draft_texts),
            "article": await compare(app, django, f"{path}/articles/{address}", article_texts),
            "articles": len(counted),
            "opinions": len(opinions),
        }


def main() -> None:
    """Measure, print, and keep the figures."""
    with TemporaryDirectory() as folder:
        record("page", asyncio.run(measure(Path(folder))))


if __name__ == "__main__":
    main()
