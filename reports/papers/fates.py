"""What became of an article between two texts, in a few words."""

from collections.abc import Iterable, Mapping, Sequence

from drafts.model import Change, LinkStatus, Op, Row
from reports.places import provision_name

_QUIET = {Change.SAME, Change.RENUMBERED}


def arrival(rows: Sequence[Row], names: Mapping[str, str], before: str) -> tuple[str, bool]:
    """How an article came from the text `before` (二审稿), of whose articles these are the `rows`
    and `names`; and whether its words are others. A link that is only proposed is said to be so."""
    came = [row for row in rows if row.old]
    sure = [row for row in came if row.status is LinkStatus.AUTOMATIC]
    if not came:
        return "新增", True
    called = _called(names, ((row.old, row.status) for row in came), doubts=bool(sure))
    if not sure:
        return f"可能由{before}{called}而来，待核定", True
    words = {
        Change.SAME: "未修改",
        Change.RENUMBERED: "仅条序变动",
        Change.CHANGED: "文字修改",
        Change.MOVED: "移动，并作文字修改" if _reworded(sure) else "移动，文字未修改",
        Change.SPLIT: f"由{called}拆分",
        Change.MERGED: f"由{called}合并",
    }
    return words.get(sure[0].change, ""), _reworded(sure)


def departure(rows: Sequence[Row], names: Mapping[str, str], following: str) -> tuple[str, bool]:
    """What became in the text `following` of an article that does not go on as itself."""
    new = [row for row in rows if row.new]
    if not new:
        return f"{following}删去", True
    sure = [row for row in new if row.status is LinkStatus.AUTOMATIC]
    called = _called(names, ((row.new, row.status) for row in new), doubts=bool(sure))
    if sure:
        return f"并入{following}{called}", True
    return f"可能为{following}{called}，待核定", True


def _called(
    names: Mapping[str, str], found: Iterable[tuple[str | None, LinkStatus]], *, doubts: bool
) -> str:
    """The names of articles; `doubts` marks the links that wait for a person's word."""
    return "、".join(
        names.get(address, provision_name(address))
        + ("（待核定）" if doubts and status is LinkStatus.PROPOSED else "")
        for address, status in found
        if address
    )


def _reworded(rows: Iterable[Row]) -> bool:
    return any(
        row.change not in _QUIET and any(op is not Op.KEEP for op, _ in row.ops) for row in rows
    )
