"""What migrations say of tables and columns, in Piccolo's many words once."""

from collections.abc import Mapping

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import ForeignKey, Text, Timestamptz, Varchar
from piccolo.columns.base import Column, OnDelete, OnUpdate
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

from consult.tables import Account

Kind = tuple[type[Column], dict[str, object]]
"""A column: its class, and its parameters where they differ from `_COMMON`."""

TEXT: Kind = (Text, {"default": ""})
NOW: Kind = (Timestamptz, {"default": TimestamptzNow()})
LATER: Kind = (Timestamptz, {"default": None, "null": True})
_COMMON: dict[str, object] = {
    "null": False,
    "primary_key": False,
    "unique": False,
    "index": False,
    "index_method": IndexMethod.btree,
    "choices": None,
    "db_column_name": None,
    "secret": False,
}


def varchar(length: int) -> Kind:
    """A short text, empty unless said otherwise."""
    return Varchar, {"length": length, "default": ""}


def link(table: type[Table], **more: object) -> Kind:
    """A reference to a row of `table`, which may not be deleted while it stands."""
    return ForeignKey, {
        "references": table,
        "on_delete": OnDelete.restrict,
        "on_update": OnUpdate.cascade,
        "target_column": None,
        "index": True,
        **more,
    }


def add_table(
    manager: MigrationManager, name: str, columns: Mapping[str, Kind], table: str = ""
) -> None:
    """A new table of class `name`, in the database `table` or its name in small letters."""
    table = table or name.lower()
    manager.add_table(class_name=name, tablename=table, schema=None, columns=None)
    add_columns(manager, name, columns, table)


def add_columns(
    manager: MigrationManager, name: str, columns: Mapping[str, Kind], table: str = ""
) -> None:
    """New columns of the table of class `name`."""
    for column, (kind, params) in columns.items():
        manager.add_column(
            table_class_name=name,
            tablename=table or name.lower(),
            column_name=column,
            db_column_name=column,
            column_class_name=kind.__name__,
            column_class=kind,
            params={**_COMMON, **params},
            schema=None,
        )


def add_unique_indexes(manager: MigrationManager, places: Mapping[str, str]) -> None:
    """Unique indexes by name, each with its place: `ON "mail" ("submission", "event")`.

    Raw SQL, for Piccolo knows no index over two columns; in a migration after that of the tables.
    """

    async def run() -> None:
        for name, place in places.items():
            await Account.raw(f'CREATE UNIQUE INDEX "{name}" {place}')

    async def run_backwards() -> None:
        for name in places:
            await Account.raw(f'DROP INDEX "{name}"')

    manager.add_raw(run)
    manager.add_raw_backwards(run_backwards)
