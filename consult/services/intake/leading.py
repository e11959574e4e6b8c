"""Mails and messages have no column for the provision: those that name one place say it."""

import asyncio
import re
from collections.abc import Iterable, Mapping

from consult.services.records import find
from consult.sources.source import Source, SourceKind
from consult.spreadsheet import SheetRow
from drafts.model import Draft
from reports.letters.cutting import cut
from reports.letters.naming import Named

_LED = (SourceKind.MAIL, SourceKind.CHAT)
_SAID = (Named.NUMBER, Named.RELATIVE)
_NUMBERED = re.compile(r"第.{1,8}[条章]|[\d一二三四五六七八九十]\s?条|附[件表录]|\bArt")
"""What words that name a provision have; others are not looked into."""


async def places(slug: str, reading: int, source: Source) -> Mapping[int, str]:
    """By row, the one provision that a mail or message names by its number; of tables, which have
    a column for it, none. Raises NotFound."""
    if source.kind not in _LED:
        return {}
    draft, _ = await find.round_row(slug, reading)
    tree = await find.tree(draft)
    return await asyncio.to_thread(led, source.rows, tree)


def led(rows: Iterable[SheetRow], tree: Draft) -> dict[int, str]:
    """By row, the one provision it names. What names several, or none by number, is left open."""
    found = {}
    for row in rows:
        text = row.cells.get("text", "")
        cuts = cut(text, tree) if _NUMBERED.search(text) else ()
        named = {one.address for one in cuts}
        only = named.pop() if len(named) == 1 else None
        if only and all(one.by in _SAID for one in cuts):
            found[row.row] = only
    return found
