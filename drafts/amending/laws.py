"""Which law an instruction speaks of, and whether it is the one at hand."""

import re
from typing import Final

from drafts.amending.folding import key
from drafts.amending.model import Failed, Instruction

_SMALL: Final = re.compile(
    r"（[^（）]{0,30}(?:稿|草案|修正|修订|[0-9]{4})[^（）]{0,20}）$|[《》#*]"
)


def name_key(name: str) -> str:
    """The name of a law as names are compared: 《中华人民共和国会计法》 is 会计法."""
    return _SMALL.sub("", key(name)).removeprefix("中华人民共和国")


def choose(
    found: tuple[Instruction, ...], title: str, law: str | None
) -> tuple[list[Instruction], list[Failed]]:
    """The instructions for the law at hand; or none, and why.

    `law` is the name to look for in place of the old text's own `title`. An instruction that
    names no law speaks of the law at hand.
    """
    if not found:
        return [], []
    wanted = name_key(law or title)
    names = list(dict.fromkeys(one.law for one in found if one.law))
    mine = {name for name in names if _same(name_key(name), wanted)}
    several = len({name_key(name) for name in names}) > 1
    if law is None and not wanted:
        mine = set() if several else set(names)
    if not mine and names:
        listed = "、".join(f"《{name.strip('《》')}》" for name in names[:5])
        more = "等" if len(names) > 5 else ""
        own = f"《{(law or title).strip('《》')}》" if wanted else "旧文本（没有找到标题）"
        reason = f"决定修改的是{listed}{more}，不是{own}。请写明要套用哪一部（命令行用 --law）。"
        return [], [Failed(found[0].text, reason)]
    return [one for one in found if one.law in mine or (one.law is None and not several)], []


def _same(one: str, other: str) -> bool:
    return (
        bool(one) and (one == other or one.endswith(other) or other.endswith(one)) and bool(other)
    )
