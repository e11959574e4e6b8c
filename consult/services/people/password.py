"""Passwords by argon2id: made into a hash, held against one. A password itself is kept nowhere.

A login nobody has costs the same work as a wrong password (promise R36).
"""

import asyncio
import secrets

import argon2

from consult.errors import Invalid

SHORTEST = 12
_hasher = argon2.PasswordHasher()
_NOBODYS = _hasher.hash(secrets.token_urlsafe())


async def new_hash(password: str) -> str:
    """The hash of a new password. Raises Invalid for one that is easy to guess."""
    if len(password) < SHORTEST:
        raise Invalid("密码至少 {n} 个字符。", field="password", n=SHORTEST)
    return await asyncio.to_thread(_hasher.hash, password)


async def fits(password: str, hashed: str | None) -> bool:
    """Whether this is the password of the hash; without a hash, False after the same work."""
    try:
        right = await asyncio.to_thread(_hasher.verify, hashed or _NOBODYS, password)
    except argon2.exceptions.VerificationError:
        return False
    return right and hashed is not None
