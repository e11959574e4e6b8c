"""A short name for a cluster: what its representative asks, not who speaks or how it came in.

The sentence that asks most plainly is chosen (建议, 希望, 请… before 应当, 取消, 改为… before 支持,
反对 before a question before whatever comes first), behind salutations, introductions and
来电人称. Where the ask is too short to say about what (请删掉), what stands before it is kept.
"""

import re
from collections.abc import Iterator

import msgspec

from reports import courtesy
from reports.normalize import fold, visible, without_unseen
from reports.privacy import mask

LONGEST = 40
NO_TEXT = "（无文字）"
_READ = 1500  # a letter's opening is enough, and keeps the work linear in its length
_END = re.compile(r"[。！？!?；;\n]+|\.(?=\s|\Z)|(?:…{2,}|\.{3,})(?=.)")
_COMMA = re.compile(r"[，,：:](?!\d)\s*|——|(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
_PAIRS = dict(zip("“‘「『《（(〔<", "”’」』》）)〕>", strict=True))
_OPENERS = re.compile(f"[{re.escape(''.join(_PAIRS))}]")
# What personal data cannot be without, after `reports.privacy`: an at sign, a plate's first two
# characters, seven digits in a row, or a styled letter or digit that stands for a plain one.
_PLATES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_DIGITS = r"\d零〇○一二三四五六七八九幺"
_STYLED = (
    "\u00aa-\u00be\u02b0-\u02ff\u1d2c-\u1dbf\u2070-\u214f\u2460-\u24ff\ufe6b\uff10-\uff19\uff20-\uff3a"
    "\uff41-\uff5a\U0001d400-\U0001d7ff\U0001f100-\U0001f1ff\U0001fbf0-\U0001fbf9"
)
_PERSONAL = re.compile(
    rf"[@{_STYLED}{_PLATES}{_DIGITS}](?:(?<=[@{_STYLED}])|(?<=[{_PLATES}])[A-Za-z]"
    rf"|(?<=[{_DIGITS}])(?:[\W_]{{0,6}}[{_DIGITS}]){{6}})"
)
_TAG = re.compile(r"<[^<>]{0,200}>")
_SHORTEST = 11  # 「请删掉」「建议三十天」 alone say too little
_TINY = 6
_REFERS = re.compile(
    r"(?:[请希望建议应当该我把将]*)(?:这|此|该[条款项]|它|上述|取消[掉]?$|删[掉除去]$|不要$)"
)
_ASKS = (
    re.compile(
        r"建议|建議|希望|请求|恳请|懇請|强烈要求|我们?要求|请(?!问|假|认真|核实|联系|打|回[复电]|采纳|考虑|参考|指正|大家|你们?多)|請(?!問)|呼吁"
        r"|\b(?:please|recommend|suggest|propose|request|urge|hope)",
        re.IGNORECASE,
    ),
    re.compile(
        r"应(?:当|该)|應(?:當|該)|应(?=限|区分|允许|增|写|改|由)|必须|(?<!要)不要|别(?=建|把|写)|不宜|不应|不應|取消|删[去除掉]|刪[去除掉]"
        r"|改[为成]|改為|改到|增加|增设|提到|提高到|可以合|最好|至少|能不能|可不可以|可否|能否|放宽|就[行够]|没必要|没有必要|合成"
        r"|千万|要写|写进|\b(?:should|must|ought|remove|delete|add|allow|exempt|keep|change)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"支持|反对|反對|赞成|贊成|同意|拥护|不公平|不合理|太[轻重短长高低快慢松严多少]|过[于重轻]|很合理"
        r"|\b(?:support|oppose|agree|disagree|object)\b",
        re.IGNORECASE,
    ),
)
_IDLE = re.compile(
    r"\A(?:那?我们?|那|所以|但是?)(?=建议|希望|请|要求|强烈|建議)|\A但是?(?=“)"
    r"|(?:(?:来电人|来信人)不?(?:要求|希望)(?:得到)?(?:答复|回复|回电)|在场的?人多数赞成|请认真考虑)\Z"
)
_QUESTION = re.compile(r"[？?]")
_WORD = re.compile(r"[A-Za-z0-9.]+\Z")
_MARK = re.compile(r"〔[^〕]*\Z")


class _Sentence(msgspec.Struct, frozen=True):
    """One sentence that says something; `stop` is the punctuation after it, `rank` how plainly it
    asks, 0 first, and `ask` where in it."""

    start: int
    end: int
    text: str
    stop: str
    rank: int
    ask: int


def _sentence(start: int, text: str, stop: str) -> _Sentence:
    for rank, words in enumerate(_ASKS):
        ask = _asking(text, words)
        if ask is not None:
            return _Sentence(start, start + len(text), text, stop, rank, ask)
    rank = len(_ASKS) + (0 if _QUESTION.search(stop) else 1)
    return _Sentence(start, start + len(text), text, stop, rank, 0)


def label(text: str) -> str:
    """At most 40 characters, personal data masked, nothing unseen; never empty."""
    plain = _masked(without_unseen(text[: _READ * 2]))
    plain = (_TAG.sub(" ", plain) if "<" in plain else plain)[:_READ]
    told = _told(plain, every=False) or _told(plain, every=True)
    if not told:
        return _shortened(visible(text[:_READ])) or NO_TEXT
    at = min(range(len(told)), key=lambda n: (told[n].rank, n))
    name = _with_context(plain, told, at) if told[at].rank < len(_ASKS) else _first(told, at)
    return _asked(visible(_IDLE.sub("", name)), told[at]) or NO_TEXT


def _asked(name: str, sentence: _Sentence) -> str:
    """The name with the question mark of its sentence."""
    asks = "？" in sentence.stop and sentence.text.endswith(name[-4:]) and len(name) < LONGEST
    return f"{name}？" if asks else name


def _masked(text: str) -> str:
    return mask(text) if _PERSONAL.search(text) else text


def _told(text: str, *, every: bool) -> list[_Sentence]:
    """The sentences of a text behind their openings, to the one behind the first that asks most
    plainly; those that tell nothing left out, unless `every` is asked for."""
    told: list[_Sentence] = []
    for first, end, stop in _cut(text):
        start = first + courtesy.opening(text[first:end])
        words = text[start:end].rstrip(" ，,。；;：:.…～~\u3000")
        if _tells(words) or (every and fold(words)):
            told.append(_sentence(start, words, stop))
            if len(told) > 1 and told[-2].rank == 0:
                break
    return told


def _tells(words: str) -> bool:
    pieces = (words[a:b] for a, b in courtesy.clauses(words))
    return any(courtesy.folded(piece) and not _idle(piece) for piece in pieces)


def _cut(text: str) -> Iterator[tuple[int, int, str]]:
    """Sentences with their ends; a quotation is not cut in two."""
    start = 0
    for mark in _END.finditer(text):
        if not _open(text[start : mark.start()]) or mark.group().startswith("\n"):
            yield start, mark.start(), mark.group()
            start = mark.end()
    yield start, len(text), ""


def _open(words: str) -> bool:
    """Whether a quotation or a bracket is still open at the end of the words."""
    if not _OPENERS.search(words):
        return False
    waiting: list[str] = []
    for char in words:
        if char in _PAIRS:
            waiting.append(_PAIRS[char])
        elif waiting and char == waiting[-1]:
            waiting.pop()
    return bool(waiting)


def _asking(sentence: str, words: re.Pattern[str]) -> int | None:
    """Where the first clause of a sentence that asks begins; quoted words ask nothing."""
    if not words.search(sentence):
        return None
    for start, end in _clauses(sentence):
        clause = sentence[start:end]
        found = words.search(clause)
        if found and not _open(sentence[: start + found.start()]) and not courtesy.empty(clause):
            return start
    return None


def _clauses(sentence: str) -> Iterator[tuple[int, int]]:
    start = 0
    quoting = _OPENERS.search(sentence) is not None
    for comma in _COMMA.finditer(sentence):
        end = comma.start()
        if end > start and not (quoting and _open(sentence[start:end])):
            yield start, end
            start = comma.end()
    yield start, len(sentence)


def asks(words: str) -> bool:
    """Whether words ask for something or take a side: please, should, support; no courtesies."""
    return any(_asking(words, one) is not None for one in _ASKS)


def _first(told: list[_Sentence], at: int) -> str:
    """A sentence that asks nothing."""
    text = told[at].text
    return text if len(text) <= LONGEST else _shortened(_trimmed(text))


def _with_context(text: str, told: list[_Sentence], at: int) -> str:
    """The asking sentence, whole if it fits, else from the clause that asks; one that is short or
    points back, behind what it speaks of."""
    sentence = told[at]
    whole = _trimmed(sentence.text)
    asks = _shortened(_trimmed(sentence.text[sentence.ask :]))
    ask = whole if len(whole) <= LONGEST else asks
    if len(fold(ask)) >= _SHORTEST and not _REFERS.match(ask) and not _REFERS.match(asks):
        return ask
    for before in told[max(0, at - 2) : at]:
        joined = text[before.start : sentence.end]
        if len(joined) <= LONGEST and "\n" not in joined:
            return joined
    return _behind_its_subject(told, at, ask, asks) or _with_next(text, told, at, ask)


def _behind_its_subject(told: list[_Sentence], at: int, ask: str, asks: str) -> str:
    """The first clause of what stands before a short ask, dots, and the ask; "" if it cannot be."""
    if not at and ask != asks:
        return ""
    back = at - 2 if at > 1 and _REFERS.match(told[at - 1].text) else max(0, at - 1)
    before = told[back].text
    subjects = [before[first:last] for first, last in _clauses(before)]
    subject = next((clause for clause in subjects if not _idle(clause)), "")
    joined = f"{subject}……{asks}"
    return joined if len(joined) <= LONGEST and subject and not asks.startswith(subject) else ""


def _with_next(text: str, told: list[_Sentence], at: int, ask: str) -> str:
    """A very short ask with the sentence after it: 支持！老人孩子终于敢出门了."""
    if len(fold(ask)) >= _TINY or at + 1 == len(told):
        return ask
    joined = text[told[at].start : told[at + 1].end]
    return joined if len(joined) <= LONGEST else ask


def _trimmed(sentence: str) -> str:
    """A sentence without leading and trailing clauses that only introduce or thank."""
    found = list(_clauses(sentence))
    while len(found) > 1 and _idle(sentence[slice(*found[-1])]):
        found.pop()
    while len(found) > 1 and _idle(sentence[slice(*found[0])]):
        found.pop(0)
    return sentence[found[0][0] : found[-1][1]]


def _idle(clause: str) -> bool:
    return courtesy.empty(clause) or courtesy.introduces(clause)


def _shortened(words: str) -> str:
    """At most 40 characters, cut at a comma where there is one late enough; no pair, number or
    Latin word is cut in two."""
    words = visible(words)
    if len(words) <= LONGEST:
        return words
    ends = [end for _, end in _clauses(words) if LONGEST // 3 < end < LONGEST]
    if ends:
        return words[: ends[-1]] + "…"
    short = words[: LONGEST - 1]
    latin = _WORD.search(short)
    if latin and latin.start() > LONGEST // 3 and words[LONGEST - 1].isalnum():
        short = short[: latin.start()].rstrip()
    while _open(short) and (cut := max(short.rfind(char) for char in _PAIRS)) > LONGEST // 3:
        short = short[:cut]
    return _MARK.sub("", short).rstrip() + "…"
