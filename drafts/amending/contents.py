"""The 目录 of the consolidated law: rewritten line by line when chapters changed."""

from drafts.amending.folding import key
from drafts.amending.lawtext import DIVISIONS, LawText, Part
from drafts.amending.style import lead_of, tail_of
from drafts.model import Kind
from drafts.splitting.markers import BLANKS, HEADING


def rewrite(law: LawText) -> None:
    """Make the 目录 list the chapters as they now are; its untouched lines stay as they were."""
    contents = [part for part in law.root.children if part.kind is Kind.TOC and not part.gone]
    headings = [part for part in law.root.walk() if part.kind in DIVISIONS]
    old = [part for part in _everything(law.root) if part.kind in DIVISIONS and part.unit]
    changed = any(part.gone or part.own != _source(law, part) for part in old)
    if len(contents) != 1 or not (changed or len(headings) != len(old)):
        return
    toc = contents[0]
    lines = toc.own.splitlines(keepends=True)
    listed: dict[str, str] = {}
    places: list[int] = []
    words = {key(_bare(_source(law, part))) for part in old}
    for at, line in enumerate(lines):
        if key(_bare(line)) in words:
            listed.setdefault(key(_bare(line)), line)
            places.append(at)
    if not places:
        return
    kinds = {part.kind for part in old if key(_bare(_source(law, part))) in listed}
    middle = [_line(part, listed) for part in headings if part.kind in kinds]
    parts = [*lines[: places[0]], *middle, *lines[places[-1] + 1 :]]
    toc.write([("".join(parts), None)])


def _everything(part: Part) -> list[Part]:
    found = [part]
    for child in part.children:
        found += _everything(child)
    return found


def _source(law: LawText, part: Part) -> str:
    """The heading as it stood in the old law."""
    unit = part.unit
    if unit is None:
        return ""
    end = unit.children[0].start if unit.children else unit.end
    return law.draft.source[unit.start : end]


def _bare(line: str) -> str:
    return line.strip(BLANKS + "#*-+>_").replace("*", "")


def _line(part: Part, listed: dict[str, str]) -> str:
    own = _bare(part.own)
    if line := listed.get(key(own)):
        return line
    model = next(
        (
            line
            for line in listed.values()
            if (a := HEADING.search(line)) and (b := HEADING.search(own)) and a[2] == b[2]
        ),
        next(iter(listed.values())),
    )
    match = HEADING.search(model)
    before = model[: match.start()] if match else lead_of(model)
    return before + own + tail_of(model)
