"""Where the site's log goes: one line a request, and what went wrong, on standard error.

The server's own access log stays off: it would write whole addresses, and the address of a
receipt holds its secret code. `gate.loggable` says what of an address may be written.
"""

import logging
import sys

FORMAT = "%(asctime)s %(levelname)s %(message)s"


def to_stderr() -> None:
    """Begin to write; doing it twice writes nothing twice."""
    house = logging.getLogger("consult")
    house.setLevel(logging.INFO)
    if not house.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter(FORMAT))
        house.addHandler(handler)
