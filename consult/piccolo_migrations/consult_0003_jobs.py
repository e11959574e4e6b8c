"""Long work that people can follow: one table."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import ForeignKey, Integer, Serial, Text, Timestamptz, Varchar
from piccolo.columns.base import Column, OnDelete, OnUpdate
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

ID = "2026-11-23T08:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "jobs"


class Round(Table, tablename="round", schema=None):
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
ROUND = {
    "references": Round,
    "on_delete": OnDelete.restrict,
    "on_update": OnUpdate.cascade,
    "target_column": None,
    "index": True,
}
COLUMNS: dict[str, tuple[type[Column], dict[str, object]]] = {
    "kind": (Varchar, {"length": 20, "default": ""}),
    "round": (ForeignKey, ROUND),
    "state": (Varchar, {"length": 20, "default": ""}),
    "step": (Varchar, {"length": 200, "default": ""}),
    "failure": (Text, {"default": ""}),
    "result": (Integer, {"default": None, "null": True}),
    "started_by": (Varchar, {"length": 60, "default": ""}),
    "started_at": (Timestamptz, {"default": TimestamptzNow()}),
    "beat_at": (Timestamptz, {"default": TimestamptzNow()}),
    "ended_at": (Timestamptz, {"default": None, "null": True}),
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    manager.add_table(class_name="Job", tablename="job", schema=None, columns=None)
    for name, (column, params) in COLUMNS.items():
        manager.add_column(
            table_class_name="Job",
            tablename="job",
            column_name=name,
            db_column_name=name,
            column_class_name=column.__name__,
            column_class=column,
            params={**COMMON, **params},
            schema=None,
        )
    return manager
