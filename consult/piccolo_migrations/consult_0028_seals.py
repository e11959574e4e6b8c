"""Seals of what watched rows say, whose head audit entries repeat; words hidden from the public."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Integer, Serial
from piccolo.table import Table

from consult.piccolo_changes import (
    LATER,
    NOW,
    TEXT,
    Kind,
    add_columns,
    add_table,
    link,
    varchar,
)
from consult.tables import Account

ID = "2026-11-23T20:28:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "seals and redactions"


class Comment(Table, tablename="comment", schema=None):
    id: Serial


SEAL: dict[str, Kind] = {
    "kind": varchar(10),
    "told": TEXT,
    "previous": varchar(64),
    "digest": varchar(64),
}
REDACTION: dict[str, Kind] = {
    "comment": link(Comment),
    "field": varchar(10),
    "start_at": (Integer, {"default": 0}),
    "end_at": (Integer, {"default": 0}),
    "words": TEXT,
    "cause": varchar(20),
    "note": TEXT,
    "made_by": varchar(60),
    "made_at": NOW,
    "undone_by": varchar(60),
    "undone_at": LATER,
}
TOUCHED = """CREATE UNLOGGED TABLE touched (
    id BIGSERIAL PRIMARY KEY, tx BIGINT NOT NULL DEFAULT txid_current(),
    name TEXT NOT NULL, row_id BIGINT NOT NULL, was TEXT, is_now TEXT)"""
"""What the transactions of PostgreSQL did to watched rows, until they seal it."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_table(manager, "Seal", SEAL)
    add_table(manager, "Redaction", REDACTION)
    add_columns(manager, "AuditEntry", {"seals": varchar(64)}, "audit_entry")
    add_columns(manager, "Comment", {"redacted": TEXT})

    async def run() -> None:
        if Account._meta.db.engine_type == "postgres":
            await Account.raw(TOUCHED)
            await Account.raw("CREATE INDEX touched_tx ON touched (tx)")

    manager.add_raw(run)
    return manager
