"""The database tests share gives each of them what the migrations left, and nothing of another."""

import asyncpg
import pytest

from tests.consult.used import Used

pytestmark = [pytest.mark.anyio, pytest.mark.postgres]


@pytest.fixture
def one(postgres: str, migrated_name: str) -> Used:
    return Used(postgres, migrated_name)


async def ask(one: Used, query: str) -> object:
    connection = await asyncpg.connect(one.server.format(await one.name()))
    try:
        return await connection.fetchval(query)
    finally:
        await connection.close()


BODY = "INSERT INTO body (name) VALUES ('云川市人大常委会') RETURNING id"


async def test_rows_go_and_ids_begin_again(one: Used) -> None:
    name = await one.name()
    seals = await ask(one, "SELECT count(*) FROM seal")
    assert await ask(one, BODY) == 1
    await ask(one, "DELETE FROM seal")
    await one.clear()
    assert await one.name() == name
    assert await ask(one, "SELECT count(*) FROM seal") == seals
    assert await ask(one, BODY) == 1
    await one.clear()
    await one.drop()


async def test_a_changed_table_or_an_open_transaction_gives_a_new_one(one: Used) -> None:
    names = [await one.name()]
    await ask(one, "ALTER TABLE body ADD COLUMN odd text")
    await one.clear()
    names.append(await one.name())
    await ask(one, BODY)
    left = await asyncpg.connect(one.server.format(names[-1]))
    await left.execute("BEGIN; UPDATE body SET name = '云川'")
    await one.clear()
    names.append(await one.name())
    assert len(set(names)) == 3
    assert await ask(one, BODY) == 1
    await one.drop()
