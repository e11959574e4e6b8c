"""Submissions their holders say they did not send: a table, one row a submission."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import ForeignKey, Serial, Text, Timestamptz
from piccolo.columns.base import Column, OnDelete, OnUpdate
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

ID = "2026-11-23T14:35:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "disputes"


class Submission(Table, tablename="submission", schema=None):
    id: Serial


COMMON = {
    "null": False,
    "primary_key": False,
    "unique": False,
    "index": False,
    "index_method": IndexMethod.btree,
    "choices": None,
    "db_column_name": None,
    "secret": False,
}
Params = dict[str, object]
COLUMNS: dict[str, tuple[type[Column], Params]] = {
    "submission": (
        ForeignKey,
        {
            "references": Submission,
            "on_delete": OnDelete.restrict,
            "on_update": OnUpdate.cascade,
            "target_column": None,
            "index": True,
            "unique": True,
        },
    ),
    "reason": (Text, {"default": ""}),
    "made_at": (Timestamptz, {"default": TimestamptzNow()}),
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    manager.add_table(class_name="Dispute", tablename="dispute", schema=None, columns=None)
    for column, (kind, params) in COLUMNS.items():
        manager.add_column(
            table_class_name="Dispute",
            tablename="dispute",
            column_name=column,
            db_column_name=column,
            column_class_name=kind.__name__,
            column_class=kind,
            params={**COMMON, **params},
            schema=None,
        )
    return manager
