"""What somebody has written about other articles and not sent yet, carried by the form itself.

No cookie and no row: the points stand in a hidden field, signed with the site's secret for one
form of one round, so that what comes back is what was checked when it was put in.
"""

import base64
import binascii
import hashlib
import hmac
import zlib
from collections.abc import Sequence

import msgspec

from consult.errors import Invalid
from consult.services.submissions.comment import MOST_POINTS

LONGEST = 100 * 1024
"""A basket as the form carries it; about sixty thousand Chinese characters."""
_MOST_JSON = 1024 * 1024
_DIGEST = 32


class Entry(msgspec.Struct, frozen=True):
    """One point as its form had it: the address spoken of ("" the whole draft), and the fields."""

    at: str
    fields: dict[str, str]


class Tampered(Invalid):
    """A basket that is not as it was given out. `found` is what could still be read in it."""

    def __init__(self, message: str, found: tuple[Entry, ...]) -> None:
        super().__init__(message, field="basket")
        self.found = found


def pack(secret_key: str, scope: str, entries: Sequence[Entry]) -> str:
    """The hidden field that holds `entries`, "" for none. `scope` names the round and the form.

    Raises Invalid when they are too many or too long for one submission.
    """
    if not entries:
        return ""
    data = zlib.compress(msgspec.json.encode(list(entries)), 9)
    text = base64.urlsafe_b64encode(_sign(secret_key, scope, data) + data).decode()
    if len(text) > LONGEST or len(entries) >= MOST_POINTS:
        raise Invalid("写好的已经够多了，请先提交这些，其余的再提交一次。", field="basket")
    return text


def unpack(secret_key: str, scope: str, text: str) -> tuple[Entry, ...]:
    """What `pack` put in. Raises Tampered for anything else."""
    if not text:
        return ()
    sealed = _bytes(text)
    data = sealed[_DIGEST:]
    if not hmac.compare_digest(sealed[:_DIGEST], _sign(secret_key, scope, data)):
        raise Tampered(
            "先前写好的几条没有通过核对，不能一起提交。它们的文字列在下面，可以复制后重新提。",
            _entries(data),
        )
    return _entries(data)


def _sign(secret_key: str, scope: str, data: bytes) -> bytes:
    said = b"basket\0" + scope.encode() + b"\0" + data
    return hmac.new(secret_key.encode(), said, hashlib.sha256).digest()


def _bytes(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text.encode("ascii"))
    except (binascii.Error, UnicodeEncodeError):
        return b""


def _entries(data: bytes) -> tuple[Entry, ...]:
    """The entries in `data`, whoever wrote it: of a megabyte at most, () when there are none."""
    try:
        opened = zlib.decompressobj().decompress(data, _MOST_JSON)
        found = msgspec.json.decode(opened, type=tuple[Entry, ...])
    except (zlib.error, msgspec.DecodeError):
        return ()
    return found[:MOST_POINTS]
