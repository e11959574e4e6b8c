"""The application: settings, tables, services, web. Only this folder knows a database or HTTP."""

import os

__version__ = "0.1.0"

os.environ.setdefault("PICCOLO_CONF", "consult.piccolo_conf")
