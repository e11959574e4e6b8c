"""The seeded site as a real server: `python -m tests.journeys.serve FOLDER`.

Prints its port. Its clock stands at the moment the cast acts.
"""

import socket
import sys
from pathlib import Path

import uvicorn

from consult.web.app import create_app
from tests.site import NOW, settings_for


def main() -> None:
    """Listen on a free port of this machine until ended."""
    listening = socket.create_server(("127.0.0.1", 0))
    print(listening.getsockname()[1], flush=True)  # noqa: T201 - what the test waits for
    app = create_app(settings_for(Path(sys.argv[1])), clock=lambda: NOW)
    server = uvicorn.Server(uvicorn.Config(app, access_log=False, log_level="warning"))
    server.run(sockets=[listening])


if __name__ == "__main__":
    main()
