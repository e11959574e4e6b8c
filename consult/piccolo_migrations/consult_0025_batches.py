"""Files of opinions as batches, and how their columns are read: two tables, two columns."""

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

ID = "2026-11-23T20:25:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "batches"


class Round(Table, tablename="round", schema=None):
    id: Serial


class Body(Table, tablename="body", schema=None):
    id: Serial


COUNT: Kind = (Integer, {"default": 0})
MAYBE: Kind = (Integer, {"default": None, "null": True})
BATCH: dict[str, Kind] = {
    "round": link(Round),
    "number": varchar(20),
    "channel": varchar(20),
    "source": varchar(100),
    "filename": varchar(255),
    "sha256": varchar(64),
    "mapping": TEXT,
    "contact_point": varchar(100),
    "signed_by": varchar(60),
    "signed_on": varchar(20),
    "statement": TEXT,
    "on_paper": MAYBE,
    "code_hash": (varchar(64)[0], {"length": 64, "default": None, "null": True, "secret": True}),
    "rows": COUNT,
    "added": COUNT,
    "already": COUNT,
    "errors": COUNT,
    "taken_by": varchar(60),
    "taken_at": NOW,
    "undone_by": varchar(60),
    "undone_at": LATER,
    "undone_reason": TEXT,
}
COLUMNS: dict[str, Kind] = {
    "body": link(Body),
    "signature": varchar(64),
    "columns": TEXT,
    "chosen_by": varchar(60),
    "chosen_at": NOW,
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_table(manager, "Batch", BATCH)
    add_table(manager, "SheetColumns", COLUMNS, "sheet_columns")
    add_columns(
        manager,
        "Submission",
        {"batch": (Integer, {**MAYBE[1], "index": True}), "batch_row": MAYBE},
    )
    return manager
