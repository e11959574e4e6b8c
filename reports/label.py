"""A short name for a cluster: the first thing its representative says."""

import re

from reports.normalize import fold, visible, without_unseen
from reports.privacy import mask

LONGEST = 40
NO_TEXT = "（无文字）"
_SENTENCE_END = re.compile(r"[。！？!?；;\n]|\.(?=\s|\Z)")
_COMMA = re.compile(r"[，,、：:\s]")
_SHORTEST = 6  # 「支持！」 alone says too little: the next sentence follows
_MARK = re.compile(r"〔[^〕]*\Z")


def _first_sentence(text: str) -> str:
    for end in _SENTENCE_END.finditer(text):
        if len(fold(text[: end.start()])) >= _SHORTEST:
            return text[: end.start()]
    return text.rstrip("。；;.")


def label(text: str) -> str:
    """At most 40 characters, personal data masked, nothing unseen; never empty."""
    # a letter's opening is enough, and keeps the work linear in its length
    opening = visible(_first_sentence(without_unseen(mask(text)).strip()[: LONGEST * 10]))
    if len(opening) <= LONGEST:
        return opening or NO_TEXT
    commas = [match.start() for match in _COMMA.finditer(opening, LONGEST // 2, LONGEST)]
    short = opening[: commas[-1] if commas else LONGEST - 1]
    return _MARK.sub("", short) + "…"
