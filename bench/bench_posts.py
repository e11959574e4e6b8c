"""Comments received a second, and how long readers wait meanwhile: the site against Django.

Both keep each comment in SQLite with WAL and synchronous=FULL before they answer. CLIENTS send at
once, each its next comment when the last is answered: to the site as ASGI on one loop, to Django
as WSGI in as many threads, by turns in the same process, without sockets. The site's comment is
the real one: token, limits, privacy, search index, audit chain, placing among the others. Django
checks the text, counts, and inserts two rows.

Then a flash crowd (promise R30): READERS ask for the draft page and an article while comments
come in, so that the pages have to be made anew again and again; the slowest twentieth is told.

    python -m bench.bench_posts
"""

import asyncio
import io
import re
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

from bench.bench_page import ask_site
from bench.peer import site
from bench.record import record
from bench.sample_round import NOW, READING, SLUG, fill
from consult.config import Settings
from consult.services.bills import draft
from consult.services.records import schema
from consult.web.app import create_app, furnish

CLIENTS, EACH, TURNS = 24, 10, 5
READERS, ASKED, WRITERS, CROWD_WRITES = 40, 150, 4, 30
PAUSE = 0.3
"""Seconds between two comments of a writer: some thirteen a second come in all the while."""
TOKEN = re.compile(rb'name="form_token" value="([0-9a-f]+)"')
TEXT = "第{n}个人：这里的期限太短，外地打工的人来不及补办材料，建议延长到三十日。"
PAGE = f"/bills/{SLUG}/{READING}"
FORM = "application/x-www-form-urlencoded"


async def post_site(app: Any, body: bytes, cookie: str, address: str) -> int:
    """Send one comment to the site; the status."""
    headers = [(b"host", b"x"), (b"content-type", FORM.encode()), (b"cookie", cookie.encode())]
    headers.append((b"content-length", str(len(body)).encode()))
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": f"{PAGE}/comment",
        "raw_path": f"{PAGE}/comment".encode(),
        "query_string": b"at=art_1",
        "root_path": "",
        "headers": headers,
        "server": ("127.0.0.1", 8000),
        "client": (address, 50000),
        "state": {},
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    status: int = sent[0]["status"]
    return status


def post_django(app: Any, body: bytes) -> int:
    """Send one comment to Django; the status."""
    status: list[int] = []
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": f"{PAGE}/comment",
        "QUERY_STRING": "at=art_1",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_TYPE": FORM,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.url_scheme": "http",
        "HTTP_HOST": "127.0.0.1",
    }
    answer = app(environ, lambda line, _headers: status.append(int(line[:3])))
    b"".join(answer)
    answer.close()
    return status[0]


class Crowd:
    """People with a form open: each has a token and an address, and never sends the same twice."""

    def __init__(self, app: Any) -> None:
        self.app, self.count = app, 0

    async def comes(self) -> tuple[str, str]:
        """Open the form; its token and cookie."""
        _status, page, headers = await ask_site(self.app, f"{PAGE}/comment")
        found = TOKEN.search(page)
        assert found
        return found[1].decode(), headers["set-cookie"].partition(";")[0]

    def words(self, token: str = "") -> bytes:
        """The next comment as a form."""
        self.count += 1
        fields = {"text": TEXT.format(n=self.count), "kind": "other", "form_token": token}
        return urlencode({**fields, "key": f"bench-key-{self.count:010d}"}).encode()

    async def say(self, times: int) -> None:
        """One client: comments one after another, each from a new visitor."""
        for _time in range(times):
            await asyncio.sleep(PAUSE)
            token, cookie = await self.comes()
            body = self.words(token)
            address = f"10.{self.count // 65536}.{self.count // 256 % 256}.{self.count % 256}"
            assert await post_site(self.app, body, cookie, address) == 303


async def site_rate(crowd: Crowd) -> tuple[float, float]:
    """Comments a second the site takes, the time of opening the forms left out; and when the time
    of placing them among the others counts, which nobody waits for."""
    people = [await crowd.comes() for _ in range(CLIENTS * EACH)]
    bodies = [(crowd.words(token), cookie) for token, cookie in people]

    async def client(mine: list[tuple[bytes, str]], place: int) -> None:
        for at, (body, cookie) in enumerate(mine):
            address = f"10.{crowd.count // 250 % 250}.{place}.{at}"
            assert await post_site(crowd.app, body, cookie, address) == 303

    start = time.perf_counter()
    await asyncio.gather(*(client(bodies[n::CLIENTS], n) for n in range(CLIENTS)))
    answered = time.perf_counter()
    await crowd.app.state.site.arrivals.settled()
    placed, sent = time.perf_counter(), CLIENTS * EACH
    return sent / (answered - start), sent / (placed - start)


def django_rate(app: Any, crowd: Crowd, pool: ThreadPoolExecutor) -> float:
    """Comments a second Django takes."""
    bodies = [crowd.words() for _ in range(CLIENTS * EACH)]
    start = time.perf_counter()
    assert set(pool.map(lambda body: post_django(app, body), bodies)) == {302}
    return CLIENTS * EACH / (time.perf_counter() - start)


async def flash_crowd(app: Any, crowd: Crowd) -> dict[str, Any]:
    """Milliseconds readers wait while comments come in."""
    waits: list[float] = []

    async def read(place: int) -> None:
        for _time in range(ASKED):
            start = time.perf_counter()
            path = PAGE if place % 2 else f"{PAGE}/articles/art_{1 + place % 20}"
            assert (await ask_site(app, path, accept_encoding="gzip"))[0] == 200
            waits.append((time.perf_counter() - start) * 1000)
            await asyncio.sleep(0.05)

    writers = [crowd.say(CROWD_WRITES) for _ in range(WRITERS)]
    await asyncio.gather(*(read(n) for n in range(READERS)), *writers)
    ranks = statistics.quantiles(waits, n=20)
    return {"reads": len(waits), "writes": WRITERS * CROWD_WRITES, "p50_ms": round(ranks[9], 1)} | {
        "p95_ms": round(ranks[18], 1)
    }


async def measure(folder: Path) -> dict[str, Any]:
    """Fill both sites, race them, then let the crowd in."""
    settings = Settings(
        database_url=f"sqlite:///{folder / 'consult.db'}",
        data_dir=folder,
        secret_key="b" * 40,
        proof_site=1_000_000,
        proof_network=1_000_000,
        proof_alike=1_000_000,
    )
    async with schema.database(settings.database_url):
        await fill()
        page = await draft.show_draft(SLUG, READING, NOW)
    site.set_up(folder / "django.db")
    from bench.peer.content import copy_draft

    copy_draft(page)
    app, django = create_app(settings, lambda: NOW), site.wsgi()
    crowd = Crowd(app)
    ours, placing, theirs = [], [], []
    async with app.lifespan():
        with ThreadPoolExecutor(CLIENTS) as pool:
            for _turn in range(TURNS):
                app.state.site = furnish(settings, lambda: NOW)
                rate, placed = await site_rate(crowd)
                ours.append(rate)
                placing.append(placed)
                theirs.append(await asyncio.to_thread(django_rate, django, crowd, pool))
        app.state.site = furnish(settings, lambda: NOW)
        seen = await flash_crowd(app, crowd)
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    return {
        "site_a_second": round(statistics.median(ours), 1),
        "site_placed_a_second": round(statistics.median(placing), 1),
        "django_a_second": round(statistics.median(theirs), 1),
        "site_to_django": round(ratio, 2),
        "flash_crowd": seen,
    }


def main() -> None:
    """Measure, print, and keep the figures."""
    with TemporaryDirectory() as folder:
        record("posts", asyncio.run(measure(Path(folder))))


if __name__ == "__main__":
    main()
