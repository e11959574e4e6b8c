"""Comments that say the same, gathered: copies, form letters, small edits.

What `group` joins is a fact of the wording (research: string similarity finds campaigns and
near-copies, not opinions). Nothing is dropped: every comment is a member of exactly one cluster.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from reports import similarity
from reports.boilerplate import Boilerplate
from reports.comparing.distinct import Rules, Text, collapse, distinct, sortable
from reports.comparing.finish import Groups, clusters
from reports.comparing.leaders import assign
from reports.comparing.meter import Meter
from reports.comparing.parcels import Helpers
from reports.constraints import arrange
from reports.model import Cluster, Comment, Constraint, Grouping, Member
from reports.normalize import said

# What the parts cost against each other, for telling how much is left.
_READING, _CUTTING, _FINISHING = 10.0, 30.0, 40.0  # µs a comment
_COMPARING, _MEETING = 20.0, 1e-4  # µs a comment, µs a pair


def group(
    comments: Sequence[Comment],
    threshold: float = 80,
    *,
    keep_boilerplate: bool = False,
    ignore_stance: bool = False,
    simplified: bool = False,
    constraints: Sequence[Constraint] = (),
    before: Mapping[str, str] | None = None,
    workers: int = 2,
    helpers: Helpers | None = None,
    progress: Callable[[float], None] | None = None,
) -> Grouping:
    """Every comment in exactly one cluster; the same answer whatever the order of the input.

    Comments of different articles never meet. Copies (same folded text, same stance) are one
    text with many members. Distinct texts follow the exact leader rule
    (`reports.comparing.leaders`) in canonical order; the representative is the medoid. Texts are
    compared without the heads and tails the round shares, and never joined when their stance
    differs; `keep_boilerplate` and `ignore_stance` switch these two off. `simplified` compares
    traditional characters as simplified ones.

    A member's `score` is always the ratio of the *full* folded texts of member and leader, so it
    can be checked by anyone. With boilerplate cut, the cut texts reach the threshold; the score
    shown may be lower when only one of the two carries a salutation, never so with
    `keep_boilerplate`. `unique` is what the member says and the representative does not.

    `constraints` are staff's word and hold over the rule; `before` says in which cluster each
    comment stood, for those who stay where staff cut a group (`reports.constraints`).

    `workers` threads compare, for large rounds `helpers` on other machines
    (`reports.scattering`); neither changes anything in the answer. `progress` hears the share
    done, 0…1, never less than before; whatever it raises ends the work and is raised.

    Raises ValueError when the threshold is not in (0, 100] or two comments share an id,
    Contradiction when the constraints cannot all be held.
    """
    limit = similarity.Threshold(threshold)
    _no_id_twice(comments)
    meter = Meter(progress, _weights(comments, keep_boilerplate))
    shared = None if keep_boilerplate else Boilerplate(said(comment) for comment in comments)
    meter.next()
    rules = Rules(limit, shared, ignore_stance, simplified)
    articles = collapse(comments, rules, meter.say)
    meter.next()
    run = _Run(rules, constraints, before or {}, (workers, helpers), meter)
    made: list[Cluster] = []
    for article in list(articles):
        texts = distinct(article, articles.pop(article), rules, meter.say)
        meter.next()
        made += run.settle(article, texts)
    made.sort(key=lambda cluster: (sortable(cluster.article), -cluster.size, cluster.id))
    return Grouping(threshold, tuple(made), run.verified)


def _no_id_twice(comments: Sequence[Comment]) -> None:
    if len({comment.id for comment in comments}) == len(comments):
        return
    seen: set[str] = set()
    for comment in comments:
        if comment.id in seen:
            raise ValueError(f"意见编号 {comment.id} 出现了不止一次，请先核对编号。")
        seen.add(comment.id)


def _weights(comments: Sequence[Comment], keep_boilerplate: bool) -> list[float]:
    """The parts of `group` in their order: sharing, collapsing, then three for each article."""
    sizes: dict[str | None, int] = {}
    for comment in comments:
        sizes[comment.article] = sizes.get(comment.article, 0) + 1
    cutting = 0.0 if keep_boilerplate else _CUTTING
    weights = [cutting * len(comments), _READING * len(comments)]
    for size in sizes.values():
        pairs = _COMPARING * size + _MEETING * size * size
        weights += [(_READING + cutting) * size, pairs, _FINISHING * size]
    return weights


class _Run:
    """One article after the other, by the same rules."""

    def __init__(
        self,
        rules: Rules,
        constraints: Sequence[Constraint],
        before: Mapping[str, str],
        hands: tuple[int, Helpers | None],
        meter: Meter,
    ) -> None:
        self._rules, self._constraints, self._before = rules, constraints, before
        (self._workers, self._helpers), self._meter = hands, meter
        self.verified = 0

    def settle(self, article: str | None, texts: Sequence[Text]) -> list[Cluster]:
        """The clusters of one article: the rule, then staff's word, then what is shown."""
        limit, workers, meter = self._rules.threshold, self._workers, self._meter
        found = assign(texts, limit, workers=workers, helpers=self._helpers, progress=meter.say)
        self.verified += found.pairs_verified
        meter.next()
        heads = arrange(
            found.leaders,
            [text.digest for text in texts],
            [text.comments for text in texts],
            self._constraints,
            self._before,
        )
        groups = Groups(texts, found, heads)
        made = clusters(article, groups, self._rules.simplified, workers, meter.say)
        meter.next()
        return made


def _public(member: Member) -> dict[str, Any]:
    """A member as others read it; the keys of texts are for the house."""
    built: dict[str, Any] = msgspec.to_builtins(member)
    return {name: value for name, value in built.items() if not name.endswith("_key")}


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
                "members": [_public(member) for member in cluster.members],
            }
            for cluster in grouping.clusters
        ],
        "opinions": [msgspec.to_builtins(opinion) for opinion in grouping.opinions],
        "pairs_verified": grouping.pairs_verified,
        "seconds": round(seconds, 3),
    }
