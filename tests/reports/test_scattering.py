"""The same answer from a Dask cluster of two processes, whatever happens to them."""

import os
import random
import signal
import sys
from collections.abc import Iterator

import msgspec
import pytest
from distributed import LocalCluster

from reports import clusterer, scattering
from reports.comparing.leaders import assign
from reports.model import Comment
from reports.scattering import Trouble, Unavailable, workers_of
from reports.similarity import Threshold
from tests.reports.comparing import texts

GRAIN = 20_000
SIZE = 1_000


class Stopped(Exception):
    """Somebody pressed cancel."""


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as made:
        yield made


def pids(cluster: LocalCluster) -> list[int]:
    return [worker.process.pid for worker in cluster.workers.values() if worker.process]


def entries(seed: int) -> list[texts.Entry]:
    dice = random.Random(seed)
    found = texts.entries(dice, texts.family(dice, 2 * SIZE) + texts.on_the_bound(dice, SIZE))
    assert len(found) >= SIZE
    return found[:SIZE]


def comments() -> list[Comment]:
    dice = random.Random(11)
    said = texts.family(dice, SIZE)
    return [
        Comment(str(number), text, article=dice.choice((None, "art_1")))
        for number, text in enumerate(said)
    ]


@pytest.mark.parametrize("percent", [80, 90])
def test_it_answers_as_the_local_run_to_the_byte(cluster: LocalCluster, percent: int) -> None:
    rows = comments()
    shares: list[float] = []
    with workers_of(cluster.scheduler_address, GRAIN) as helpers:
        found = clusterer.group(rows, percent, helpers=helpers, progress=shares.append)
    assert msgspec.json.encode(found) == msgspec.json.encode(clusterer.group(rows, percent))
    assert shares == sorted(shares)


@pytest.mark.parametrize("percent", [70, 90])
def test_stances_and_removed_heads_travel_too(cluster: LocalCluster, percent: int) -> None:
    made, sent = entries(percent), []
    with workers_of(cluster.scheduler_address, GRAIN) as helpers:
        sharing = helpers.share

        def counted(*args: object) -> object:
            sent.append(sharing(*args))  # type: ignore[arg-type]
            return sent[-1]

        helpers.share = counted  # type: ignore[method-assign,assignment]
        found = assign(made, Threshold(percent), helpers=helpers)
    assert len(sent) == 1
    assert found == assign(made, Threshold(percent))


@pytest.mark.parametrize("dying", [1, 2])
def test_workers_that_die_are_replaced(cluster: LocalCluster, dying: int) -> None:
    """With both of them the texts are gone as well, and sent again."""
    made = entries(dying)
    killed: list[int] = []

    def kill(share: float) -> None:
        if share > 0.2 and not killed:
            killed.extend(pids(cluster)[:dying])
            for pid in killed:
                os.kill(pid, signal.SIGKILL)

    with workers_of(cluster.scheduler_address, GRAIN // 8) as helpers:
        found = assign(made, Threshold(70), helpers=helpers, progress=kill)
    assert len(killed) == dying
    assert found == assign(made, Threshold(70))


def test_who_cancels_leaves_nothing_behind(cluster: LocalCluster) -> None:
    def stop(share: float) -> None:
        if share > 0.3:
            raise Stopped

    with workers_of(cluster.scheduler_address, GRAIN // 8) as helpers:
        with pytest.raises(Stopped):
            assign(entries(3), Threshold(70), helpers=helpers, progress=stop)
        made = entries(4)
        assert assign(made, Threshold(70), helpers=helpers) == assign(made, Threshold(70))
    assert not cluster.scheduler.tasks


def refused(address: str) -> Trouble:
    with pytest.raises(Unavailable) as caught, workers_of(address):
        pass
    assert caught.value.address == address
    return caught.value.trouble


def test_what_is_wrong_is_told(cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scattering, "_REACH", 1)
    assert refused("tcp://127.0.0.1:9") is Trouble.UNREACHABLE
    assert refused("不是地址") is Trouble.UNREACHABLE
    assert refused("ftp://127.0.0.1:9") is Trouble.UNREACHABLE
    with LocalCluster(n_workers=0, dashboard_address=":0") as empty:
        assert refused(empty.scheduler_address) is Trouble.IDLE
    with monkeypatch.context() as changed:
        changed.setattr(scattering, "getsource", lambda _module: "other code")
        assert refused(cluster.scheduler_address) is Trouble.UNLIKE
    with monkeypatch.context() as changed:
        changed.setitem(sys.modules, "distributed", None)
        assert refused(cluster.scheduler_address) is Trouble.MISSING
