"""What finds the entries by their keys: FTS5 kept by triggers on SQLite, GIN on PostgreSQL. Raw
SQL, and after the table: within one migration it would run before it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from consult.engine import engine_of
from consult.tables import Account

ID = "2026-11-23T14:25:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "indexes of search"

_FORGET = (
    "INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.id, old.words)"
)
_LEARN = "INSERT INTO search_words(rowid, words) VALUES (new.id, new.words)"
BOTH = (
    "CREATE INDEX search_entry_place ON search_entry (draft, rank, id)",
    "CREATE INDEX search_entry_source ON search_entry (rank, source)",
)
SQLITE = (
    "CREATE VIRTUAL TABLE search_words USING fts5("
    "words, content='search_entry', content_rowid='id', tokenize='unicode61')",
    f"CREATE TRIGGER search_learn AFTER INSERT ON search_entry BEGIN {_LEARN}; END",
    f"CREATE TRIGGER search_forget AFTER DELETE ON search_entry BEGIN {_FORGET}; END",
    f"CREATE TRIGGER search_change AFTER UPDATE ON search_entry BEGIN {_FORGET}; {_LEARN}; END",
)
POSTGRES = (
    "CREATE INDEX search_words ON search_entry USING gin (to_tsvector('simple'::regconfig, words))",
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)

    async def run() -> None:
        own = POSTGRES if engine_of(Account).engine_type == "postgres" else SQLITE
        for statement in (*BOTH, *own):
            await Account.raw(statement)

    async def run_backwards() -> None:
        if engine_of(Account).engine_type != "postgres":
            for name in ("search_learn", "search_forget", "search_change"):
                await Account.raw(f"DROP TRIGGER {name}")
            await Account.raw("DROP TABLE search_words")
        else:
            await Account.raw("DROP INDEX search_words")
        for name in ("search_entry_place", "search_entry_source"):
            await Account.raw(f"DROP INDEX {name}")

    manager.add_raw(run)
    manager.add_raw_backwards(run_backwards)
    return manager
