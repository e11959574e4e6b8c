"""Doing a proof of work in Python, as js/proof.js does it in a browser."""

import base64
import hashlib
import json
from typing import Any


def found(task: dict[str, Any]) -> int:
    """The number behind a challenge."""
    for number in range(task["maxNumber"] + 1):
        if hashlib.sha256(f"{task['salt']}{number}".encode()).hexdigest() == task["challenge"]:
            return number
    raise AssertionError("a challenge nobody can meet")


def payload(task: dict[str, Any], number: int) -> str:
    """What is sent back."""
    sent = {name: task[name] for name in ("algorithm", "challenge", "salt", "signature")}
    return base64.b64encode(json.dumps({**sent, "number": number}).encode()).decode()
