"""The app Piccolo migrates."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from consult.tables import TABLES
from consult.tables_author import AUTHOR_TABLES
from consult.tables_duty import DUTY_TABLES
from consult.tables_room import ROOM_TABLES
from consult.tables_search import SEARCH_TABLES

APP_CONFIG = AppConfig(
    app_name="consult",
    migrations_folder_path=str(Path(__file__).parent / "piccolo_migrations"),
    table_classes=[*TABLES, *ROOM_TABLES, *DUTY_TABLES, *SEARCH_TABLES, *AUTHOR_TABLES],
)
