"""What a word of staff does to the texts around it, and whether it does what was asked for."""

from collections.abc import Collection, Mapping, Sequence

from consult.errors import Conflict, Invalid
from consult.services.clusters import arrangement, regroup
from consult.services.clusters.regroup import Pair, Text
from consult.tables import Comment
from reports.constraints import Contradiction
from reports.model import ConstraintKind

NEW = "new"
"""Where texts stand that go into a cluster that is not there yet."""


async def apply_at(
    round_id: int,
    comments: Collection[int],
    *,
    wishes: Mapping[int, int] | None = None,
    stood: Mapping[str, str] | None = None,
) -> None:
    """Put the texts around some comments where the rule and the words that hold now put them,
    inside the open transaction. `stood` says where comments stood if not where they are now."""
    rows = await Comment.select(Comment.cluster).where(
        Comment.id.is_in(sorted(comments)) & Comment.cluster.is_not_null()
    )
    texts = await regroup.around(round_id, {row["cluster"] for row in rows})
    if not texts:
        return
    now = {text.key: text.cluster for text in texts}
    then = {text.key: int((stood or {}).get(str(text.comments[0]), text.cluster)) for text in texts}
    groups = regroup.settled(
        texts,
        await arrangement.words_of(round_id),
        {key: str(cluster) for key, cluster in then.items()},
    )
    await regroup.put(round_id, groups, regroup.owners(groups, (now, then), wishes or {}))


def chosen_of(
    texts: Sequence[Text], cluster: int, comments: Collection[int]
) -> tuple[list[Text], list[Text]]:
    """The texts of a cluster that were chosen and the others. Raises Invalid without any."""
    wanted = set(comments)
    mine = [text for text in texts if text.cluster == cluster]
    chosen = [text for text in mine if wanted.intersection(text.comments)]
    if not chosen or not wanted <= {c for text in mine for c in text.comments}:
        raise Invalid("请先在这一类里选中意见。", field="members")
    return chosen, [text for text in mine if text not in chosen]


def anchor(texts: Sequence[Text], leader: int) -> int:
    """The comment that stands for some texts: of the leader's text, else of the first one."""
    return next((text for text in texts if leader in text.comments), texts[0]).comments[0]


def together(texts: Sequence[Text], one: int, other: int) -> Pair:
    """That two comments belong together, each named by the earliest copy of its text."""
    first = {comment: text.comments[0] for text in texts for comment in text.comments}
    return ConstraintKind.TOGETHER, first[one], first[other]


def away(text: Text, texts: Sequence[Text], target: int, out: Collection[str]) -> list[Pair]:
    """What keeps a moved text from the other clusters that the rule ties it to."""
    tied: dict[int, int] = {}
    for other in texts:
        bound = other.key == text.leader or other.leader == text.key
        if bound and other.key not in out and other.cluster != target:
            tied.setdefault(other.cluster, other.comments[0])
    return [(ConstraintKind.APART, text.comments[0], comment) for comment in tied.values()]


def copies(texts: Sequence[Text]) -> set[int]:
    return {comment for text in texts for comment in text.comments}


def named(words: Sequence[Pair]) -> set[int]:
    return {comment for _, one, other in words for comment in (one, other)}


async def groups_under(
    round_id: int, texts: Sequence[Text], words: Sequence[Pair], stood: Mapping[str, str]
) -> list[list[Text]]:
    """The groups under all words and the new ones: exactly what the person saw and asked for.
    Raises Conflict that names the earlier deed in the way when they would be others."""
    held = await arrangement.words_of(round_id)
    try:
        groups = regroup.settled(texts, [*held, *words], stood)
    except Contradiction:
        groups = []
    wanted: dict[str, set[str]] = {}
    for text in texts:
        wanted.setdefault(stood[text.key], set()).add(text.key)
    if sorted(map(sorted, wanted.values())) == sorted(sorted(t.key for t in g) for g in groups):
        return groups
    spoken = {c for text in texts for c in text.comments if named(words) & set(text.comments)}
    earlier = await arrangement.touching(round_id, spoken)
    earlier = earlier or await arrangement.touching(round_id, copies(texts))
    if not earlier:
        raise Conflict("这样改和已有的归类相抵触，所以没有改。请重新归类后再试。")
    raise Conflict(
        "这样改和{name}先前的决定（第 {n} 号）相抵触，所以没有改。请先在页面下方撤销那项决定。",
        name=earlier[0]["made_by"],
        n=earlier[0]["id"],
    )


async def put(
    round_id: int, groups: Sequence[Sequence[Text]], stood: Mapping[str, str]
) -> dict[int, int]:
    """Write groups down that go on as the clusters their texts stand in by `stood`; returns the
    cluster of each."""
    owned = {key: int(cluster) for key, cluster in stood.items() if cluster != NEW}
    return await regroup.put(round_id, groups, regroup.owners(groups, (owned,), {}))
