"""Where Piccolo looks for the engine and the apps. services/schema.py binds the real engine."""

from piccolo.conf.apps import AppRegistry

from consult import config
from consult.engine import make_engine

DB = make_engine(config.load().database_url)
APP_REGISTRY = AppRegistry(apps=["consult.piccolo_app"])
