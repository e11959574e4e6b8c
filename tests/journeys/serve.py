"""The seeded site as a real server: `python -m tests.journeys.serve FOLDER [MODE…]`.

Prints its port. A worker stands beside it unless it is to be `alone`; in a `crowd` every form is
asked for a proof of work; one that is `mailing` takes subscriptions, to a mail server nobody has.
Its clock stands at the moment the cast acts.
"""

import asyncio
import socket
import sys
from pathlib import Path

import uvicorn
from msgspec.structs import replace

from consult.services.work.workshop import Workshop
from consult.web.app import create_app
from tests.site import NOW, settings_for


async def serve(folder: Path, *modes: str) -> None:
    """Listen on a free port of this machine until ended."""
    listening = socket.create_server(("127.0.0.1", 0))
    print(listening.getsockname()[1], flush=True)  # noqa: T201 - what the test waits for
    settings = settings_for(folder)
    if "crowd" in modes:
        settings = replace(settings, proof_site=0)
    if "mailing" in modes:
        settings = replace(settings, smtp_url="smtp://127.0.0.1:9", mail_from="lifa@example.org")
    app = create_app(settings, clock=lambda: NOW)
    server = uvicorn.Server(uvicorn.Config(app, access_log=False, log_level="warning"))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:  # it opens the database both use
        await asyncio.sleep(0.05)
    if "alone" not in modes:
        working = asyncio.create_task(Workshop(settings, lambda: NOW).run())
        serving.add_done_callback(lambda _: working.cancel())
    await serving


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), *sys.argv[2:]))
