"""A minimal Django site with Jinja templates: two pages, two middlewares, one SQLite file."""

import os
from pathlib import Path
from typing import Any

import django
from django.conf import settings


def set_up(database: Path) -> None:
    """Configure Django for the file `database` and make its tables."""
    # The bench calls Django between two awaits, never while the loop runs anything else.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    settings.configure(
        ALLOWED_HOSTS=["*"],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(database),
                "CONN_MAX_AGE": None,
                "OPTIONS": {  # what the site does, too: nothing acknowledged is lost with the power
                    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
                    "transaction_mode": "IMMEDIATE",
                    "timeout": 60,
                },
            }
        },
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        INSTALLED_APPS=["bench.peer"],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.middleware.http.ConditionalGetMiddleware",
        ],
        ROOT_URLCONF="bench.peer.urls",
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.jinja2.Jinja2",
                "DIRS": [str(Path(__file__).parent / "pages")],
            }
        ],
        USE_TZ=True,
    )
    django.setup()
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)


def wsgi() -> Any:
    """The site as a WSGI application."""
    from django.core.handlers.wsgi import WSGIHandler

    return WSGIHandler()
