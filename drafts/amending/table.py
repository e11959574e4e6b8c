"""The comparison table: each changed article as it was and as it is, with what says so."""

import msgspec

from drafts.amending.lawtext import DIVISIONS, LawText, Part
from drafts.amending.model import AmendRow, Failed, Instruction, Number
from drafts.model import Draft, Kind, Unit
from drafts.numerals import article_label
from drafts.splitter import split
from drafts.splitting.markers import BLANKS

_BODY = (Kind.ARTICLE, Kind.PREAMBLE, Kind.ANNEX, Kind.TITLE)


class Table(msgspec.Struct):
    """The rows, what the check of the new text against them found, and which article became
    which."""

    rows: list[AmendRow]
    failed: list[Failed]
    links: tuple[tuple[str, str], ...]


def roots(part: Part) -> list[Part]:
    """What gets a row when `part` changes: its article, or the articles of a chapter."""
    whole = part.above(*_BODY)
    if whole is not None:
        return [whole]
    if part.kind in DIVISIONS:
        inside = [one for one in _all(part) if one.kind is Kind.ARTICLE]
        return [part, *(inside if part.gone or not part.unit else ())]
    return [part]


def _all(part: Part) -> list[Part]:
    return [part, *(one for child in part.children for one in _all(child))]


def rows(
    text: str,
    law: LawText,
    touched: dict[Part, list[Instruction]],
    notes: dict[Part, list[str]],
) -> Table:
    """The rows in the order of the new text; what is gone stands where it stood."""
    new = split(text)
    there = {unit.number: unit for unit in new.articles() if not unit.address.startswith("annex")}
    made: list[AmendRow] = []
    places = {id(part): at for at, part in enumerate(_all(law.root))}
    for part in sorted(touched, key=lambda one: places.get(id(one), -1)):
        if part.became and not part.became.gone and part.kind is Kind.ARTICLE:
            continue
        row = _row(law, part, touched[part], there, notes.get(part, []))
        if row.old != row.new or row.note:
            made.append(row)
    return Table(made, _check(law, new), _links(law, new, there))


def _row(
    law: LawText,
    part: Part,
    said: list[Instruction],
    there: dict[Number | None, Unit],
    notes: list[str],
) -> AmendRow:
    unit = there.get(part.final) if part.kind is Kind.ARTICLE and not part.gone else None
    new = unit.text if unit else (part.own if part.kind in DIVISIONS else part.text()).strip(BLANKS)
    return AmendRow(
        old="\n".join(one.text for one in part.origins) or _old_words(law, part),
        new=None if part.gone else new,
        instruction="\n".join(dict.fromkeys(one.text for one in said)),
        old_address=(part.origins[0].address if part.origins else _address(part)),
        new_address=unit.address if unit else None,
        note=" ".join(dict.fromkeys(notes)) or None,
    )


def _links(
    law: LawText, new: Draft, there: dict[Number | None, Unit]
) -> tuple[tuple[str, str], ...]:
    """Old addresses and new ones, in the order of the new text. The articles of an annex keep
    their numbers, which no instruction speaks of."""
    known = {unit.address for unit in new.articles()}
    found: list[tuple[str, str]] = []
    for part in law.root.walk():
        if part.kind is not Kind.ARTICLE:
            continue
        if part.above(Kind.ANNEX):
            found += [(one.address, one.address) for one in part.origins if one.address in known]
        elif part.final in there:
            found += [(one.address, there[part.final].address) for one in part.origins]
    return tuple(found)


def _old_words(law: LawText, part: Part) -> str | None:
    """The words of a part that is no article: of a chapter its heading, its articles have rows."""
    unit = part.unit
    if unit is None or part.kind not in DIVISIONS:
        return unit.text if unit else None
    end = unit.children[0].start if unit.children else unit.end
    return law.draft.source[unit.start : end].strip(BLANKS)


def _address(part: Part) -> str | None:
    return part.unit.address if part.unit else None


def _check(law: LawText, new: Draft) -> list[Failed]:
    """The new text must split into the articles that were put into it."""
    wanted = [part.final for part in law.articles()]
    found = [unit.number for unit in new.articles() if not unit.address.startswith("annex")]
    if wanted == found:
        return []
    odd = next(
        (a or b for a, b in zip([*wanted, None], [*found, None], strict=False) if a != b), None
    )
    where = f"从{article_label(odd)}起" if odd else ""
    return [Failed("（合并后的文本）", f"重新切分得到的条号和预期不一致（{where}），请核对全文。")]
