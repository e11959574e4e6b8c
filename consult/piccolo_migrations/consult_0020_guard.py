"""Which comments the public does not read for now, and why: a column and two tables."""

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

ID = "2026-11-23T18:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "moderation"


class Comment(Table, tablename="comment", schema=None):
    id: Serial


class Round(Table, tablename="round", schema=None):
    id: Serial


class Sweep(Table, tablename="sweep", schema=None):
    id: Serial


STATE: Kind = (varchar(10)[0], {"length": 10, "default": "shown"})
SWEEP: dict[str, Kind] = {
    "round": link(Round),
    "condition": TEXT,
    "state": varchar(10),
    "reason": TEXT,
    "made_by": varchar(60),
    "made_at": NOW,
    "touched": (Integer, {"default": 0}),
    "started_at": LATER,
    "undone_at": LATER,
    "undone_by": varchar(60),
}
MODERATION: dict[str, Kind] = {
    "comment": link(Comment),
    "before": varchar(10),
    "state": varchar(10),
    "cause": varchar(20),
    "reason": TEXT,
    "made_by": varchar(60),
    "made_at": NOW,
    "sweep": link(Sweep, null=True, default=None),
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_columns(manager, "Comment", {"state": STATE})
    add_table(manager, "Sweep", SWEEP)
    add_table(manager, "Moderation", MODERATION)
    return manager
