"""What authors said before they amended or withdrew a comment: a table and a column."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Serial
from piccolo.table import Table

from consult.piccolo_changes import LATER, NOW, TEXT, Kind, add_columns, add_table, link, varchar

ID = "2026-11-23T14:28:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "revisions"


class Comment(Table, tablename="comment", schema=None):
    id: Serial


REVISION: dict[str, Kind] = {
    "comment": link(Comment),
    "deed": varchar(20),
    "kind": varchar(20),
    "text": TEXT,
    "proposed": TEXT,
    "reason": TEXT,
    "made_at": NOW,
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_table(manager, "Revision", REVISION)
    add_columns(manager, "Comment", {"withdrawn_at": LATER})
    return manager
