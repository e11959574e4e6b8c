"""Short addresses for posters and meetings: a code for every article and every bill.

A code is computed, not kept: the number of an article's passport or of a bill in Crockford's 32
letters, which leave out I, L, O and U, and one letter to check it by. It stays the same from
reading to reading and leads to the newest draft.
"""

import datetime as dt

import msgspec

from consult.errors import NotFound
from consult.services.bills import passport
from consult.services.bills.bill import BillCard, ReadingView, show_bill
from consult.services.records import find
from consult.tables import Bill, Passport, Provision
from drafts.model import Unit

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
_SHORTEST, _LONGEST = 4, 8
_FIELD = 0b100101
"""x⁵ + x² + 1, which makes the 32 letters a field: any wrong letter and any two letters that
change places show."""
_MOST_STEPS = 20


class Goal(msgspec.Struct, frozen=True):
    """Where a code leads: an article, or a whole draft where `address` is None."""

    slug: str
    reading: int
    address: str | None


class Poster(msgspec.Struct, frozen=True):
    """What a poster says: of a draft, or of one article of it."""

    bill: BillCard
    view: ReadingView
    unit: Unit | None
    code: str


def article_code(number: int) -> str:
    """The code of a passport."""
    return _written(2 * number)


def bill_code(number: int) -> str:
    """The code of a bill."""
    return _written(2 * number + 1)


async def follow(code: str) -> Goal:
    """Where a code leads now. An article that is no longer in any draft leads to the newest draft
    of its bill. Raises NotFound, also for a code that was copied wrong."""
    value = _read(code)
    if value is None:
        raise NotFound("短网址“{code}”不对，多半抄错了一个字母。请对照原来的再输一遍。", code=code)
    goal = await (_bill_goal(value // 2) if value % 2 else _article_goal(value // 2))
    if goal is None:
        raise NotFound("短网址“{code}”没有对应的草案。", code=code)
    return goal


async def poster(slug: str, reading: int, address: str | None, now: dt.datetime) -> Poster:
    """A poster of a draft, or of the article that holds `address`. Raises NotFound."""
    card = await show_bill(slug, now)
    row = await find.draft_row(slug, reading)
    view = card.at(reading)
    unit = find.article_of(await find.tree(row), address) if address else None
    if view is None or (address and unit is None):
        raise NotFound("这一稿里没有这一条：{address}。", address=address or "")
    code = await code_at(row, unit.address) if unit else None
    return Poster(card, view, unit, code or bill_code(row["bill"]))


async def code_at(draft: find.Row, address: str) -> str | None:
    """The code of an article of a draft; None for an annex, which has no passport."""
    number = (await passport.held(draft["id"])).get(address)
    return None if number is None else article_code(number)


async def _bill_goal(bill: int) -> Goal | None:
    drafts = await find.drafts_of([bill])
    row = await Bill.select(Bill.slug).where(Bill.id == bill).first()
    return Goal(row["slug"], drafts[-1]["reading"], None) if drafts and row else None


async def _article_goal(number: int) -> Goal | None:
    """The newest draft the passport lives in, or that which it became."""
    known = await Passport.select(Passport.bill).where(Passport.id == number).first()
    following: int | None = number
    for _ in range(_MOST_STEPS):
        row = (
            await Provision.select(
                Provision.address,
                Provision.draft.reading,
                Provision.draft.bill.slug,  # type: ignore[union-attr]
            )
            .where(Provision.passport == following)
            .order_by(Provision.draft.reading, ascending=False)
            .first()
        )
        if row:
            return Goal(row["draft.bill.slug"], row["draft.reading"], row["address"])
        next_one = await Passport.select(Passport.became).where(Passport.id == following).first()
        following = next_one["became"] if next_one else None
        if following is None:
            break
    return await _bill_goal(known["bill"]) if known else None


def _written(value: int) -> str:
    digits: list[int] = []
    while value:
        value, digit = divmod(value, len(_LETTERS))
        digits.insert(0, digit)
    letters = "".join(_LETTERS[digit] for digit in (*digits, _check(digits)))
    return letters.rjust(_SHORTEST, _LETTERS[0])


def _read(code: str) -> int | None:
    """The number a code stands for, however it was typed; None when it does not fit its check."""
    letters = code.upper().translate(_ALIKE)
    if not 0 < len(letters) <= _LONGEST or not set(letters) <= set(_LETTERS):
        return None
    *digits, last = map(_LETTERS.index, letters)
    if _check(digits) != last:
        return None
    value = 0
    for digit in digits:
        value = value * len(_LETTERS) + digit
    return value


def _check(digits: list[int]) -> int:
    sum_ = 0
    for digit in digits:
        sum_ = _doubled(sum_) ^ digit
    return _doubled(sum_)


def _doubled(element: int) -> int:
    element <<= 1
    return element ^ _FIELD if element & 0b100000 else element
