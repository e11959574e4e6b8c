"""Comments that say the same, gathered: copies, form letters, small edits.

What `group` joins is a fact of the wording (research: string similarity finds campaigns and
near-copies, not opinions). Nothing is dropped: every comment is a member of exactly one cluster.
"""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any

import msgspec

from reports import leaders, similarity
from reports.boilerplate import Boilerplate
from reports.constraints import arrange
from reports.label import label
from reports.leaders import Entry
from reports.model import Cluster, Comment, Constraint, Grouping, Member
from reports.normalize import fold, said
from reports.stance import stance
from reports.unique import unique_text

_MEDOID_EXACT = 300
_MEDOID_TRIED = 50


class _Text(msgspec.Struct, frozen=True):
    """One distinct text of an article and the comments that are copies of it, by id."""

    entry: Entry
    digest: str
    text: str
    start: int
    end: int
    comments: tuple[str, ...]


class _Rules(msgspec.Struct, frozen=True):
    threshold: similarity.Threshold
    boilerplate: Boilerplate | None
    ignore_stance: bool


def _digest(*parts: str) -> str:
    framed = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(framed, digest_size=8).hexdigest()


def _sortable(article: str | None) -> tuple[str, str]:
    """The draft as a whole (no article) before every article."""
    return ("", "") if article is None else ("article", article)


def _text(copies: Sequence[Comment], held: str, rules: _Rules) -> _Text:
    """One distinct text of stance `held`, shown as the one of its copies that sorts first.

    It is kept apart by the stance of what is compared: 「以上意见供参考」 takes no side.
    """
    copies = sorted(copies, key=lambda comment: (said(comment), comment.id))
    text = said(copies[0])
    whole = fold(text)
    core, start, end, removed, side = whole, 0, len(text), "", held
    if rules.boilerplate is not None:
        cut = rules.boilerplate.cut(text)
        core, start, end, removed = cut.core, cut.start, cut.end, cut.removed
        if core != whole and not rules.ignore_stance:
            side = stance(text[start:end], core)
    digest = _digest(*_sortable(copies[0].article), whole or text.strip(), held)
    ids = tuple(sorted(comment.id for comment in copies))
    return _Text(Entry(core, whole, side, removed), digest, text, start, end, ids)


def _distinct(comments: Iterable[Comment], rules: _Rules) -> list[_Text]:
    """Copies collapsed, in canonical order: most copies first, then short before long, then by
    content. Texts that fold to nothing (emoji) are copies when their raw text is the same."""
    copies: dict[tuple[str, str], list[Comment]] = {}
    for comment in comments:
        text = said(comment)
        key = fold(text)
        held = "" if rules.ignore_stance else stance(text, key)
        copies.setdefault((key or text.strip(), held), []).append(comment)
    texts = [_text(same, held, rules) for (_, held), same in copies.items()]
    return sorted(texts, key=lambda one: (-len(one.comments), len(one.entry.whole), one.digest))


def _medoid(members: Sequence[_Text]) -> _Text:
    """The member nearest to all others, every copy counted; on a tie the earlier one.

    `members` starts with the leader. Exact up to 300 distinct texts, else the best of the leader
    and the 50 with most copies.
    """
    tried = members if len(members) <= _MEDOID_EXACT else members[:_MEDOID_TRIED]

    def away(one: _Text) -> int:
        return sum(
            len(other.comments) * similarity.dissimilarity(one.entry.core, other.entry.core)
            for other in members
        )

    return min(tried, key=away)


def _cluster(article: str | None, texts: Sequence[_Text]) -> Cluster:
    leader, shown = texts[0], _medoid(texts)
    members = []
    for text in texts:
        score = similarity.ratio(text.entry.whole, leader.entry.whole)
        new = unique_text(shown.text, text.text) if text is not shown else ""
        members += [Member(comment, score, new) for comment in text.comments]
    return Cluster(
        id=leader.digest,
        article=article,
        leader=leader.comments[0],
        representative=shown.comments[0],
        label=label(shown.text[shown.start : shown.end]),
        members=tuple(members),
    )


def _group_article(
    article: str | None, comments: Sequence[Comment], rules: _Rules
) -> tuple[list[Cluster], int]:
    texts = _distinct(comments, rules)
    found = leaders.assign([text.entry for text in texts], rules.threshold)
    members: dict[int, list[_Text]] = {}
    for index, leader in enumerate(found.leaders):
        members.setdefault(leader, []).append(texts[index])
    return [_cluster(article, same) for same in members.values()], found.pairs_verified


def group(
    comments: Sequence[Comment],
    threshold: float = 80,
    *,
    keep_boilerplate: bool = False,
    ignore_stance: bool = False,
) -> Grouping:
    """Every comment in exactly one cluster; the same answer whatever the order of the input.

    Comments of different articles never meet. Copies (same folded text, same stance) are one
    text with many members. Distinct texts follow the exact leader rule (`reports.leaders`) in
    canonical order; the representative is the medoid. Texts are compared without the heads and
    tails the round shares, and never joined when their stance differs; `keep_boilerplate` and
    `ignore_stance` switch these two off.

    A member's `score` is always the ratio of the *full* folded texts of member and leader, so it
    can be checked by anyone. With boilerplate cut, the cut texts reach the threshold; the score
    shown may be lower when only one of the two carries a salutation, never so with
    `keep_boilerplate`. `unique` is what the member says and the representative does not.

    Raises ValueError when the threshold is not in (0, 100] or two comments share an id.
    """
    limit = similarity.Threshold(threshold)
    articles: dict[str | None, list[Comment]] = {}
    seen: set[str] = set()
    for comment in comments:
        if comment.id in seen:
            raise ValueError(f"意见编号 {comment.id} 出现了不止一次，请先核对编号。")
        seen.add(comment.id)
        articles.setdefault(comment.article, []).append(comment)
    shared = None if keep_boilerplate else Boilerplate(said(comment) for comment in comments)
    rules = _Rules(limit, shared, ignore_stance, constraints, before or {})
    clusters: list[Cluster] = []
    verified = 0
    for article, own in articles.items():
        found, compared = _group_article(article, own, rules)
        clusters += found
        verified += compared
    clusters.sort(key=lambda cluster: (_sortable(cluster.article), -cluster.size, cluster.id))
    return Grouping(threshold, tuple(clusters), verified)


def to_json(grouping: Grouping, comments: Sequence[Comment], seconds: float) -> dict[str, Any]:
    """The answer of `consult group --json`, as design.md §4 lists it.

    Raises ValueError when a comment is not in exactly one cluster of the grouping.
    """
    grouped = sorted(member.id for cluster in grouping.clusters for member in cluster.members)
    if grouped != sorted(comment.id for comment in comments):
        raise ValueError("归并结果与意见清单不一致：每条意见应当恰好属于一个类别。")
    return {
        "threshold": grouping.threshold,
        "clusters": [
            {
                "id": cluster.id,
                "article": cluster.article,
                "size": cluster.size,
                "leader": cluster.leader,
                "representative": cluster.representative,
                "label": cluster.label,
                "members": [msgspec.to_builtins(member) for member in cluster.members],
            }
            for cluster in grouping.clusters
        ],
        "opinions": [msgspec.to_builtins(opinion) for opinion in grouping.opinions],
        "pairs_verified": grouping.pairs_verified,
        "seconds": round(seconds, 3),
    }
