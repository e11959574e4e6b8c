"""`--scheduler`: `consult group` and `consult cluster` with the help of a Dask cluster."""

import csv
import io
import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from distributed import LocalCluster

from consult.services.clusters import helpers, suggestion
from reports.scattering import Scattered, workers_of
from tests.cli.conftest import Terminal
from tests.cli.test_chain import ON_BILL, loaded, opened
from tests.reports.comparing import texts

__all__ = ["loaded", "opened"]  # fixtures
COMMENTS = texts.family(random.Random(21), 1_900)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each rectangle whether it was sent; small ones are."""
    answers: list[bool] = []
    compare = Scattered.compare

    def noted(*args: Any) -> bool:
        answers.append(compare(*args))
        return answers[-1]

    monkeypatch.setattr(Scattered, "compare", noted)
    monkeypatch.setattr(helpers, "workers_of", partial(workers_of, grain=20_000))
    return answers


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as made:
        yield made.scheduler_address


def test_group_prints_the_same(terminal: Terminal, address: str, sent: list[bool]) -> None:
    lines = "\n".join(json.dumps({"id": n, "text": one}) for n, one in enumerate(COMMENTS))
    stdin = lines.encode()
    alone = terminal("group", "-", "--json", stdin=stdin).data
    helped = terminal("group", "-", "--json", "--scheduler", address, stdin=stdin).data
    assert any(sent)
    del alone["seconds"], helped["seconds"]
    assert helped == alone


def stored() -> list[tuple[object, ...]]:
    """What a rebuild left in the database."""
    with closing(sqlite3.connect("var/consult.db")) as db:
        return db.execute(
            "SELECT comment.id, comment.text_key, comment.leader_key, comment.score,"
            " comment.unique_text, comment.cut, cluster.label, cluster.leader,"
            " cluster.representative FROM comment JOIN cluster ON comment.cluster = cluster.id"
            " ORDER BY comment.id"
        ).fetchall()


async def nothing(*_args: object) -> None:
    """In place of the suggestions, which come after and take longer than everything here."""


def test_cluster_stores_the_same(
    opened: Terminal, address: str, sent: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggestion, "renew", nothing)
    table = io.StringIO()
    csv.writer(table).writerows([("意见内容", "针对条款"), *((one, "第三条") for one in COMMENTS)])
    Path("来信.csv").write_text(table.getvalue(), encoding="utf-8")
    assert opened("collect", "来信.csv", *ON_BILL, "--channel", "letter").status == 0
    assert opened("cluster", "park", 1).status == 0
    alone = stored()
    assert opened("cluster", "park", 1, "--scheduler", address).status == 0
    assert any(sent)
    assert stored() == alone
    assert len(alone) > 500


def test_what_is_wrong_is_one_sentence(terminal: Terminal, address: str) -> None:
    row = b"id,text\n1,a\n"
    nobody = terminal("group", "-", "--scheduler", "ftp://nobody", stdin=row)
    assert (nobody.status, nobody.out) == (1, "")
    assert nobody.err.startswith("连不上调度程序 ftp://nobody。")
    with LocalCluster(n_workers=0, dashboard_address=":0") as empty:
        idle = terminal("group", "-", "--scheduler", empty.scheduler_address, stdin=row)
    assert f"dask worker {empty.scheduler_address}" in idle.err
    fine = terminal("group", "-", "--scheduler", address, stdin=row)
    assert fine.status == 0
