"""Taking one comment from the web: once, in time, with a receipt.

The receipt's code is derived from the form's random key and the site's secret, so that sending
the same form again shows the same receipt, while the database holds only the code's hash (R7,
R24). Window and number are decided in one statement inside the transaction (R11).
"""

import datetime as dt
import hashlib
import hmac
import secrets

import msgspec

from consult import lifecycle
from consult.engine import UNIQUE_VIOLATIONS, write_tx
from consult.errors import Conflict, Invalid, NotFound, RoundClosed
from consult.lifecycle import RoundState
from consult.permissions import NETIZEN
from consult.services import audit, find
from consult.services.bill import BillCard, ReadingView, show_bill
from consult.tables import Cluster, Comment, Round, Submission
from drafts.address import label
from drafts.model import Unit
from reports.model import Channel, CommentKind

LIMITS = {"text": 5000, "proposed": 5000, "reason": 2000, "name": 60, "contact": 120, "region": 60}
_NAMES = {
    "text": "意见",
    "proposed": "建议修改为",
    "reason": "理由",
    "name": "姓名",
    "contact": "联系方式",
    "region": "地区",
}
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_KEY_LENGTH = 16


class CommentInput(msgspec.Struct, frozen=True):
    """What a person typed. Nothing but the text is required."""

    text: str
    kind: CommentKind = CommentKind.OTHER
    proposed: str = ""
    reason: str = ""
    name: str = ""
    contact: str = ""
    region: str = ""
    name_public: bool = False


class CommentForm(msgspec.Struct, frozen=True):
    """What a comment form shows: the provision spoken of, and a fresh key."""

    bill: BillCard
    view: ReadingView
    address: str | None
    label: str
    text: str
    article: Unit | None
    key: str


class Receipt(msgspec.Struct, frozen=True):
    """A public number and a secret code (24 Crockford base-32 characters in fours)."""

    number: str
    code: str
    already: bool


async def prepare(slug: str, reading: int, address: str | None, now: dt.datetime) -> CommentForm:
    """The form for a provision (None: the draft as a whole). Raises NotFound, RoundClosed."""
    card = await show_bill(slug, now)
    draft, row = await find.round_row(slug, reading)
    _refuse_unless_open(row, now)
    tree = await find.tree(draft)
    unit = tree.find(address) if address else None
    if address and unit is None:
        raise NotFound("这一稿里没有这一条：{address}。", address=address)
    view = card.at(reading)
    if view is None:
        raise NotFound("这一稿刚被替换，请刷新后再看。")
    return CommentForm(
        bill=card,
        view=view,
        address=address,
        label=label(address) if address else "",
        text=unit.text if unit else "",
        article=find.article_of(tree, address) if address else None,
        key=secrets.token_urlsafe(_KEY_LENGTH),
    )


async def submit(
    now: dt.datetime,
    secret_key: str,
    *,
    slug: str,
    reading: int,
    address: str | None,
    form: CommentInput,
    key: str,
    same_as: int | None = None,
) -> Receipt:
    """Keep a comment and return its receipt; the same form sent again returns the same one.

    `same_as` is the cluster its author says it agrees with: kept for staff where it is one of the
    same article, and deciding nothing.

    Raises Invalid (with the field), RoundClosed, Conflict when the key came with another text.
    """
    check(form, key)
    draft, row = await find.round_row(slug, reading)
    tree = await find.tree(draft)
    if address and tree.find(address) is None:
        raise NotFound("这一稿里没有这一条：{address}。", address=address)
    article = find.article_of(tree, address) if address else None
    arrival = hashlib.sha256(f"web:{key}".encode()).hexdigest()
    content = _content_hash(address, form)
    code = receipt_code(secret_key, key)
    try:
        async with write_tx(Submission):
            known = await _known(row["id"], arrival, content)
            if known:
                return Receipt(known, code, already=True)
            number = await _next_number(row["id"], now)
            envelope = _envelope(row["id"], number, now, form, arrival, content, code)
            kept = (await Submission.insert(envelope))[0]["id"]
            where = (address, article.address if article else None)
            point = _point(row["id"], number, kept, where, form)
            point.same_as = await _cluster_of(row["id"], where[1], same_as)
            await Comment.insert(point)
            await audit.append(NETIZEN, now, "comment.submit", number, content=content)
    except UNIQUE_VIOLATIONS:
        known = await _known(row["id"], arrival, content)
        if known is None:
            raise
        return Receipt(known, code, already=True)
    return Receipt(number, code, already=False)


def _envelope(
    round_id: int,
    number: str,
    now: dt.datetime,
    form: CommentInput,
    arrival: str,
    content: str,
    code: str,
) -> Submission:
    return Submission(
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
        name_public=form.name_public,
    )


def _point(
    round_id: int,
    number: str,
    submission: int,
    where: tuple[str | None, str | None],
    form: CommentInput,
) -> Comment:
    address, article = where
    return Comment(
        round=round_id,
        submission=submission,
        number=number,
        address=address,
        article=article,
        kind=form.kind.value,
        text=form.text,
        proposed=form.proposed,
        reason=form.reason,
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


def code_hash(code: str) -> str:
    """What is stored of a code. Blanks, dashes and case do not matter; O, I and L are read as
    0 and 1, as Crockford's base 32 prescribes."""
    plain = "".join(code.upper().split()).replace("-", "").translate(str.maketrans("OIL", "011"))
    return hashlib.sha256(plain.encode()).hexdigest()


def check(form: CommentInput, key: str) -> None:
    """Raise Invalid, with the field, unless the form could be sent like this."""
    if len(key) < _KEY_LENGTH:
        raise Invalid("表单已失效，请重新打开这一页再提交；您写的内容还在下面。", field="key")
    check_words(form)


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


def _content_hash(address: str | None, form: CommentInput) -> str:
    canonical = msgspec.json.encode([address, msgspec.to_builtins(form)], order="deterministic")
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


async def _next_number(round_id: int, now: dt.datetime) -> str:
    """Take the next number of a round and, on the same locked row, check that it is open."""
    taken = (
        await Round.update({Round.next_number: Round.next_number + 1})
        .where(Round.id == round_id)
        .returning(Round.next_number, Round.opens, Round.closes)
    )
    _refuse_unless_open(taken[0], now)
    return public_number(round_id, taken[0]["next_number"] - 1)


def public_number(round_id: int, position: int) -> str:
    """The number of a submission as people read it: round, then its place in the round."""
    return f"{round_id}-{position:04d}"


def _refuse_unless_open(row: find.Row, now: dt.datetime) -> None:
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
