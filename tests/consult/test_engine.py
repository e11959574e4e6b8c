"""The writer queue: no lost update, nobody sees "locked", nothing half-written."""

import asyncio
from pathlib import Path

import pytest

from consult.engine import bulk_insert, insert_row, make_engine, seals, write_tx
from consult.errors import Invalid
from consult.services.records import audit, schema
from consult.tables import AuditEntry, Body
from tests.conftest import ROOT
from tests.consult.cast import ADMIN, DURING

pytestmark = pytest.mark.anyio


async def _count_up(body: int) -> None:
    async with write_tx(Body):
        row = await Body.select(Body.name).where(Body.id == body).first()
        assert row
        await Body.update({Body.name: str(int(row["name"]) + 1)}).where(Body.id == body)


async def test_r8_concurrent_read_modify_writes_lose_nothing_on_sqlite(tmp_path: Path) -> None:
    async with schema.database(f"sqlite:///{tmp_path / 'a.db'}"):
        await schema.migrate()
        body = (await Body.insert(Body(name="0")))[0]["id"]
        await asyncio.gather(*(_count_up(body) for _ in range(200)))
        row = await Body.select(Body.name).where(Body.id == body).first()
    assert row and row["name"] == "200"


async def test_a_failed_transaction_leaves_the_others_in_its_group(db: str) -> None:
    async def write(name: str) -> None:
        async with write_tx(Body):
            await Body.insert(Body(name=name))
            if name == "坏":
                raise ValueError(name)

    results = await asyncio.gather(*(write(n) for n in "甲坏乙丙"), return_exceptions=True)
    assert [type(r) for r in results] == [type(None), ValueError, type(None), type(None)]
    rows = await Body.select(Body.name)
    assert {row["name"] for row in rows} == {"甲", "乙", "丙"}


async def test_a_short_write_does_not_wait_for_the_long_one_behind_it(tmp_path: Path) -> None:
    async def short() -> None:
        async with write_tx(Body):
            await Body.insert(Body(name="短"))
            await asyncio.sleep(0.01)

    async def long(end: asyncio.Event) -> None:
        async with write_tx(Body, alone=True):
            await end.wait()

    async with schema.database(f"sqlite:///{tmp_path / 'a.db'}"):
        await schema.migrate()
        end = asyncio.Event()
        first = asyncio.create_task(short())
        second = asyncio.create_task(long(end))
        await asyncio.wait_for(first, timeout=5)
        end.set()
        await second


async def test_a_cancelled_writer_does_not_hold_the_turn(db: str) -> None:
    async def write(name: str) -> None:
        async with write_tx(Body):
            await Body.insert(Body(name=name))

    for pause in range(12):  # so that some are cancelled while they begin and some while they end
        tasks = [asyncio.create_task(write(f"机关{n}")) for n in range(20)]
        await asyncio.sleep(0.001 * pause)
        for task in tasks[::2]:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.wait_for(asyncio.gather(*(write(f"最后{n}") for n in range(10))), timeout=5)
    assert await Body.count().where(Body.name.like("最后%")) == 10


async def test_closing_waits_for_turns_whose_asker_is_gone(tmp_path: Path) -> None:
    async def write() -> None:
        async with write_tx(Body):
            await Body.insert(Body(name="去"))

    before = asyncio.all_tasks()
    for _ in range(10):
        async with schema.database(f"sqlite:///{tmp_path / 'a.db'}"):
            await schema.migrate()
            writing = [asyncio.create_task(write()) for _ in range(4)]
            for steps in range(4):
                await asyncio.sleep(0.0005 * steps)
            for task in writing:
                task.cancel()
    assert asyncio.all_tasks() == before


async def test_bulk_insert_needs_a_transaction(db: str) -> None:
    with pytest.raises(RuntimeError, match="write_tx"):
        await bulk_insert(Body, ("name",), [("甲",)])
    async with write_tx(Body):
        await bulk_insert(Body, ("name",), [(f"机关{n}",) for n in range(1000)])
    assert await Body.count() == 1000


async def test_an_address_of_another_kind_is_refused_in_a_sentence() -> None:
    with pytest.raises(Invalid, match="sqlite:///"):
        make_engine("mysql://x")


async def test_r32_every_tampering_with_the_chain_is_found(db: str) -> None:
    async with write_tx(AuditEntry):
        for n in range(6):
            await audit.append(ADMIN, DURING, "test", f"第{n}件", n=n)
    assert (await audit.verify(ADMIN)).first_bad is None
    await AuditEntry.update({AuditEntry.subject: "改过"}).where(AuditEntry.position == 4)
    assert (await audit.verify(ADMIN)).first_bad == 4
    await AuditEntry.delete().where(AuditEntry.position == 2)
    assert (await audit.verify(ADMIN)).first_bad == 2


async def test_migrations_give_the_tables_of_the_code_on_both_engines(empty: str) -> None:
    from consult.tables import TABLES, Seal

    written = len(list((ROOT / "consult" / "piccolo_migrations").glob("consult_*.py")))
    async with schema.database(empty):
        assert await schema.pending() == written
        assert await schema.migrate() == written
        assert await schema.pending() == 0
        assert await schema.migrate() == 0
        for table in TABLES:
            assert table is Seal or await table.select() == []
        assert {row["kind"] for row in await Seal.select()} == {seals.START}


async def test_a_row_inserted_by_its_values_gets_its_id_and_the_defaults(db: str) -> None:
    async with write_tx(Body):
        first, second = [await insert_row(Body, name=name) for name in ("一", "二")]
    rows = await Body.select().where(Body.id.is_in([first, second])).order_by(Body.id)
    built = (await Body.insert(Body(name="四")))[0]["id"]
    like = await Body.select().where(Body.id == built).first()
    assert like and [row["name"] for row in rows] == ["一", "二"]
    assert {**rows[1], "id": built, "name": "四"} == like
    with pytest.raises(RuntimeError):
        await insert_row(Body, name="三")
