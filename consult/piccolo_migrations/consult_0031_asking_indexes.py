"""A department is asked once about a cluster, and a version of its answer is given once."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from consult.piccolo_changes import add_unique_indexes

ID = "2026-11-23T20:31:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "indexes of asking"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_unique_indexes(
        manager,
        {
            "one_asking": 'ON "asking" ("cluster", "department")',
            "one_answer_version": 'ON "department_answer" ("asking", "version")',
            "one_department_link": 'ON "department_link" ("code_hash")',
        },
    )
    return manager
