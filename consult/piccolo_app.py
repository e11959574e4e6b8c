"""The app Piccolo migrates."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from consult.tables import TABLES

APP_CONFIG = AppConfig(
    app_name="consult",
    migrations_folder_path=str(Path(__file__).parent / "piccolo_migrations"),
    table_classes=list(TABLES),
)
