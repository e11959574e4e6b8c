"""A draft's tree in a few short lines: what a person can check by reading, without its words."""

from drafts.model import Draft, Kind, Unit

DIVISIONS = {Kind.PART, Kind.SUBPART, Kind.CHAPTER, Kind.SECTION, Kind.HEADING}


def shape_of(draft: Draft) -> dict[str, list[str]]:
    """Divisions with their articles, the 款/项/目 of each article, annexes, findings.

    An article's code is its 款 in order, parted by `/`: each the number of its 项, and behind a
    项 its 目 in brackets: `0/4[3:2]` is a plain 款 and one of four 项, the third with two 目.
    """
    return {
        "outline": [line for unit in draft.units for line in _outline(unit)],
        "articles": [f"{name} {code}" for name, code in _runs(draft)],
        "annexes": [one.label or "-" for one in draft.walk() if one.kind is Kind.ANNEX],
        "findings": sorted({one.rule for one in draft.findings}),
    }


def _outline(unit: Unit) -> list[str]:
    if unit.kind not in DIVISIONS:
        return []
    inside = [child for child in unit.children if child.kind is Kind.ARTICLE]
    held = f" {_name(inside[0])}-{_name(inside[-1])}" if inside else ""
    own = "" if inside or unit.kind is not Kind.HEADING else f" {_code(unit)}"
    lines = [f"{unit.label or '-'}{held}{own}"]
    return lines + [line for child in unit.children for line in _outline(child)]


def _name(unit: Unit) -> str:
    base, inserted = unit.number or (0, 0)
    return f"{base}-{inserted}" if inserted else str(base)


def _runs(draft: Draft) -> list[tuple[str, str]]:
    """Neighbouring articles with one code stand together: 3-7."""
    runs: list[tuple[list[str], str]] = []
    for unit in draft.articles():
        code = _code(unit)
        if runs and runs[-1][1] == code:
            runs[-1][0].append(_name(unit))
        else:
            runs.append(([_name(unit)], code))
    return [
        (names[0] if len(names) == 1 else f"{names[0]}-{names[-1]}", code) for names, code in runs
    ]


def _code(unit: Unit) -> str:
    paragraphs = [child for child in unit.children if child.kind is Kind.PARAGRAPH]
    return "/".join(_items(one) for one in paragraphs)


def _items(unit: Unit) -> str:
    items = [child for child in unit.children if child.kind in {Kind.ITEM, Kind.SUBITEM}]
    inner = [f"{at}:{_items(one)}" for at, one in enumerate(items, start=1) if one.children]
    return f"{len(items)}" + (f"[{' '.join(inner)}]" if inner else "")
