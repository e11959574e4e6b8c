"""A round of 50,000 comments on the desk: what every page of staff costs.

    python -m bench.bench_desk [COMMENTS [FOLDER]]

The sample's first reading holds the comments, a fifth of them copies of one letter on one article,
and every third cluster is decided; its second reading is open with two thousand more. Every GET
route of the desk, taken from the router, is asked five times through ASGI; wall and CPU
milliseconds are medians of these, `first_ms` is the page asked for the first time. A FOLDER keeps
the filled site for the next run. Writes bench/results/desk.json.
"""

import asyncio
import csv
import datetime as dt
import io
import random
import re
import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.bench_page import ask_site
from bench.comment_mix import Mix
from bench.record import record
from bench.sample_round import SAMPLE
from consult.config import Settings
from consult.engine import bulk_insert, write_tx
from consult.permissions import Role, terminal
from consult.services.bills import draft
from consult.services.clusters import cluster
from consult.services.intake import intake
from consult.services.people import account, signing
from consult.services.records import find, schema
from consult.services.rounds import round as rounds
from consult.tables import Cluster, Comment, Disposition
from consult.web.app import create_app
from reports.model import Channel, Outcome

SLUG = "bench"
ROUNDS = {1: dt.date(2026, 3, 10), 2: dt.date(2026, 5, 10)}
NOW = dt.datetime(2026, 5, 20, 4, tzinfo=dt.UTC)
PASSWORD = "一只导盲犬过马路要看绿灯"  # noqa: S105 - of a bench
TURNS = 5
LIMIT = 300
LETTER = "遛狗的绳子规定一米五太短，大型犬和老人都不方便，建议改为两米，并且写明人多的地方要收短。"
PARAMETER = re.compile(r"\{([a-z0-9_]+):[a-z]+\}")


def opinions(size: int, addresses: list[str], seed: int) -> bytes:
    """A table of `size` opinions: the hot article gets one letter over and over, the others what
    the mix gives, the earlier ones more of it."""
    dice, mix = random.Random(seed), Mix(size, seed)
    weights = [1 / rank for rank in range(1, len(addresses) + 1)]
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["意见", "条款", "姓名"])
    for number in range(size // 5):
        table.writerow([f"{LETTER}（第{number % 900}户）", addresses[0], f"住户{number}"])
    for place in dice.choices(addresses, weights, k=size - size // 5):
        table.writerow([mix.comment(), place, ""])
    return out.getvalue().encode()


async def fill(size: int) -> None:
    """Take two readings and their comments through the house, and decide every third cluster."""
    actor = terminal()
    await schema.migrate()
    await account.add_account(
        actor, NOW, login="zhoumin", name="周敏", role=Role.ADMINISTRATOR, password=PASSWORD
    )
    for reading, count in ((1, size), (2, 2_000)):
        at: dict[str, Any] = {"slug": SLUG, "reading": reading}
        data = (SAMPLE / "readings" / f"{reading}.txt").read_bytes()
        await draft.load_draft(actor, NOW, **at, filename=f"{reading}.txt", data=data)
        opens = ROUNDS[reading]
        await rounds.open_round(
            actor, NOW, **at, first_day=opens, last_day=opens + dt.timedelta(days=30)
        )
        page = await draft.show_draft(SLUG, reading, NOW)
        places = [unit.label or "" for unit in page.draft.articles()]
        sheet = opinions(count, places, reading)
        await intake.collect(
            actor, NOW, **at, channel=Channel.EMAIL, filename="all.csv", data=sheet
        )
        await cluster.rebuild(actor, NOW, **at)
        await _decide(reading)


async def _decide(reading: int) -> None:
    """Every third cluster, written as rows: deciding forty thousand one by one is not the point."""
    rows = await Cluster.select(Cluster.id).where(
        (Cluster.round == (await find.round_row(SLUG, reading))[1]["id"])
        & Cluster.retired.eq(False)
    )
    outcomes = list(Outcome)
    decided = [
        (row["id"], outcomes[at % len(outcomes)].value, "修改稿已经吸收。", "周敏", NOW)
        for at, row in enumerate(rows[::3])
    ]
    columns = ("cluster", "outcome", "reason", "decided_by", "decided_at")
    async with write_tx(Disposition):
        await bulk_insert(Disposition, columns, decided)


async def places() -> dict[str, str]:
    """What stands for each parameter of an address: the largest of its kind."""
    rows = await Comment.raw(
        "SELECT cluster, count(*) AS n FROM comment WHERE cluster IS NOT NULL "
        "GROUP BY cluster ORDER BY n DESC LIMIT 1"
    )
    comment = await Comment.select(Comment.id).where(Comment.cluster == rows[0]["cluster"]).first()
    return {
        "slug": SLUG,
        "cluster_id": str(rows[0]["cluster"]),
        "comment_id": str(comment["id"]) if comment else "0",
        "address": "art_3",
    }


def desk_pages(app: Any) -> list[str]:
    """The paths of every GET route of the desk but the streams and the hand-outs of files."""
    found = []
    for route in app.routes:
        if not str(route.path).startswith("/staff"):
            continue
        for handler in getattr(route, "route_handlers", []):
            if "GET" in handler.http_methods and handler.opt.get("access") != "public":
                found.append(str(route.path))
    return sorted(set(found))


async def measure(app: Any, path: str, cookie: str) -> dict[str, Any]:
    """Status, size and cost of one page."""
    walls, cpus, size, status = [], [], 0, 0
    for _turn in range(TURNS + 1):
        wall, cpu = time.perf_counter(), time.process_time()
        status, body, _headers = await ask_site(app, path, cookie=cookie)
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((time.process_time() - cpu) * 1000)
        size = len(body)
    return {
        "status": status,
        "kilobytes": round(size / 1024, 1),
        "first_ms": round(walls[0], 1),
        "wall_ms": round(statistics.median(walls[1:]), 1),
        "cpu_ms": round(statistics.median(cpus[1:]), 1),
    }


async def run(size: int, folder: Path) -> dict[str, Any]:
    """Fill a site below `folder` unless it is there, and ask every page of the desk."""
    settings = Settings(
        database_url=f"sqlite:///{folder / 'desk.db'}", data_dir=folder, secret_key="0" * 64
    )
    async with schema.database(settings.database_url):
        if not await _filled():
            await fill(size)
        known = await places()
        token = (await signing.sign_in(NOW, "zhoumin", PASSWORD)).token
    app = create_app(settings, clock=lambda: NOW)
    pages: dict[str, Any] = {}
    unasked = []
    async with app.lifespan():
        for path in desk_pages(app):
            names = PARAMETER.findall(path)
            here = "reading" in names and not any(name.endswith("_id") for name in names)
            for reading in ROUNDS if here else (1,):
                values = {**known, "reading": str(reading)}
                asked = _filled_in(path, values)
                if "{" in asked:
                    unasked.append(asked)
                    continue
                found = await measure(app, asked, f"session={token}")
                print(asked, found, file=sys.stderr)
                if found["status"] == 200:
                    pages[asked] = found
                else:
                    unasked.append(asked)
    slow = sorted(path for path, one in pages.items() if one["wall_ms"] > LIMIT)
    return {"comments": size, "limit_ms": LIMIT, "slow": slow, "pages": pages, "unasked": unasked}


def _filled_in(path: str, values: dict[str, str]) -> str:
    """`path` with what is known in place of its parameters."""
    return PARAMETER.sub(lambda found: values.get(found[1], found[0]), path)


async def _filled() -> bool:
    await schema.migrate()
    return await Disposition.exists()


def main() -> None:
    """Measure as the command line says."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    if len(sys.argv) > 2:
        folder = Path(sys.argv[2])
        folder.mkdir(parents=True, exist_ok=True)
        record("desk", asyncio.run(run(size, folder)))
        return
    with TemporaryDirectory() as place:
        record("desk", asyncio.run(run(size, Path(place))))


if __name__ == "__main__":
    main()
