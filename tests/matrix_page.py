"""Who gets into which route, from the router.

`python -m tests.matrix_page > tests/golden/matrix.md`
"""

from functools import cache
from pathlib import Path

from consult.permissions import ACCOUNT_ROLES, PERMISSIONS
from consult.web.app import create_app
from tests.site import settings_for

_SHORT = {role: role.value[:3] for role in ACCOUNT_ROLES}


@cache
def all_routes() -> tuple[tuple[str, str, str], ...]:
    """(method, path, access) of every handler, sorted."""
    from tests.test_routes import routes

    return tuple(sorted(routes(create_app(settings_for(Path("nowhere"))))))


def signed_in_routes() -> tuple[tuple[str, str, str], ...]:
    """Those for which an account is needed."""
    return tuple(one for one in all_routes() if one[2] != "public")


def page() -> str:
    """One line a route, one column a role; a route without access stands there with nobody."""
    columns = " | ".join(_SHORT.values())
    lines = [
        "# Routes and roles (R36)",
        "",
        "Made from the router: `python -m tests.matrix_page > tests/golden/matrix.md`. "
        "Routes not listed are public.",
        "",
        f"| | route | {columns} |",
        f"|---|---|{'---|' * len(_SHORT)}",
    ]
    for method, path, access in signed_in_routes():
        roles = PERMISSIONS[access].roles if access in PERMISSIONS else frozenset()
        ticks = " | ".join(short if role in roles else "" for role, short in _SHORT.items())
        lines.append(f"| {method} | `{path}` | {ticks} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201 - its output is the page
