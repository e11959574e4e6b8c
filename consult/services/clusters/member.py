"""The members of a cluster as staff see them: every word, what only they say, why they are here."""

import datetime as dt
from collections.abc import Collection, Sequence

import msgspec

from consult.services.records import find
from consult.services.records.keyset import FIRST, Key, Slice, Turn, leaf
from consult.services.submissions.spoken import Spoken, spoken_of
from consult.tables import Cluster, Comment
from reports.model import Channel, CommentKind
from reports.pieces import Piece, PieceKind, Span, part, pieces
from reports.unique import unique_spans

AT_ONCE = 50
"""Members on a page."""
_PLACE = "(CASE WHEN id = {} THEN 0 ELSE 1 END, -COALESCE(score, -1), id)"
_MEMBERS = (
    "SELECT id, CASE WHEN id = {} THEN 0 ELSE 1 END AS rank, -COALESCE(score, -1) AS distance "
    "FROM comment WHERE cluster = {}"
)
_COUNTED = "SELECT COUNT(*) AS n FROM comment WHERE cluster = {}"
_BEFORE = f" AND {_PLACE} < ({{}}, {{}}, {{}})"
_AFTER = f" AND {_PLACE} > ({{}}, {{}}, {{}})"
_FORWARD = " ORDER BY rank, distance, id LIMIT {}"
_BACKWARD = " ORDER BY rank DESC, distance DESC, id DESC LIMIT {}"


class MemberView(msgspec.Struct, frozen=True):
    """One comment of a cluster, in full: staff see what was written.

    `compared_with` is the id of the comment the rule joined it to, `likeness` how alike the two
    are without what all share; `by_staff` says that the rule alone would not have it here. A
    `provisional` one joined on arrival and waits for the next rebuild; `same_as` is the cluster
    its author said it agrees with.
    """

    id: int
    number: str
    text: str
    proposed: str
    reason: str
    unique: str
    unique_key: str
    score: float
    kind: CommentKind
    channel: Channel
    received: dt.datetime
    author: str
    compared_with: int | None
    likeness: float
    by_staff: bool
    provisional: bool
    same_as: int | None
    cut: tuple[Span, ...]


class Shown(msgspec.Struct, frozen=True):
    """A member with its words in pieces, against the representative and against the comment it
    was compared with (`why`: its number, that one's words and its own; empty without one), and how
    many characters of its own are the `same` there and how many `differ`.
    `spoken` are the words of the draft it speaks of.
    `agrees_with` is the name of another cluster its author said it agrees with, or ""."""

    member: MemberView
    text: tuple[Piece, ...]
    proposed: tuple[Piece, ...]
    reason: tuple[Piece, ...]
    why_number: str
    why_theirs: tuple[Piece, ...]
    why_mine: tuple[Piece, ...]
    same: int
    differ: int
    agrees_with: str
    spoken: Spoken | None


async def members_of(cluster: find.Row, turn: Turn = FIRST) -> Slice[MemberView]:
    """A page of the members of a cluster: the representative, then the most like it."""
    page = await _leaf(cluster, turn)
    return page.of(await _views(cluster, page.items))


async def _leaf(cluster: find.Row, turn: Turn) -> Slice[find.Row]:
    first = cluster["representative"] or 0

    async def near(key: Key | None, back: bool, most: int) -> list[find.Row]:
        told = [first, cluster["id"], *((first, *key) if key else ()), most]
        side = "" if key is None else _BEFORE if back else _AFTER
        rows: list[find.Row] = await Comment.raw(
            _MEMBERS + side + (_BACKWARD if back else _FORWARD), *told
        )
        return rows

    async def ahead(key: Key) -> int:
        [found] = await Comment.raw(_COUNTED + _BEFORE, cluster["id"], first, *key)
        return int(found["n"])

    return await leaf(
        *(turn, AT_ONCE, await size_of(cluster["id"])),
        lambda row: (row["rank"], row["distance"], row["id"]),
        like=(0, 0.0, 0),
        near=near,
        ahead=ahead,
    )


async def _views(cluster: find.Row, ids: Sequence[find.Row]) -> tuple[MemberView, ...]:
    """Members in the order of their ids."""
    places = {row["id"]: n for n, row in enumerate(ids)}
    if not places:
        return ()
    rows = await Comment.select(
        *Comment.all_columns(exclude=[Comment.cluster, Comment.submission]),
        Comment.submission.channel,
        Comment.submission.received_at,
        Comment.submission.name,
    ).where(Comment.id.is_in(list(places)))
    leads = await Comment.select(Comment.text_key).where(
        (Comment.id == cluster["leader"]) & (Comment.cluster == cluster["id"])
    )
    followed = await Comment.select(Comment.text_key).where(
        (Comment.cluster == cluster["id"])
        & Comment.text_key.is_in(sorted({row["leader_key"] for row in rows}))
    )
    here = {row["text_key"] for row in followed}
    lead = leads[0]["text_key"] if leads else ""
    return tuple(_view(row, lead, here) for row in sorted(rows, key=lambda r: places[r["id"]]))


async def size_of(cluster_id: int) -> int:
    """How many members a cluster has, provisional ones too."""
    return int(await Comment.count().where(Comment.cluster == cluster_id))


async def show(members: Sequence[MemberView], representative: int | None) -> tuple[Shown, ...]:
    """Members with their words in pieces; only for those on the page, since it compares texts."""
    wanted = {one.compared_with for one in members} | {representative}
    rows = await Comment.select(
        *(Comment.id, Comment.number, Comment.text, Comment.proposed, Comment.reason)
    ).where(Comment.id.is_in([one for one in wanted if one is not None]))
    known = {row["id"]: row for row in rows}
    names = await _names({one.same_as for one in members if one.same_as}, representative)
    shown = known.get(representative or 0)
    spoken = await spoken_of([one.id for one in members])
    return tuple(
        _shown(one, known, shown, names.get(one.same_as or 0, ""), spoken.get(one.id))
        for one in members
    )


async def _names(clusters: Collection[int], representative: int | None) -> dict[int, str]:
    """The names of clusters that are alive, other than the one `representative` stands for."""
    rows = await Cluster.select(Cluster.id, Cluster.label, Cluster.representative).where(
        Cluster.id.is_in(sorted(clusters) or [0]) & Cluster.retired.eq(False)
    )
    return {row["id"]: row["label"] for row in rows if row["representative"] != representative}


def _view(row: find.Row, leads: str, here: Collection[str]) -> MemberView:
    followed = row["leader_key"] in here and row["leader_key"] != row["text_key"]
    by_rule = followed or row["text_key"] == leads
    return MemberView(
        id=row["id"],
        number=row["number"],
        text=row["text"],
        proposed=row["proposed"],
        reason=row["reason"],
        unique=row["unique_text"],
        unique_key=row["unique_key"],
        score=row["score"] or 0.0,
        kind=CommentKind(row["kind"]),
        channel=Channel(row["submission.channel"]),
        received=row["submission.received_at"],
        author=row["submission.name"],
        compared_with=row["joined_by"] if followed else None,
        likeness=row["joined_score"] or 0.0,
        by_staff=bool(row["text_key"]) and not by_rule,
        provisional=row["provisional"],
        same_as=row["same_as"],
        cut=tuple(msgspec.json.decode(row["cut"] or "[]", type=list[tuple[int, int]])),
    )


def _shown(
    one: MemberView,
    known: dict[int, find.Row],
    representative: find.Row | None,
    agrees: str,
    spoken: Spoken | None,
) -> Shown:
    said = _said(one.text, one.proposed, one.reason)
    new: list[Span] = []
    if one.unique and representative:
        new = unique_spans(_said_by(representative), said)
    parts = []
    at = 0
    for words in (one.text, one.proposed, one.reason):
        end = at + len(words)
        parts.append(pieces(words, part(new, at, end), part(one.cut, at, end)))
        at = end + bool(words)
    other = known.get(one.compared_with or 0)
    theirs = _said_by(other) if other else ""
    mine = pieces(said, unique_spans(theirs, said), one.cut) if other else ()
    return Shown(
        member=one,
        text=parts[0],
        proposed=parts[1],
        reason=parts[2],
        why_number=other["number"] if other else "",
        why_theirs=pieces(theirs, unique_spans(said, theirs)) if other else (),
        why_mine=mine,
        same=_length(mine, PieceKind.SAID),
        differ=_length(mine, PieceKind.NEW),
        agrees_with=agrees,
        spoken=spoken,
    )


def _length(told: Sequence[Piece], kind: PieceKind) -> int:
    """How many letters and figures the pieces of a kind have."""
    return sum(sum(map(str.isalnum, piece.text)) for piece in told if piece.kind is kind)


def _said_by(row: find.Row) -> str:
    return _said(row["text"], row["proposed"], row["reason"])


def _said(text: str, proposed: str, reason: str) -> str:
    return "\n".join(words for words in (text, proposed, reason) if words)
