"""Reading a sealed report in the committee's room: opening, listing, searching.

    python -m bench.bench_room

Writes bench/results/room.json: CPU milliseconds, because the machine is shared; each size in a
process of its own. The report is carried as JSON, as in its PDF.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

from bench.bench_report import round_of
from bench.record import apart, record
from consult.services.room.book import Book, bound
from consult.services.room.opinions import Wish, chosen
from consult.services.room.search import search, snippet, words_of
from consult.services.room.shelf import decoded
from reports.assemble import assemble
from reports.export import to_json
from reports.model import Edition

SIZES = (1_000, 12_000, 45_000)
HITS = 30


def measure(name: str) -> dict[str, Any]:
    """What one version of a round costs to read."""
    round_ = round_of(name)
    made_on = round_.facts.closes.date()
    data = to_json(assemble(round_, edition=Edition.INTERNAL, made_on=made_on))
    comments = len(round_.comments)
    del round_
    opening, book = _timed(lambda: bound(decoded(data)))
    first, hits = _timed(lambda: _found(book, "登记"))
    last = Wish(start=book.opinions[-1].entry.anchor)
    return {
        "comments": comments,
        "json_megabytes": round(len(data) / 1e6, 1),
        "open_ms": opening,
        "first_search_ms": first,
        "hits": hits,
        "next_search_ms": _timed(lambda: _found(book, "登记 犬"))[0],
        "opinions_last_page_ms": _timed(lambda: chosen(book, last))[0],
        "opinions_filtered_ms": _timed(lambda: chosen(book, Wish(verdict="adopted")))[0],
    }


def _found(book: Book, query: str) -> int:
    words = words_of(query)
    hits = search(book, words)
    for one in hits[:HITS]:
        snippet(one.text, words)
    return len(hits)


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    result = work()
    return round(1000 * (time.process_time() - start), 1), result


def main() -> None:
    """Every size in a process of its own."""
    names = [f"{size} comments" for size in SIZES]
    record("room", {name: apart("bench.bench_room", name) for name in names})


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(sys.argv[1]), ensure_ascii=False))
    else:
        main()
