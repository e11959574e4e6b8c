"""How a clerk writes the provision a letter speaks of."""

import random
import re

from drafts.numerals import to_int

_ARABIC = re.compile(r"第([一二三四五六七八九十]+)([条款项])")


def clerk_label(rng: random.Random, printed: str, caption: str) -> str:
    """The printed provision in one of the ways clerks write it: as printed, with Arabic figures,
    the article alone, the article with its caption, the 项 in brackets, or left blank."""
    if not printed:
        return rng.choice(("", "", "全文"))
    article = re.match(r"第[^条]+条(?:之一)?", printed)
    short = article[0] if article else printed
    ways = (
        printed,
        _ARABIC.sub(lambda m: f"第{to_int(m[1])}{m[2]}", printed),
        short,
        f"{short}（{caption}）",
        re.sub(r"第([一二三四五六七八九十]+)项", r"第（\1）项", printed),
        "",
    )
    return rng.choices(ways, (46, 16, 14, 8, 10, 6))[0]
