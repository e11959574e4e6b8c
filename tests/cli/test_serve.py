"""`consult serve`."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.cli.conftest import Terminal


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


def test_it_serves_the_site_until_it_is_told_to_stop(office: Terminal) -> None:
    port = free_port()
    command = [sys.executable, "-m", "cli.main", "serve", "--port", str(port)]
    root = Path(__file__).resolve().parents[2]
    server = subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": str(root)}, stderr=subprocess.PIPE, text=True
    )
    try:
        page = fetch(f"http://127.0.0.1:{port}/")
    finally:
        server.send_signal(signal.SIGINT)
        _out, err = server.communicate(timeout=20)
    assert "<html" in page
    assert err.splitlines()[0] == f"网站在 http://127.0.0.1:{port} ，Ctrl-C 停止。"
    assert len(err.splitlines()) == 1
    assert server.returncode == 0


def test_it_asks_for_the_tables_first(terminal: Terminal) -> None:
    answer = terminal("serve", "--port", free_port())
    assert answer.status == 1
    assert answer.err == "数据库还没有建好，或比程序旧。请先运行 consult migrate。\n"
