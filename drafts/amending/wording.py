"""Changes to the words inside a part: “旧”修改为“新”, 后增加“新”, 删去“旧”."""

from itertools import pairwise

from drafts.amending.folding import key, occurrences
from drafts.amending.lawtext import Part, Run
from drafts.amending.model import CannotApply, Instruction, Verb, Where
from drafts.amending.style import lead_of, tail_of
from drafts.model import Kind
from drafts.splitting.markers import BLANKS, ITEM

Edit = tuple[int, int, str]
Spot = tuple[Part, int, int]


def substitute(parts: list[Part], said: Instruction) -> list[Part]:
    """Put the new words in the place of the old ones. Raises CannotApply, then nothing changed."""
    news = said.texts
    if len(news) not in {1, len(said.words)}:
        raise CannotApply(f"引了{len(said.words)}处旧文字、{len(news)}处新文字，对不上。")
    changes = [
        (words, news[at] if len(news) > 1 else news[0]) for at, words in enumerate(said.words)
    ]
    return _change(parts, changes, said)


def cut(parts: list[Part], said: Instruction) -> list[Part]:
    """Take the quoted words away. Raises CannotApply."""
    return _change(parts, [(words, "") for words in said.words], said)


def insert(parts: list[Part], said: Instruction) -> list[Part]:
    """Put words before or after the quoted ones, or at an end of the part. Raises CannotApply."""
    new = said.texts[0]
    if said.words:
        if len(said.words) > 1:
            raise CannotApply("引了几处文字，看不出加在哪一处。")
        old = said.words[0]
        before = said.where is Where.BEFORE
        return _change(parts, [(old, old)], said, new if before else "", "" if before else new)
    if len(parts) != 1 or parts[0].kind not in {Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM}:
        raise CannotApply("没有写明加在哪一款的开头或者末尾。")
    part = parts[0]
    own = part.own
    if said.where is Where.START:
        at = len(lead_of(own))
        mark = ITEM.match(own, at)
        at = mark.end() if mark else at
    elif said.where is Where.END and not part.living(Kind.ITEM):
        at = len(own) - len(tail_of(own))
    else:
        raise CannotApply("看不出加在哪里：这一款后面有项。")
    edit(part, [(at, at, new)])
    return [part]


def _change(
    parts: list[Part], changes: list[tuple[str, str]], said: Instruction, *around: str
) -> list[Part]:
    planned: dict[Part, list[Edit]] = {}
    several = said.everywhere or len(parts) > 1
    for old, new in changes:
        spots = [spot for part in parts for spot in _spots(part, old)]
        if not spots:
            raise CannotApply(f"在所说的条款里找不到“{_short(old)}”。")
        if len(parts) > 1 and (missing := _without(parts, old)):
            raise CannotApply(f"所列条款中有{missing}处没有“{_short(old)}”。")
        if len(spots) > 1 and not several:
            raise CannotApply(
                f"所说的条款里“{_short(old)}”出现{len(spots)}次，决定没有写明改哪一处，"
                "也没有写“统一修改”。"
            )
        for part, start, end in spots:
            edits = planned.setdefault(part, [])
            edits += _edits(start, end, new, said, around)
    for edits in planned.values():
        _check_apart(edits)
    for part, edits in planned.items():
        edit(part, edits)
    return list(planned)


def _edits(
    start: int, end: int, new: str, said: Instruction, around: tuple[str, ...]
) -> list[Edit]:
    if said.verb is Verb.INSERT:
        before, after = around
        return [(start, start, before)] if before else [(end, end, after)]
    return [(start, end, new)]


def _spots(part: Part, words: str) -> list[Spot]:
    if "\n" in words:
        return []
    return [
        (one, start, end)
        for one in part.walk()
        if one.kind is not Kind.TOC
        for start, end in occurrences(one.folded(), words)
    ]


def _without(parts: list[Part], words: str) -> int:
    return sum(1 for part in parts if not _spots(part, words))


def _check_apart(edits: list[Edit]) -> None:
    edits.sort()
    for before, after in pairwise(edits):
        if after[0] < before[1]:
            raise CannotApply("几处引文互相重叠，没有改动。")


def edit(part: Part, edits: list[Edit]) -> None:
    """Make edits of a part's own text that do not overlap; the rest stays what it was."""
    runs: list[Run] = []
    at = 0
    for start, end, new in sorted(edits):
        runs += slice_runs(part.runs, at, start)
        runs.append((new, None))
        at = end
    part.write([*runs, *slice_runs(part.runs, at, len(part.own))])


def slice_runs(runs: list[Run], start: int, end: int) -> list[Run]:
    """The runs of `[start, end)`, each still knowing where it began in the old law."""
    found: list[Run] = []
    at = 0
    for text, origin in runs:
        low, high = max(0, start - at), max(0, end - at)
        if piece := text[low:high]:
            found.append((piece, None if origin is None else origin + low))
        at += len(text)
    return found


def replace_words(part: Part, words: str) -> None:
    """Give a part other words; the blanks around them stay."""
    own = part.own
    part.write([(lead_of(own), None), (words, None), (tail_of(own), None)])


def relabel(part: Part, start: int, end: int, label: str) -> None:
    """Print another number."""
    own = part.runs
    part.write([*slice_runs(own, 0, start), (label, None), *slice_runs(own, end, len(part.own))])


def set_lead(part: Part, blanks: str) -> None:
    """Begin a part with other blanks."""
    lead = lead_of(part.own)
    if lead != blanks:
        edit(part, [(0, len(lead), blanks)])


def set_ending(part: Part, sign: str) -> None:
    """End a 项 with another sign: the last in a list with 。 the others with ；."""
    own = part.own
    words = own.rstrip(BLANKS)
    bare = words.rstrip("。；;,，")
    if bare and words != bare + sign:
        edits = [(len(bare), len(words), sign)]
        edit(part, edits)


def holds(part: Part, words: str) -> bool:
    """Whether the words stand somewhere in the part."""
    return key(words) in key(part.text())


def _short(words: str) -> str:
    return words if len(words) <= 30 else words[:30] + "…"
