"""`consult serve`."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Terminal

CODE = "7K3M-9QRT-2WXY-4HJN-8BCD-5FGP"


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(url: str, seconds: float = 20) -> str:
    """The page at `url`, as soon as somebody answers."""
    until = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as page:  # noqa: S310 - our own server
                return str(page.read().decode())
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def served(visit: Callable[[str], None]) -> tuple[str, list[str], int]:
    """Run the site, `visit` it, stop it: its address, the lines it wrote, its exit status."""
    port = free_port()
    command = [sys.executable, "-m", "cli.main", "serve", "--port", str(port)]
    root = Path(__file__).resolve().parents[2]
    server = subprocess.Popen(
        command,
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        visit(address)
    finally:
        server.send_signal(signal.SIGINT)
        said, _err = server.communicate(timeout=20)
    return address, said.splitlines(), server.returncode


def test_it_serves_the_site_until_it_is_told_to_stop(office: Terminal) -> None:
    pages: list[str] = []
    address, said, status = served(lambda url: pages.append(fetch(f"{url}/")))
    assert "<html" in pages[0]
    assert said[0] == f"网站在 {address} ，Ctrl-C 停止。"
    assert all(re.fullmatch(r"[\d-]+ [\d:,]+ INFO GET / 200 [\d.]+ms", line) for line in said[1:])
    assert len(said) == 2
    assert status == 0


def test_no_log_ever_holds_the_code_of_a_receipt(office: Terminal) -> None:
    def visit(url: str) -> None:
        fetch(f"{url}/")
        code, spaced = CODE, CODE.replace("-", "%2D")
        for path in (
            f"/receipts/1-0001/{code}",
            f"/receipts/1-0001/{spaced}",
            f"/en/receipts/1-0001/{code.lower()}",
            f"/receipts/{code}",
            f"/receipts//{code}",
            f"/Receipts/1-0001/{code}",
            f"/receipts/1-0001/{code}/more?code={code}",
            f"/receipts/1-0001/{code.replace('-', '')}%00",
            f"/bills/{code}",
            f"/?code={code}",
        ):
            for method in ("GET", "HEAD", "POST", "PUT"):
                ask(method, url + path)

    _address, said, status = served(visit)
    assert status == 0
    assert len(said) > 40
    kept = "".join(said).upper().replace("%2D", "-")
    assert CODE not in kept
    assert CODE.replace("-", "") not in kept.replace("-", "")


def ask(method: str, url: str) -> None:
    """One request whose answer does not matter."""
    body = f"code={CODE}".encode() if method in ("POST", "PUT") else None
    headers = {"Referer": f"http://127.0.0.1/receipts/1-0001/{CODE}"}
    request = urllib.request.Request(url, data=body, headers=headers, method=method)  # noqa: S310 - our own server
    with contextlib.suppress(urllib.error.HTTPError), urllib.request.urlopen(request, timeout=5):  # noqa: S310
        pass


def test_it_asks_for_the_tables_first(terminal: Terminal) -> None:
    answer = terminal("serve", "--port", free_port())
    assert answer.status == 1
    assert answer.err == "数据库还没有建好，或比程序旧。请先运行 consult migrate。\n"
