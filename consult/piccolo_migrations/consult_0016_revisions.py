"""What authors said before they amended or withdrew a comment: a table and a column."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import ForeignKey, Serial, Text, Timestamptz, Varchar
from piccolo.columns.base import Column, OnDelete, OnUpdate
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

ID = "2026-11-23T14:28:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "revisions"


class Comment(Table, tablename="comment", schema=None):
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
COLUMNS: dict[str, dict[str, tuple[type[Column], Params]]] = {
    "Revision": {
        "comment": (
            ForeignKey,
            {
                "references": Comment,
                "on_delete": OnDelete.restrict,
                "on_update": OnUpdate.cascade,
                "target_column": None,
                "index": True,
            },
        ),
        "deed": (Varchar, {"length": 20, "default": ""}),
        "kind": (Varchar, {"length": 20, "default": ""}),
        "text": (Text, {"default": ""}),
        "proposed": (Text, {"default": ""}),
        "reason": (Text, {"default": ""}),
        "made_at": (Timestamptz, {"default": TimestamptzNow()}),
    },
    "Comment": {"withdrawn_at": (Timestamptz, {"default": None, "null": True})},
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    manager.add_table(class_name="Revision", tablename="revision", schema=None, columns=None)
    for name, columns in COLUMNS.items():
        for column, (kind, params) in columns.items():
            manager.add_column(
                table_class_name=name,
                tablename=name.lower(),
                column_name=column,
                db_column_name=column,
                column_class_name=kind.__name__,
                column_class=kind,
                params={**COMMON, **params},
                schema=None,
            )
    return manager
