"""Ten codes that stand in for a lost telephone: shown once, stored hashed, each used once.

A code has 120 bits, so a plain hash is enough (ASVS 5.0, 6.5.2) and guessing is hopeless.
"""

import datetime as dt
import secrets

from consult.services.submissions.holder import code_hash
from consult.tables import RecoveryCode

HOW_MANY = 10
_LETTERS = 24
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


async def make(account_id: int, now: dt.datetime) -> tuple[str, ...]:
    """Inside a transaction: ten new codes; the old ones are worth nothing any more."""
    await RecoveryCode.delete().where(RecoveryCode.account == account_id)
    codes = tuple(_new() for _ in range(HOW_MANY))
    await RecoveryCode.insert(
        *(
            RecoveryCode(account=account_id, code_hash=code_hash(code), made_at=now)
            for code in codes
        )
    )
    return codes


def looks_like(code: str) -> bool:
    """Whether this was meant as a recovery code: it is four times as long as a telephone's."""
    return len("".join(code.split())) >= _LETTERS


async def use(account_id: int, code: str, now: dt.datetime) -> bool:
    """Inside a transaction: use up a code; whether it was one of this account, not used before."""
    used = await (
        RecoveryCode.update({RecoveryCode.used_at: now})
        .where(
            (RecoveryCode.account == account_id)
            & (RecoveryCode.code_hash == code_hash(code))
            & RecoveryCode.used_at.is_null()
        )
        .returning(RecoveryCode.id)
    )
    return bool(used)


async def left(account_id: int) -> int:
    """How many codes are not used yet."""
    mine = (RecoveryCode.account == account_id) & RecoveryCode.used_at.is_null()
    return int(await RecoveryCode.count().where(mine))


async def drop(account_id: int) -> None:
    """Inside a transaction: no code of this account works any more."""
    await RecoveryCode.delete().where(RecoveryCode.account == account_id)


def _new() -> str:
    letters = "".join(secrets.choice(_CROCKFORD) for _ in range(_LETTERS))
    return "-".join(letters[start : start + 4] for start in range(0, _LETTERS, 4))
