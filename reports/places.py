"""Where the clusters of a round stand in its report: the order of sections, codes and anchors."""

import re
from collections import defaultdict
from collections.abc import Iterator

import msgspec

from drafts.address import BadAddress, label
from drafts.model import Draft, Kind, Unit
from reports.bounding import ROOM, Spoken, explained
from reports.model import Cluster, Comment, Material

WHOLE = "总体意见"
_CODE_HEADS = {Kind.ARTICLE: "", Kind.CHAPTER: "章", Kind.SECTION: "节", Kind.PART: "编"}
_CHAPTERS = {Kind.PART, Kind.SUBPART, Kind.CHAPTER, Kind.ANNEX}


class Place(msgspec.Struct, frozen=True):
    """One section of the report: an article, the draft as a whole, or an address it lacks."""

    at: int
    address: str | None
    unit: Unit | None
    code: str
    label: str
    chapter: str
    clusters: tuple[Cluster, ...]

    @property
    def caption(self) -> str:
        """What the unit is about, in the draft's words: 立法目的."""
        return (self.unit.caption or self.unit.heading or "") if self.unit else ""

    @property
    def title(self) -> str:
        """The heading as the table of contents has it."""
        return f"{self.label}\u3000{self.caption}" if self.caption else self.label

    @property
    def anchor(self) -> str:
        """Where part two speaks of it."""
        return f"t-{self.at}"

    @property
    def appendix(self) -> str:
        """Where the appendix lists its comments."""
        return f"f-{self.at}"


class Places(msgspec.Struct, frozen=True):
    """Every place with clusters, in draft order, and how to reach a cluster or a comment.

    `anchors` leads to a cluster where the report explains it: in part two where `bounding` has room
    for it, else in the appendix, whose anchors `groups` holds for all of them.
    """

    all: tuple[Place, ...]
    comments: dict[str, Comment]
    codes: dict[str, str]
    anchors: dict[str, str]
    groups: dict[str, str]
    entries: dict[str, str]

    def shown(self, cluster: Cluster) -> bool:
        """Whether part two shows the cluster, not only the appendix."""
        return self.anchors[cluster.id] != self.groups[cluster.id]

    def members(self, cluster: Cluster) -> list[Comment]:
        """The comments of a cluster that exist, in order of number."""
        known = (self.comments[m.id] for m in cluster.members if m.id in self.comments)
        return sorted(known, key=number_order)


def places(material: Material, room: int = ROOM) -> Places:
    """Sections in draft order (whole draft first, unknown addresses last), clusters by size; those
    explained for which there is `room` (`bounding`)."""
    comments = {comment.id: comment for comment in material.comments}
    grouped: dict[str | None, list[Cluster]] = defaultdict(list)
    for cluster in material.clusters:
        grouped[cluster.article].append(cluster)
    found = [*_in_order(material.draft, grouped)]
    used: set[str] = set()
    result: list[Place] = []
    codes: dict[str, str] = {}
    for at, (address, unit, chapter) in enumerate(found, start=1):
        ranked = sorted(grouped[address], key=lambda cluster: _rank(cluster, comments))
        code = _fresh(_code(address, unit, chapter), used)
        codes |= {cluster.id: f"{code}-{n}" for n, cluster in enumerate(ranked, start=1)}
        name = _label(address, unit, chapter)
        result.append(Place(at, address, unit, code, name, chapter, tuple(ranked)))
    in_order = sorted(material.comments, key=number_order)
    groups = {cluster: f"g-{n}" for n, cluster in enumerate(codes, start=1)}
    spoken = [Spoken(place.unit, place.clusters) for place in result]
    shown = explained(spoken, comments, material.dispositions, room)
    return Places(
        all=tuple(result),
        comments=comments,
        codes=codes,
        anchors={key: f"k{g[1:]}" if key in shown else g for key, g in groups.items()},
        groups=groups,
        entries={comment.id: f"y-{n}" for n, comment in enumerate(in_order, start=1)},
    )


def provision_name(address: str) -> str:
    """第十二条第二款; the address itself where it is not one."""
    try:
        return label(address)
    except BadAddress:
        return address


def number_order(comment: Comment) -> tuple[list[tuple[int, str]], str]:
    """Sorts 1-9 before 1-10, then by id, so that the order is the same everywhere."""
    parts = re.split(r"(\d+)", comment.number or comment.id)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts], comment.id


def paragraphs(unit: Unit | None) -> tuple[str, ...]:
    """The text by 款 and 项, as printed; of an annex, whose own text is empty, what it holds."""
    if unit is None:
        return ()
    text = unit.text or "\n".join(child.text for child in unit.children)
    return tuple(line.replace("\t", "\u3000") for line in text.splitlines() if line)


def chapters(draft: Draft) -> dict[str, str]:
    """For every unit's address, the heading of the chapter (or annex) it stands in."""
    return {unit.address: chapter for unit, chapter in _walk(draft.units, "")}


def _in_order(
    draft: Draft, grouped: dict[str | None, list[Cluster]]
) -> Iterator[tuple[str | None, Unit | None, str]]:
    if None in grouped:
        yield None, None, ""
    seen: set[str | None] = {None}
    for unit, chapter in _walk(draft.units, ""):
        if unit.address in grouped and unit.address not in seen:
            seen.add(unit.address)
            yield unit.address, unit, chapter
    for address in sorted(str(key) for key in grouped if key not in seen):
        yield address, None, ""


def _walk(units: tuple[Unit, ...], chapter: str) -> Iterator[tuple[Unit, str]]:
    for unit in units:
        here = _heading(unit) if unit.kind in _CHAPTERS else chapter
        yield unit, here
        yield from _walk(unit.children, here)


def _heading(unit: Unit) -> str:
    return "\u3000".join(part for part in (unit.label, unit.heading) if part)


def _label(address: str | None, unit: Unit | None, chapter: str) -> str:
    if address is None:
        return WHOLE
    if unit is None:
        return f"{provision_name(address)}（不在本稿中）"
    name = unit.label or unit.heading or address
    inside_annex = chapter.startswith("附") and unit.kind is Kind.ARTICLE
    return f"{chapter.split(chr(0x3000), maxsplit=1)[0]}{name}" if inside_annex else name


def _code(address: str | None, unit: Unit | None, chapter: str) -> str:
    if address is None:
        return "总"
    if unit is not None and unit.kind is Kind.ANNEX:
        return (unit.label or "附").replace("附件", "附")
    if unit is None or unit.number is None:
        return "其他"
    number, inserted = unit.number
    head = _CODE_HEADS.get(unit.kind, "附")
    if unit.kind is Kind.ARTICLE and chapter.startswith("附"):
        head = "附"
    return f"{head}{number}之{inserted}" if inserted else f"{head}{number}"


def _fresh(code: str, used: set[str]) -> str:
    fresh, again = code, 1
    while fresh in used:
        again += 1
        fresh = f"{code}·{again}"
    used.add(fresh)
    return fresh


def _rank(cluster: Cluster, comments: dict[str, Comment]) -> tuple[object, ...]:
    first = comments.get(cluster.representative)
    return -cluster.size, number_order(first) if first else ([], ""), cluster.id
