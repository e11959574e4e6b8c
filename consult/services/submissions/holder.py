"""Whoever holds the number and the secret code of a submission is taken for its author."""

import hashlib
import hmac

from consult.errors import NotFound
from consult.services.records import find
from consult.tables import Submission

_NO_CODE = "0" * 64


async def behind(number: str, code: str) -> find.Row:
    """The submission with this number and secret code. Raises NotFound, alike for both."""
    submission = await Submission.select().where(Submission.number == number.strip()).first()
    expected = (submission or {}).get("code_hash") or _NO_CODE
    if not hmac.compare_digest(expected, code_hash(code)) or submission is None:
        raise NotFound("没有找到这份回执。请核对回执编号和查询码，字母不分大小写。")
    return submission


def code_hash(code: str) -> str:
    """What is stored of a code. Blanks, dashes and case do not matter; O, I and L are read as
    0 and 1, as Crockford's base 32 prescribes."""
    plain = "".join(code.upper().split()).replace("-", "").translate(str.maketrans("OIL", "011"))
    return hashlib.sha256(plain.encode()).hexdigest()
