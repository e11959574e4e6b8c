"""Mails to the authors of submissions: a table."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import ForeignKey, Integer, Serial, Timestamptz, Varchar
from piccolo.columns.base import Column, OnDelete, OnUpdate
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

ID = "2026-11-23T14:40:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "mail"


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
        },
    ),
    "event": (Varchar, {"length": 40, "default": ""}),
    "made_at": (Timestamptz, {"default": TimestamptzNow()}),
    "due_at": (Timestamptz, {"default": TimestamptzNow()}),
    "sent_at": (Timestamptz, {"default": None, "null": True}),
    "tries": (Integer, {"default": 0}),
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    manager.add_table(class_name="Mail", tablename="mail", schema=None, columns=None)
    for column, (kind, params) in COLUMNS.items():
        manager.add_column(
            table_class_name="Mail",
            tablename="mail",
            column_name=column,
            db_column_name=column,
            column_class_name=kind.__name__,
            column_class=kind,
            params={**COMMON, **params},
            schema=None,
        )
    return manager
