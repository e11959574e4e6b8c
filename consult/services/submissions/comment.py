"""Taking a submission from the web, one comment or several: once, in time, with a receipt.

The receipt's code is derived from the form's random key and the site's secret, so that sending
the same form again shows the same receipt, while the database holds only the code's hash (R7,
R24). Window and numbers are decided in one statement inside the transaction (R11). Comments of one
submission have numbers that follow each other; the first is that of the receipt.
"""

import datetime as dt
import hashlib
import hmac
from collections.abc import Sequence

import msgspec

from consult import lifecycle
from consult.engine import UNIQUE_VIOLATIONS, insert_row, write_tx
from consult.errors import Conflict, Invalid, RoundClosed
from consult.lifecycle import RoundState
from consult.permissions import NETIZEN
from consult.services.moderating import moderation
from consult.services.moderating.moderation import Cause
from consult.services.records import audit, find
from consult.services.rounds import asked
from consult.services.submissions import consent, target
from consult.services.submissions.holder import code_hash
from consult.services.submissions.target import WHOLE, Aim, Asked
from consult.tables import Cluster, Comment, Round, Submission
from reports.model import Channel, CommentKind

LIMITS = {
    **{"text": 5000, "proposed": 5000, "reason": 2000},
    **{"name": 60, "contact": 120, "region": 60, "occupation": 60},
}
MOST_POINTS = 20
_NAMES = {
    "text": "意见",
    "proposed": "建议修改为",
    "reason": "理由",
    "name": "姓名",
    "contact": "联系方式",
    "region": "地区",
    "occupation": "职业",
}
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
KEY_LENGTH = 16
_TAKE_NUMBERS = (
    "UPDATE round SET next_number = next_number + {} WHERE id = {} "
    "RETURNING next_number, opens, closes"
)


class CommentInput(msgspec.Struct, frozen=True):
    """What a person typed. Nothing but the text is required. `language` is that of the form."""

    text: str
    kind: CommentKind = CommentKind.OTHER
    proposed: str = ""
    reason: str = ""
    name: str = ""
    contact: str = ""
    region: str = ""
    name_public: bool = False
    occupation: str = ""
    language: str = "zh-CN"


class Point(msgspec.Struct, frozen=True):
    """One thing said of one provision; what is known of its author stands with the last of them.
    `same_as` is the cluster its author says it agrees with, `about` what exactly it speaks of."""

    address: str | None
    said: CommentInput
    same_as: int | None = None
    about: Asked = WHOLE


class Receipt(msgspec.Struct, frozen=True):
    """A public number and a secret code (24 Crockford base-32 characters in fours);
    `numbers` are those of its comments, () when it was known already."""

    number: str
    code: str
    already: bool
    numbers: tuple[str, ...] = ()


async def submit(  # noqa: PLR0913 - what a form brings, each by its name
    now: dt.datetime,
    secret_key: str,
    *,
    slug: str,
    reading: int,
    address: str | None,
    form: CommentInput,
    key: str,
    same_as: int | None = None,
    about: Asked = WHOLE,
    earlier: Sequence[Point] = (),
    held: Cause | None = None,
) -> Receipt:
    """Keep what somebody sent and return its receipt; the same form sent again returns the same.

    `earlier` are the points made before this one, sent with it. `same_as` is kept for staff where
    it is a cluster of the same article, and decides nothing. `held`: why its words wait for
    somebody to look at them before the public reads them.

    Raises Invalid (with the field), NotFound, RoundClosed, Conflict when the key came with
    another text; then nothing is kept.
    """
    draft, row = await find.round_row(slug, reading)
    tree = await find.tree(draft)
    form = _as_asked(form, row)
    points = (*earlier, Point(address, form, same_as, about))
    check(points, key)
    aims = [target.aim(tree, point.address, point.about) for point in points]
    arrival = hashlib.sha256(f"web:{key}".encode()).hexdigest()
    content = _content_hash(points)
    code = receipt_code(secret_key, key)
    try:
        async with write_tx(Submission):
            numbers = await _next_numbers(row["id"], now, len(points))
            kept = await _envelope(row["id"], numbers[0], now, form, arrival, content, code)
            if form.name_public:
                await consent.record(kept, now, form.language)
            stored = []
            for number, point, aim in zip(numbers, points, aims, strict=True):
                stored.append(await _point(row["id"], number, kept, point, aim))
                await target.keep(stored[-1], tree, aim)
            told: dict[str, object] = {"content": content, "points": len(points)}
            if held:
                await moderation.hold(stored, now, held)
                told["held"] = held
            await audit.append(NETIZEN, now, "comment.submit", numbers[0], **told)
    except (RoundClosed, *UNIQUE_VIOLATIONS):  # what came in time has its receipt for ever
        # In a turn of its own, which sees what is kept with the next commit and ends after that.
        async with write_tx(Submission):
            known = await _known(row["id"], arrival, content)
        if known is None:
            raise
        return Receipt(known, code, already=True)
    return Receipt(numbers[0], code, already=False, numbers=numbers)


def _as_asked(form: CommentInput, round_: find.Row) -> CommentInput:
    """The form without what its round does not ask for; nobody is named without a name."""
    form = msgspec.structs.replace(form, **asked.withheld(asked.asks_of(round_["asked"])))
    return msgspec.structs.replace(form, name_public=form.name_public and bool(form.name.strip()))


async def _envelope(
    round_id: int,
    number: str,
    now: dt.datetime,
    form: CommentInput,
    arrival: str,
    content: str,
    code: str,
) -> int:
    """Store the submission and return its id."""
    return await insert_row(
        Submission,
        round=round_id,
        number=number,
        channel=Channel.WEB.value,
        arrival_key=arrival,
        content_hash=content,
        code_hash=code_hash(code),
        received_at=now,
        name=form.name,
        contact=form.contact,
        region=form.region,
        occupation=form.occupation,
        name_public=form.name_public,
    )


async def _point(round_id: int, number: str, submission: int, point: Point, aim: Aim) -> int:
    """Store one point and return its id."""
    article = aim.article.address if aim.article else None
    return await insert_row(
        Comment,
        round=round_id,
        submission=submission,
        number=number,
        address=aim.address,
        article=article,
        kind=point.said.kind.value,
        text=point.said.text,
        proposed=point.said.proposed,
        reason=point.said.reason,
        same_as=await _cluster_of(round_id, article, point.same_as),
    )


async def _cluster_of(round_id: int, article: str | None, cluster: int | None) -> int | None:
    """The cluster if it is one on this article, else None."""
    here = Cluster.article.is_null() if article is None else Cluster.article == article
    known = (Cluster.id == cluster) & (Cluster.round == round_id) & Cluster.retired.eq(False) & here
    return cluster if cluster is not None and await Cluster.exists().where(known) else None


def receipt_code(secret_key: str, key: str) -> str:
    """The secret code that belongs to a form key: 120 bits, as XXXX-XXXX-XXXX-XXXX-XXXX-XXXX."""
    digest = hmac.new(secret_key.encode(), f"receipt:{key}".encode(), hashlib.sha256).digest()
    bits = int.from_bytes(digest[:15], "big")
    letters = "".join(_CROCKFORD[bits >> shift & 31] for shift in range(115, -1, -5))
    return "-".join(letters[start : start + 4] for start in range(0, 24, 4))


def check(points: Sequence[Point], key: str) -> None:
    """Raise Invalid, with the field, unless this could be sent with a form of this key."""
    if len(key) < KEY_LENGTH:
        raise Invalid("表单已失效，请重新打开这一页再提交；您写的内容还在下面。", field="key")
    if len(points) > MOST_POINTS:
        raise Invalid(
            "一次最多提交 {most} 条。请先提交写好的这些，其余的再提交一次。", most=MOST_POINTS
        )
    for point in points:
        check_words(point.said)


def check_words(form: CommentInput) -> None:
    """Raise Invalid, with the field, unless these words can be kept."""
    if not form.text.strip() and not form.proposed.strip():
        raise Invalid("请写下您的意见，一句话也可以。", field="text")
    for field, limit in LIMITS.items():
        length = len(getattr(form, field))
        if length > limit:
            raise Invalid(
                "“{name}”最多 {limit} 字，现在是 {length} 字。请删减或分成几条提交。",
                field=field,
                name=_NAMES[field],
                limit=limit,
                length=length,
            )
        if "\x00" in getattr(form, field):
            raise Invalid(
                "“{name}”里有不能保存的字符，请删去后再提交。", field=field, name=_NAMES[field]
            )


def _content_hash(points: Sequence[Point]) -> str:
    canonical = msgspec.json.encode(msgspec.to_builtins(points), order="deterministic")
    return hashlib.sha256(canonical).hexdigest()


async def _known(round_id: int, arrival: str, content: str) -> str | None:
    """The number this key already has; Conflict when it came with other content."""
    row = (
        await Submission.select(Submission.number, Submission.content_hash)
        .where((Submission.round == round_id) & (Submission.arrival_key == arrival))
        .first()
    )
    if row is None:
        return None
    if row["content_hash"] != content:
        raise Conflict("这份表单已经提交过，回执仍然有效。要再提一条，请重新打开“提意见”。")
    return str(row["number"])


async def _next_numbers(round_id: int, now: dt.datetime, count: int) -> tuple[str, ...]:
    """Take the next numbers of a round and, on the same locked row, check that it is open."""
    taken: list[find.Row] = await Round.raw(_TAKE_NUMBERS, count, round_id)
    refuse_unless_open(taken[0], now)
    following = taken[0]["next_number"]
    return tuple(public_number(round_id, at) for at in range(following - count, following))


def public_number(round_id: int, position: int) -> str:
    """The number of a submission as people read it: round, then its place in the round."""
    return f"{round_id}-{position:04d}"


def refuse_unless_open(row: find.Row, now: dt.datetime) -> None:
    """Raise RoundClosed, with the day, unless a round row takes comments now."""
    state = lifecycle.state(row["opens"], row["closes"], now)
    if state is RoundState.SCHEDULED:
        first = row["opens"].astimezone(lifecycle.SHANGHAI)
        raise RoundClosed(
            "征求意见从 {month}月{day}日开始，现在还不能提交。", month=first.month, day=first.day
        )
    if state is RoundState.CLOSED:
        day = lifecycle.last_day(row["closes"])
        raise RoundClosed(
            "征求意见已于 {month}月{day}日截止，这条意见没有提交。您写的内容还在，可以复制保存。",
            month=day.month,
            day=day.day,
        )
