"""One PostgreSQL database that tests use one after the other."""

import secrets

import asyncpg

SHAPE = """
    SELECT md5(string_agg(line, chr(10) ORDER BY line)) FROM (
        SELECT c.relname || a.attname || a.atttypid::text || a.attnotnull::text
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE c.relnamespace = 'public'::regnamespace AND NOT a.attisdropped
        UNION ALL SELECT tgrelid::text || tgname || tgenabled::text FROM pg_trigger
        UNION ALL SELECT proname || md5(prosrc) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace
    ) AS lines(line)
    """
"""What a database is apart from its rows: columns, indexes, triggers, functions."""
KEEP = """
    CREATE SCHEMA kept;
    CREATE TABLE kept.places AS
        SELECT format('%I.%I', schemaname, sequencename)::regclass AS place, last_value
        FROM pg_sequences WHERE schemaname = 'public';
    DO $$ DECLARE one record; said boolean;
    BEGIN
        FOR one IN SELECT relname AS name FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
        LOOP
            EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.%I)', one.name) INTO said;
            IF said THEN
                EXECUTE format('CREATE TABLE kept.%I AS TABLE public.%I', one.name, one.name);
            END IF;
        END LOOP;
    END $$;
    """
"""Put what migrations wrote aside."""
EMPTY = """
    SET lock_timeout = '500ms';
    SET session_replication_role = replica;
    DO $$ DECLARE one record; said boolean;
    BEGIN
        FOR one IN SELECT relname AS name FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
        LOOP
            EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.%I)', one.name) INTO said;
            IF said THEN
                EXECUTE format('DELETE FROM public.%I', one.name);
            END IF;
        END LOOP;
        FOR one IN SELECT relname AS name FROM pg_class
            WHERE relnamespace = 'kept'::regnamespace AND relname <> 'places'
        LOOP
            EXECUTE format('INSERT INTO public.%I SELECT * FROM kept.%I', one.name, one.name);
        END LOOP;
        PERFORM setval(place, COALESCE(last_value, 1), last_value IS NOT NULL) FROM kept.places;
    END $$;
    """
"""Leave what migrations wrote and nothing else, without a trigger hearing of it."""


class Used:
    """A copy of a migrated database, emptied after each test: copying takes ten times as long.

    Where a test changed more than rows, or left something open, the next gets a new copy.
    """

    def __init__(self, server: str, template: str) -> None:
        self.server, self._template = server, template
        self._name = ""
        self._shape = ""

    async def name(self) -> str:
        """Its name, as the migrations left it."""
        if not self._name:
            name = f"t{secrets.token_hex(8)}"
            await tell(self.server, f"CREATE DATABASE {name} TEMPLATE {self._template}")
            connection = await asyncpg.connect(self.server.format(name))
            await connection.execute(KEEP)
            self._shape = await connection.fetchval(SHAPE)
            await connection.close()
            self._name = name
        return self._name

    async def clear(self) -> None:
        """Leave no row of the test; or no database, where that cannot be done."""
        connection = await asyncpg.connect(self.server.format(self._name))
        try:
            await connection.execute(EMPTY)
            same = await connection.fetchval(SHAPE) == self._shape
        except asyncpg.PostgresError:
            same = False
        finally:
            await connection.close()
        if not same:
            await self.drop()

    async def drop(self) -> None:
        """Throw it away; the next who asks gets a new one."""
        await tell(self.server, f"DROP DATABASE {self._name} WITH (FORCE)")
        self._name = ""


async def tell(server: str, command: str) -> None:
    """Give the server a command that no database is needed for."""
    connection = await asyncpg.connect(server.format("postgres"))
    await connection.execute(command)
    await connection.close()
