"""One version of a number, one own outcome a comment, one change of a reason that came with the
system; and the decisions of before as the first version known. Raw SQL, and after the tables."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from consult.piccolo_changes import add_unique_indexes
from consult.tables import Account

ID = "2026-11-23T20:26:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "indexes and first rows of deciding"

INDEXES = {
    "one_version_of_cluster": (
        'ON "disposition_version" ("cluster", "version") WHERE "comment" IS NULL'
    ),
    "one_version_of_comment": (
        'ON "disposition_version" ("comment", "version") WHERE "comment" IS NOT NULL'
    ),
    "one_own_disposition": 'ON "own_disposition" ("comment")',
    "one_reason_of_key": """ON "reason_template" ("body", "key") WHERE "key" <> ''""",
}
FIRST = (
    'INSERT INTO "disposition_version" ("cluster", "version", "outcome", "reason", "words", '
    '"decided_by", "decided_at") SELECT "cluster", "version", "outcome", "reason", \'\', '
    '"decided_by", "decided_at" FROM "disposition"'
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_unique_indexes(manager, INDEXES)

    async def keep_what_stands() -> None:
        await Account.raw(FIRST)
        await Account.raw('UPDATE "results_line" SET "group_outcome" = "outcome"')

    async def forget() -> None:
        await Account.raw('DELETE FROM "disposition_version"')

    manager.add_raw(keep_what_stands)
    manager.add_raw_backwards(forget)
    return manager
