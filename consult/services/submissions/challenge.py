"""Proof of work: a sum a browser does in a moment and that costs a machine of a thousand comments
a thousand moments. Issued and checked here, with ALTCHA's first format; nobody else is asked.

A challenge is signed and bound to one form of one round, and such a form makes one submission
(promise R7) whichever process receives it: no list of spent proofs is needed.
"""

import base64
import datetime as dt
import hashlib
import hmac
from typing import Literal

import msgspec
from altcha.v1 import Payload, create_challenge, verify_solution

VALID = dt.timedelta(hours=1)
"""Writing takes a while, and a challenge serves one form however long it is good for."""
_LONGEST = 2000


class Solution(msgspec.Struct, frozen=True):
    """What a browser sends back: the challenge as it was, and the number."""

    algorithm: Literal["SHA-256"]
    challenge: str
    number: int
    salt: str
    signature: str


def issue(secret_key: str, scope: str, now: dt.datetime, difficulty: int) -> str:
    """A fresh challenge for the form that `scope` names, as JSON: a number up to `difficulty` has
    to be found, by trying half of them on average."""
    made = create_challenge(
        algorithm="SHA-256",
        max_number=difficulty,
        salt_length=12,
        hmac_key=_key(secret_key),
        salt="",
        number=None,
        expires=now + VALID,
        params={"form": _mark(scope)},
    )
    return msgspec.json.encode(made.to_dict()).decode()


def solved(secret_key: str, scope: str, payload: str, now: dt.datetime) -> bool:
    """Whether `payload`, base64 of JSON, solves a challenge issued for this form and still good.
    The server's own clock decides, and nothing that was sent can raise."""
    if not payload or len(payload) > _LONGEST:
        return False
    try:
        sent = msgspec.json.decode(base64.b64decode(payload, validate=True), type=Solution)
    except ValueError:
        return False
    proof = Payload(sent.algorithm, sent.challenge, sent.number, sent.salt, sent.signature)
    right, _ = verify_solution(proof, _key(secret_key), check_expires=False)
    if not right:
        return False
    _, expires, params = proof.parse_salt()
    mine = hmac.compare_digest(params.get("form", [""])[0], _mark(scope))
    return mine and expires is not None and now.timestamp() < expires


def _key(secret_key: str) -> str:
    return hmac.new(secret_key.encode(), b"proof", hashlib.sha256).hexdigest()


def _mark(scope: str) -> str:
    return hashlib.sha256(scope.encode()).hexdigest()[:32]
