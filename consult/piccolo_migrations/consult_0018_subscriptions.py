"""Subscriptions by mail and what they are told: two tables."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Integer, Serial
from piccolo.table import Table

from consult.piccolo_changes import LATER, NOW, Kind, add_table, link, varchar

ID = "2026-11-23T18:18:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "subscriptions"


class Bill(Table, tablename="bill", schema=None):
    id: Serial


class Body(Table, tablename="body", schema=None):
    id: Serial


class Subscription(Table, tablename="subscription", schema=None):
    id: Serial


TABLES: dict[str, dict[str, Kind]] = {
    "Subscription": {
        "address": varchar(120),
        "language": varchar(10),
        "bill": link(Bill, null=True, default=None),
        "body": link(Body, null=True, default=None),
        "key": varchar(43),
        "asked_at": NOW,
        "confirmed_at": LATER,
    },
    "Notice": {
        "subscription": link(Subscription),
        "event": varchar(120),
        "made_at": NOW,
        "due_at": NOW,
        "sent_at": LATER,
        "tries": (Integer, {"default": 0}),
    },
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    for name, columns in TABLES.items():
        add_table(manager, name, columns)
    return manager
