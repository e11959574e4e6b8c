"""Which department answers for which article, and which 联系点 an opinion came through: two tables
and a column."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Date, Integer, Serial
from piccolo.table import Table

from consult.piccolo_changes import NOW, TEXT, Kind, add_columns, add_table, link, varchar

ID = "2026-11-23T13:25:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "duties"


class Body(Table, tablename="body", schema=None):
    id: Serial


class Bill(Table, tablename="bill", schema=None):
    id: Serial


class Department(Table, tablename="department", schema=None):
    id: Serial


COLUMNS: dict[str, dict[str, Kind]] = {
    "Department": {"body": link(Body), "name": varchar(100)},
    "Responsibility": {
        "bill": link(Bill),
        "reading": (Integer, {"default": 0}),
        "address": varchar(200),
        "department": link(Department),
        "task": varchar(20),
        "words": TEXT,
        "due": (Date, {"default": None, "null": True}),
        "decided_by": varchar(60),
        "decided_at": NOW,
    },
}
ADDED: dict[str, dict[str, Kind]] = {
    "Submission": {"contact_point": varchar(100)},
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    for name, columns in COLUMNS.items():
        add_table(manager, name, columns)
    for name, columns in ADDED.items():
        add_columns(manager, name, columns)
    return manager
