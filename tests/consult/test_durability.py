"""R1: an acknowledged comment exists, once, whatever moment the process was killed at."""

import asyncio
import hashlib
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from consult.services.bills import draft
from consult.services.records import schema
from consult.services.rounds import round  # noqa: A004 - the noun of the house
from tests.consult.cast import DURING, FIRST, LAST, OPENING, STAFF

pytestmark = pytest.mark.anyio
CLIENTS, KEYS, KILLS = 12, 360, 3

SENDER = """
import asyncio, sys
from consult.services.submissions import comment
from consult.services.records import schema
from consult.services.submissions.comment import CommentInput
from tests.consult.cast import DURING, SECRET

async def client(keys):
    for key in keys:
        got = await comment.submit(
            DURING, SECRET, slug="dogs", reading=1, address="art_4",
            form=CommentInput(text=f"第{key}条意见"), key=key)
        print(key, got.number, flush=True)

async def main(url, keys):
    async with schema.database(url):
        print("ready", flush=True)
        await asyncio.gather(*(client(keys[n::12]) for n in range(12)))

asyncio.run(main(sys.argv[1], sys.stdin.read().split()))
"""


def _send(url: str, keys: list[str], stop_after: int | None) -> dict[str, str]:
    """Send comments in another process until it ends or is killed; returns what was answered."""
    process = subprocess.Popen(
        [sys.executable, "-c", SENDER, url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdin and process.stdout
    process.stdin.write(" ".join(keys))
    process.stdin.close()
    answered = {}
    for line in process.stdout:
        if line.startswith("ready"):
            continue
        key, number = line.split()
        answered[key] = number
        if len(answered) == stop_after:
            time.sleep(random.Random(stop_after).random() / 100)
            process.kill()
    process.stdout.close()
    process.wait()
    return answered


async def test_r1_what_was_answered_is_kept_once_through_kills(tmp_path: Path) -> None:
    path = tmp_path / "consult.db"
    url = f"sqlite:///{path}"
    async with schema.database(url):
        await schema.migrate()
        await draft.load_draft(
            STAFF, DURING, slug="dogs", reading=1, filename="1.txt", data=FIRST.encode()
        )
        await round.open_round(
            STAFF, DURING, slug="dogs", reading=1, first_day=OPENING, last_day=LAST
        )
    keys = [f"key-{n:020d}" for n in range(KEYS)]
    answered: dict[str, str] = {}
    for kill in range(KILLS):
        left = [key for key in keys if key not in answered]
        got = await asyncio.to_thread(_send, url, left, KEYS // 6 + 17 * kill)
        assert not answered.keys() & got.keys()
        answered |= got
    assert len(answered) < KEYS
    # Everything is sent again, as a browser would: nothing doubles, numbers stay.
    again = await asyncio.to_thread(_send, url, keys, None)
    assert {key: again[key] for key in answered} == answered

    with sqlite3.connect(path) as database:
        rows = dict(database.execute("SELECT arrival_key, number FROM submission"))
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("SELECT count(*) FROM comment").fetchone() == (KEYS,)
    database.close()
    assert rows == {hashlib.sha256(f"web:{k}".encode()).hexdigest(): n for k, n in again.items()}
