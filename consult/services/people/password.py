"""Passwords by argon2id: made into a hash, held against one. A password itself is kept nowhere.

A login nobody has costs the same work as a wrong password (promise R36).
"""

import asyncio
import re
import secrets

import argon2

from consult.errors import Invalid

SHORTEST = 12
_LEFT_OVER = 6
"""How much must remain of a password when what everybody tries first is taken out."""
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "01234567890")
_COMMON = re.compile(
    r"password|passw0rd|p@ssw0rd|letmein|welcome|admin(?:istrator)?|root|iloveyou|woaini|5201314"
    r"|1314520|monkey|dragon|sunshine|princess|football|master|qazwsx|1qaz2wsx|1q2w3e4r?|zaq12wsx"
    r"|mima|denglu|zhanghao|beijing|shanghai|zhongguo|china|密码|管理员|我爱你"
    r"|(?:19|20)\d\d(?:[01]\d[0-3]\d)?"
)
_AGAIN = re.compile(r"(.{1,6}?)\1{2,}")
_hasher = argon2.PasswordHasher()
_NOBODYS = _hasher.hash(secrets.token_urlsafe())


async def new_hash(password: str, login: str = "") -> str:
    """The hash of a new password for this login. Raises Invalid for one that is easy to guess."""
    if len(password) < SHORTEST:
        raise Invalid("密码至少 {n} 个字符。", field="password", n=SHORTEST)
    if is_weak(password, login):
        raise Invalid(
            "这个密码太容易猜：不要用登录名、连续或重复的字符、常见的密码。"
            "几个互不相干的词连起来就很好。",
            field="password",
        )
    return await asyncio.to_thread(_hasher.hash, password)


def is_weak(password: str, login: str = "") -> bool:
    """Whether little of a password remains without what is tried first: the login, runs along
    the keyboard or the alphabet, repetitions, years and dates, the usual words.

    Instead of the 3,000 commonest of ASVS 5.0 (6.2.4): nearly all of those are shorter than
    twelve characters, and the longer ones are made of just these.
    """
    rest = password.casefold()
    for run in _runs(rest):
        rest = rest.replace(run, "")
    if len(login) > 2:
        rest = rest.replace(login.casefold(), "").replace(login.casefold()[::-1], "")
    rest = _AGAIN.sub(r"\1", _COMMON.sub("", rest))
    return len(rest) < _LEFT_OVER or len(set(rest)) < 4


async def fits(password: str, hashed: str | None) -> bool:
    """Whether this is the password of the hash; without a hash, False after the same work."""
    try:
        right = await asyncio.to_thread(_hasher.verify, hashed or _NOBODYS, password)
    except argon2.exceptions.VerificationError:
        return False
    return right and hashed is not None


def _runs(text: str) -> list[str]:
    """The stretches of four and more that follow a row of keys or the alphabet, either way."""
    rows = [*_ROWS, *(row[::-1] for row in _ROWS)]
    found, start = [], 0
    while start < len(text):
        end = start + 1
        while end < len(text) and any(text[start : end + 1] in row for row in rows):
            end += 1
        if end - start >= 4:
            found.append(text[start:end])
        start = end
    return found
