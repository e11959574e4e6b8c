"""Whether the time of an answer tells a login that exists from one that does not (promise R36).

    python -m bench.bench_sign_in [--tries 2000]

Wrong passwords in a random order, half for an account, half for logins nobody has; each an hour
after the one before on the site's clock, so that no budget is spent. `auc` is the chance that a
try at the account takes longer than one at nothing, or shorter, whichever is more: .5 is a coin.
With the real hash, and with one that costs nothing, which leaves only what surrounds it.
"""

import argparse
import asyncio
import datetime as dt
import random
import statistics
import tempfile
import time
from pathlib import Path

import argon2

from bench.record import record
from consult.config import Settings
from consult.errors import NotAllowed
from consult.permissions import Role, terminal
from consult.services.people import account, password, signing
from consult.services.people.device import Visit
from consult.services.records import schema

START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
SITE = Settings(secret_key="s" * 40)
SEED = 7
WORD = "correct horse battery"


def auc(here: list[float], nowhere: list[float]) -> float:
    """The chance that one of `here` is above one of `nowhere`, ties counted half, folded at .5."""
    ranked = sorted([(value, 1) for value in here] + [(value, 0) for value in nowhere])
    below = wins = 0
    for _, is_here in ranked:
        wins += below if is_here else 0
        below += 0 if is_here else 1
    chance = wins / (len(here) * len(nowhere))
    return max(chance, 1 - chance)


async def measure(tries: int, start: dt.datetime) -> dict[str, float]:
    """Milliseconds of wrong tries at a login there is and at logins there are not."""
    order = [True, False] * (tries // 2)
    random.Random(SEED).shuffle(order)
    taken: dict[bool, list[float]] = {True: [], False: []}
    for n, exists in enumerate(order):
        login = "zhoumin" if exists else f"nobody{n}"
        now = start + dt.timedelta(hours=n)
        visit = Visit(network=f"192.0.2.{n % 250}")
        begun = time.perf_counter()
        try:
            await signing.sign_in(now, login, "a wrong password", visit=visit, settings=SITE)
        except NotAllowed:
            taken[exists].append((time.perf_counter() - begun) * 1000)
    return {
        "tries": len(taken[True]) + len(taken[False]),
        "median_ms_account": round(statistics.median(taken[True]), 2),
        "median_ms_nobody": round(statistics.median(taken[False]), 2),
        "auc": round(auc(taken[True], taken[False]), 3),
    }


async def run(tries: int) -> dict[str, dict[str, float]]:
    """Both measurements on a fresh site."""
    with tempfile.TemporaryDirectory() as folder:
        async with schema.database(f"sqlite:///{Path(folder) / 'consult.db'}"):
            await schema.migrate()
            office = terminal()
            for n in range(20):
                await account.add_account(
                    *(office, START),
                    login="zhoumin" if n == 10 else f"colleague{n}",
                    name="周敏",
                    role=Role.STAFF,
                    password=WORD,
                )
            await measure(40, START - dt.timedelta(days=30))  # the first ones open connections
            real = await measure(tries, START)
            password._hasher = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
            password._NOBODYS = password._hasher.hash("nobody's")
            await account.reset_password(office, START, "zhoumin", WORD)
            return {"argon2": real, "no hash": await measure(tries, START + dt.timedelta(days=365))}


def main() -> None:
    """Measure and record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=2000)
    record("sign_in", asyncio.run(run(parser.parse_args().tries)))


if __name__ == "__main__":
    main()
