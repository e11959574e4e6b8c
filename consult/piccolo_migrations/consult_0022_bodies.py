"""Organs have a level and one above them; accounts belong to an organ and a department; what an
administrator asks for an auditor's account waits for another's consent: a table."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Integer, Serial
from piccolo.table import Table

from consult.piccolo_changes import LATER, NOW, TEXT, Kind, add_columns, add_table, link, varchar

ID = "2026-11-23T20:22:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "bodies"


class Body(Table, tablename="body", schema=None):
    id: Serial


NOBODY: Kind = (Integer, {"default": None, "null": True})
BODY: dict[str, Kind] = {"level": varchar(20), "parent": NOBODY}
ACCOUNT: dict[str, Kind] = {
    "body": link(Body, null=True, default=None),
    "department": NOBODY,
}
CONSENT: dict[str, Kind] = {
    "login": varchar(60),
    "deed": varchar(20),
    "detail": TEXT,
    "asked_by": varchar(60),
    "asker": NOBODY,
    "asked_at": NOW,
    "settled_by": varchar(60),
    "settled_at": LATER,
    "outcome": varchar(20),
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_columns(manager, "Body", BODY)
    add_columns(manager, "Account", ACCOUNT)
    add_table(manager, "AccountDeed", CONSENT, "account_deed")
    return manager
