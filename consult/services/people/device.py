"""Which browsers and networks a person signed in from before. A browser is known by a random
token in a cookie of its own; here are only hashes."""

import datetime as dt
import hashlib
import secrets

import msgspec

from consult.services.people import lockout
from consult.tables import Device

_LONG_UNUSED = dt.timedelta(days=365)
_MOST = 20
"""Browsers remembered of one person; the longest unused makes room."""


class Visit(msgspec.Struct, frozen=True):
    """Where somebody comes from, as far as a server can tell: the network, the token of a browser
    that was here before ("" without one), what kind of browser it says it is, and the token of
    the session it holds, which a new one replaces."""

    network: str = ""
    device: str = ""
    browser: str = ""
    session: str = ""


class Known(msgspec.Struct, frozen=True):
    """What is known of a visit: the browser, the network."""

    device: bool
    network: bool


async def known(account_id: int, visit: Visit, secret_key: str, now: dt.datetime) -> Known:
    """Whether this account signed in with this browser, and from this network, within a year."""
    rows = await Device.select(Device.token_hash, Device.network_hash).where(
        (Device.account == account_id) & (Device.seen_at > now - _LONG_UNUSED)
    )
    token, network = token_hash(visit.device), network_hash(visit, secret_key)
    return Known(
        device=bool(visit.device) and token in {row["token_hash"] for row in rows},
        network=bool(visit.network) and network in {row["network_hash"] for row in rows},
    )


async def remember(account_id: int, visit: Visit, secret_key: str, now: dt.datetime) -> str:
    """Inside a transaction: the browser and network of a whole sign-in. Returns the browser's
    token: its own when the site gave it one, else a new one; a made-up one is never taken."""
    hashed = token_hash(visit.device)
    ours = bool(visit.device) and await Device.exists().where(Device.token_hash == hashed)
    token = visit.device if ours else secrets.token_urlsafe(32)
    hashed, network = token_hash(token), network_hash(visit, secret_key)
    mine = (Device.account == account_id) & (Device.token_hash == hashed)
    if await Device.exists().where(mine):
        await Device.update({Device.network_hash: network, Device.seen_at: now}).where(mine)
    else:
        await Device.insert(
            Device(
                account=account_id,
                token_hash=hashed,
                network_hash=network,
                first_at=now,
                seen_at=now,
            )
        )
        await _make_room(account_id)
    return token


async def forget_all(account_id: int) -> None:
    """Inside a transaction: no browser and no network of this account is known any more."""
    await Device.delete().where(Device.account == account_id)


def token_hash(token: str) -> str:
    """What is stored of a token of 256 bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def network_hash(visit: Visit, secret_key: str) -> str:
    """What is stored of a network."""
    return lockout.digest(secret_key, "network", visit.network)


async def _make_room(account_id: int) -> None:
    rows = await (
        Device.select(Device.id)
        .where(Device.account == account_id)
        .order_by(Device.seen_at, ascending=False)
        .offset(_MOST)
        .limit(_MOST)
    )
    if rows:
        await Device.delete().where(Device.id.is_in([row["id"] for row in rows]))
