"""Consent to be named in public: a separate tick, its wording versioned, and taken back at any
time (PIPL arts. 15 and 25)."""

import datetime as dt
import hashlib

from consult.engine import write_tx
from consult.errors import Conflict
from consult.i18n import translate
from consult.permissions import NETIZEN
from consult.services.records import audit
from consult.services.submissions.holder import behind
from consult.tables import Consent, Submission

VERSION = 1
"""The one in use of `NAMING`. A change of words is a new version; the old words stay."""
NAMING = {1: "我同意在征求意见的通报和报告里写出这个姓名"}
"""Every sentence that was ever ticked."""


async def record(submission: int, now: dt.datetime, language: str) -> None:
    """Keep that the author agreed to be named, in which words, inside the transaction that stores
    the submission."""
    await Consent.insert(
        Consent(
            submission=submission,
            version=VERSION,
            language=language,
            sha256=digest(VERSION, language),
            given_at=now,
        )
    )


def digest(version: int, language: str) -> str:
    """What stands for the sentence of a version as people read it in a language."""
    return hashlib.sha256(translate(language)(NAMING[version]).encode()).hexdigest()


async def withdraw(now: dt.datetime, number: str, code: str) -> None:
    """Take the name of a submission off everything that is published from now on.

    Raises NotFound, Conflict where nobody agreed to be named.
    """
    async with write_tx(Submission):
        submission = await behind(number, code)
        taken = (
            await Submission.update({Submission.name_public: False})
            .where((Submission.id == submission["id"]) & Submission.name_public.eq(True))
            .returning(Submission.id)
        )
        if not taken:
            raise Conflict("这份来件没有同意公开姓名，或者已经收回。")
        await Consent.update({Consent.withdrawn_at: now}).where(
            (Consent.submission == submission["id"]) & Consent.withdrawn_at.is_null()
        )
        await audit.append(NETIZEN, now, "consent.withdraw", submission["number"])
