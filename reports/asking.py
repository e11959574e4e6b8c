"""What in a sentence asks for something or takes a side, clause by clause."""

import re
from collections.abc import Iterator

from reports import courtesy

_COMMA = re.compile(r"[，,：:](?!\d)\s*|——|(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
PAIRS = dict(zip("“‘「『《（(〔<", "”’」』》）)〕>", strict=True))
_OPENERS = re.compile(f"[{re.escape(''.join(PAIRS))}]")
_BRACKETS = re.compile(f"[{re.escape(''.join([*PAIRS, *PAIRS.values()]))}]")
# The words of one rank, Han and Latin ones apart: the first begin with what can be looked for.
_ASKS = (
    (
        re.compile(
            r"建议|建議|希望|请求|恳请|懇請|强烈要求|我要求|我们要求|呼吁|請(?!問)"
            r"|请(?!问|假|认真|核实|联系|打|回[复电]|采纳|考虑|参考|指正|大家|你们?多)"
        ),
        re.compile(r"\b(?:please|recommend|suggest|propose|request|urge|hope)", re.IGNORECASE),
    ),
    (
        re.compile(
            r"应(?:当|该|(?=限|区分|允许|增|写|改|由))|應(?:當|該)|必须|不要(?<!要不要)|别(?=建|把|写)|不宜|不应|不應"
            r"|取消|删[去除掉]|刪[去除掉]|改[为成到]|改為|增加|增设|提到|提高到|可以合|最好|至少|能不能|可不可以|可否"
            r"|能否|放宽|就[行够]|没必要|没有必要|合成|千万|要写|写进"
        ),
        re.compile(
            r"\b(?:should|must|ought|remove|delete|add|allow|exempt|keep|change)\b", re.IGNORECASE
        ),
    ),
    (
        re.compile(
            r"支持|反对|反對|赞成|贊成|同意|拥护|不公平|不合理|太[轻重短长高低快慢松严多少]|过[于重轻]|很合理"
        ),
        re.compile(r"\b(?:support|oppose|agree|disagree|object)\b", re.IGNORECASE),
    ),
)
ASKING = len(_ASKS)
"""Ranks below this one ask for something or take a side."""

_ANY = re.compile("|".join(han.pattern for han, _ in _ASKS))
# IGNORECASE takes ſ for s and the Kelvin sign for k.
_HAS_LATIN = re.compile("[A-Za-z\u017f\u212a]")
_QUESTION = re.compile(r"[？?]")


def rank(sentence: str, stop: str = "") -> tuple[int, int]:
    """How plainly a sentence asks, 0 first, and where the clause begins that does."""
    latin = _HAS_LATIN.search(sentence) is not None
    for found in range(ASKING if latin or _ANY.search(sentence) else 0):
        ask = _asking(sentence, found, latin)
        if ask is not None:
            return found, ask
    return least_rank(stop), 0


def _found(words: str, rank: int, latin: bool) -> int | None:
    """Where the first word of a rank stands; `latin`: whether there may be Latin ones."""
    in_han, in_latin = _ASKS[rank]
    found = in_han.search(words)
    other = in_latin.search(words) if latin else None
    if found and other:
        return min(found.start(), other.start())
    first = found or other
    return first.start() if first else None


def may_ask(words: str, below: int = ASKING) -> bool:
    """False when the words surely ask nothing as plainly as a rank below this one."""
    latin = _HAS_LATIN.search(words) is not None
    if below >= ASKING and not latin:
        return _ANY.search(words) is not None
    return any(_found(words, rank, latin) is not None for rank in range(min(below, ASKING)))


def least_rank(stop: str) -> int:
    """The rank of a sentence that asks nothing: that of a question before that of a statement."""
    return ASKING + (0 if _QUESTION.search(stop) else 1)


def asks(words: str) -> bool:
    """Whether words ask for something or take a side: please, should, support; no courtesies."""
    return rank(words)[0] < ASKING


def _asking(sentence: str, rank: int, latin: bool) -> int | None:
    """Where the first clause of a sentence that asks begins; quoted words ask nothing."""
    if _found(sentence, rank, latin) is None:
        return None
    for start, end in clauses(sentence):
        clause = sentence[start:end]
        found = _found(clause, rank, latin)
        quoted = found is not None and is_open(sentence[: start + found])
        if found is not None and not quoted and not courtesy.empty(clause):
            return start
    return None


def clauses(sentence: str) -> Iterator[tuple[int, int]]:
    """The `[start, end)` of the clauses of a sentence; a quotation is not cut in two."""
    start = 0
    quoting = _OPENERS.search(sentence) is not None
    for comma in _COMMA.finditer(sentence):
        end = comma.start()
        if end > start and not (quoting and is_open(sentence[start:end])):
            yield start, end
            start = comma.end()
    yield start, len(sentence)


def is_open(words: str) -> bool:
    """Whether a quotation or a bracket is still open at the end of the words."""
    if not _OPENERS.search(words):
        return False
    waiting: list[str] = []
    for char in _BRACKETS.findall(words):
        if char in PAIRS:
            waiting.append(PAIRS[char])
        elif waiting and char == waiting[-1]:
            waiting.pop()
    return bool(waiting)
