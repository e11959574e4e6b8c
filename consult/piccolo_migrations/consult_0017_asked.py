"""What a round asks of people, their consent to be named, and files: three columns, two tables."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Boolean, Integer, Serial
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

ID = "2026-11-23T18:17:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "asked"


class Submission(Table, tablename="submission", schema=None):
    id: Serial


NUMBER: Kind = (Integer, {"default": 0})
CONSENT: dict[str, Kind] = {
    "submission": link(Submission),
    "version": NUMBER,
    "language": varchar(10),
    "sha256": varchar(64),
    "given_at": NOW,
    "withdrawn_at": LATER,
}
ATTACHMENT: dict[str, Kind] = {
    "submission": link(Submission),
    "sha256": varchar(64),
    "filename": varchar(200),
    "kind": varchar(10),
    "size": NUMBER,
    "added_at": NOW,
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    no: Kind = (Boolean, {"default": False})
    add_columns(manager, "Round", {"asked": TEXT, "attachments": no})
    add_columns(manager, "Submission", {"occupation": varchar(60)})
    add_table(manager, "Consent", CONSENT)
    add_table(manager, "Attachment", ATTACHMENT)
    return manager
