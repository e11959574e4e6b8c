"""Codes that change with the clock: RFC 6238 with SHA-1, six digits, thirty seconds. Pure."""

import base64
import hashlib
import hmac
import struct
from urllib.parse import quote, urlencode

PERIOD = 30
DIGITS = 6
_DRIFT = (0, -1, 1)
"""Steps a telephone's clock may be away: the one of now first (RFC 6238, 5.2)."""


def key_of(secret_key: str, seed: str) -> bytes:
    """The key a telephone shares with the site: 160 bits, as RFC 4226 recommends (R6).

    It stands nowhere: the database holds the seed, the site's own secret key is elsewhere, and
    who has one of the two has nothing.
    """
    return hmac.new(secret_key.encode(), f"totp\0{seed}".encode(), hashlib.sha256).digest()[:20]


def code_at(key: bytes, step: int, digits: int = DIGITS) -> str:
    """The code of a step (RFC 4226, 5.3)."""
    digest = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    (number,) = struct.unpack(">I", digest[digest[-1] & 15 :][:4])
    return str((number & 0x7FFFFFFF) % 10**digits).zfill(digits)


def step_of(key: bytes, code: str, at: float, last: int) -> int | None:
    """The step whose code this is, around the time `at` in seconds since 1970; None when it is
    none of them, or not later than `last`: a code works once (RFC 6238, 5.2)."""
    now = int(at) // PERIOD
    fitting = [
        now + drift
        for drift in _DRIFT
        if hmac.compare_digest(code_at(key, now + drift).encode(), code.encode())
    ]
    return next((step for step in fitting if step > last), None)


def spelled(key: bytes) -> str:
    """The key as a person types it: base 32 in groups of four."""
    letters = base64.b32encode(key).decode()
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def address(key: bytes, issuer: str, login: str) -> str:
    """The otpauth address a telephone reads from the square code."""
    query = urlencode({"secret": base64.b32encode(key).decode(), "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(issuer)}:{quote(login, safe='')}?{query}"
