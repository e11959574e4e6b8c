"""Links between articles that a person named: told apart from those the machine found."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Boolean
from piccolo.columns.indexes import IndexMethod

ID = "2026-11-23T09:05:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "chosen links"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    manager.add_column(
        table_class_name="Alignment",
        tablename="alignment",
        column_name="chosen",
        db_column_name="chosen",
        column_class_name="Boolean",
        column_class=Boolean,
        params={
            "default": False,
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema=None,
    )
    return manager
