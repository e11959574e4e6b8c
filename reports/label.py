"""A short name for a cluster: what its representative asks, not who speaks or how it came in.

The sentence that asks most plainly is chosen (建议, 希望, 请… before 应当, 取消, 改为… before 支持,
反对 before a question before whatever comes first), behind salutations, introductions and
来电人称. Where the ask is too short to say about what (请删掉), what stands before it is kept.
"""

import re
from collections.abc import Iterator
from itertools import islice

import msgspec

from reports import asking, courtesy, cued
from reports.normalize import fold, visible, without_unseen
from reports.privacy import mask

LONGEST = 40
NO_TEXT = "（无文字）"
_READ = 1500  # a letter's opening is enough, and keeps the work linear in its length
# A run of stops, a full stop before a blank, dots before anything; all begin with one of a few.
_END = re.compile(
    r"[。！？!?；;\n.…](?:(?<=[。！？!?；;\n])[。！？!?；;\n]*|(?<=\.)(?=\s|\Z)|(?<=…)…+(?=.)"
    r"|(?<=\.)\.{2,}(?=.))"
)
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
_IDLE = re.compile(
    r"\A(?:那?我们?|那|所以|但是?)(?=建议|希望|请|要求|强烈|建議)|\A但是?(?=“)"
    r"|(?:(?:来电人|来信人)不?(?:要求|希望)(?:得到)?(?:答复|回复|回电)|在场的?人多数赞成|请认真考虑)\Z"
)
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


class _Reader:
    """The sentences of a text behind their openings, each read when it is asked for; those that
    tell nothing are left out, unless `every` is wanted."""

    def __init__(self, text: str, *, every: bool) -> None:
        self.text = text
        self._every = every
        self._spans = list(_cut(text))
        self._read: dict[int, _Sentence | None] = {}

    def sentence(self, at: int) -> _Sentence | None:
        """The sentence at a place, None when it tells nothing."""
        if at not in self._read:
            self._read[at] = self._sentence(*self._spans[at])
        return self._read[at]

    def _sentence(self, first: int, end: int, stop: str) -> _Sentence | None:
        start = first + courtesy.opening(self.text[first:end])
        words = self.text[start:end].rstrip(" ，,。；;：:.…～~\u3000")
        if _tells(words) or (self._every and fold(words)):
            rank, ask = asking.rank(words, stop)
            return _Sentence(start, start + len(words), words, stop, rank, ask)
        return None

    def plainest(self) -> int | None:
        """Where the sentence stands that asks most plainly, of several the first."""
        best: tuple[int, int] | None = None
        for at, (start, end, stop) in enumerate(self._spans):
            if best and best[0] <= asking.least_rank(stop) and not self._may(start, end, best[0]):
                continue
            one = self.sentence(at)
            if one and (best is None or one.rank < best[0]):
                best = one.rank, at
        return best[1] if best else None

    def _may(self, start: int, end: int, rank: int) -> bool:
        return rank > 0 and asking.may_ask(self.text[start:end], rank)

    def before(self, at: int) -> list[_Sentence]:
        """At most two sentences that stand before a place."""
        told = (self.sentence(back) for back in range(at - 1, -1, -1))
        return [*islice(filter(None, told), 2)][::-1]

    def after(self, at: int) -> _Sentence | None:
        """The next sentence."""
        told = (self.sentence(place) for place in range(at + 1, len(self._spans)))
        return next(filter(None, told), None)


def label(text: str) -> str:
    """At most 40 characters, personal data masked, nothing unseen; never empty."""
    plain = _masked(without_unseen(text[: _READ * 2]))
    plain = (_TAG.sub(" ", plain) if "<" in plain else plain)[:_READ]
    for every in (False, True):
        reader = _Reader(plain, every=every)
        at = reader.plainest()
        one = None if at is None else reader.sentence(at)
        if at is not None and one is not None:
            name = _with_context(reader, one, at) if one.rank < asking.ASKING else _first(one)
            return _asked(visible(_IDLE.sub("", name)), one) or NO_TEXT
    return _shortened(visible(text[:_READ])) or NO_TEXT


def _asked(name: str, sentence: _Sentence) -> str:
    """The name with the question mark of its sentence."""
    asks = "？" in sentence.stop and sentence.text.endswith(name[-4:]) and len(name) < LONGEST
    return f"{name}？" if asks else name


def _masked(text: str) -> str:
    return mask(text) if _PERSONAL.search(text) or cued.may_hold(text) else text


def _tells(words: str) -> bool:
    for start, end in courtesy.clauses(words):
        piece = words[start:end]
        if courtesy.folded(piece) and not _idle(piece):
            return True
    return False


def _cut(text: str) -> Iterator[tuple[int, int, str]]:
    """Sentences with their ends; a quotation is not cut in two."""
    start = 0
    for mark in _END.finditer(text):
        if not asking.is_open(text[start : mark.start()]) or mark.group().startswith("\n"):
            yield start, mark.start(), mark.group()
            start = mark.end()
    yield start, len(text), ""


def _first(sentence: _Sentence) -> str:
    """A sentence that asks nothing."""
    text = sentence.text
    return text if len(text) <= LONGEST else _shortened(_trimmed(text))


def _with_context(reader: _Reader, sentence: _Sentence, at: int) -> str:
    """The asking sentence, whole if it fits, else from the clause that asks; one that is short or
    points back, behind what it speaks of."""
    whole = _trimmed(sentence.text)
    asks = _shortened(_trimmed(sentence.text[sentence.ask :]))
    ask = whole if len(whole) <= LONGEST else asks
    if len(fold(ask)) >= _SHORTEST and not _REFERS.match(ask) and not _REFERS.match(asks):
        return ask
    told = reader.before(at)
    for before in told:
        joined = reader.text[before.start : sentence.end]
        if len(joined) <= LONGEST and "\n" not in joined:
            return joined
    subject = _behind_its_subject(told, sentence, ask, asks)
    return subject or _with_next(reader, sentence, at, ask)


def _behind_its_subject(told: list[_Sentence], sentence: _Sentence, ask: str, asks: str) -> str:
    """The first clause of what stands before a short ask, dots, and the ask; "" if it cannot be."""
    if not told and ask != asks:
        return ""
    subjects = told or [sentence]
    back = -2 if len(told) > 1 and _REFERS.match(told[-1].text) else -1
    before = subjects[back].text
    pieces = (before[first:last] for first, last in asking.clauses(before))
    subject = next((piece for piece in pieces if not _idle(piece)), "")
    joined = f"{subject}……{asks}"
    return joined if len(joined) <= LONGEST and subject and not asks.startswith(subject) else ""


def _with_next(reader: _Reader, sentence: _Sentence, at: int, ask: str) -> str:
    """A very short ask with the sentence after it: 支持！老人孩子终于敢出门了."""
    after = reader.after(at) if len(fold(ask)) < _TINY else None
    joined = reader.text[sentence.start : after.end] if after else ""
    return joined if after and len(joined) <= LONGEST else ask


def _trimmed(sentence: str) -> str:
    """A sentence without leading and trailing clauses that only introduce or thank."""
    found = list(asking.clauses(sentence))
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
    ends = [end for _, end in asking.clauses(words) if LONGEST // 3 < end < LONGEST]
    if ends:
        return words[: ends[-1]] + "…"
    short = words[: LONGEST - 1]
    latin = _WORD.search(short)
    if latin and latin.start() > LONGEST // 3 and words[LONGEST - 1].isalnum():
        short = short[: latin.start()].rstrip()
    while (
        asking.is_open(short)
        and (cut := max(short.rfind(char) for char in asking.PAIRS)) > LONGEST // 3
    ):
        short = short[:cut]
    return _MARK.sub("", short).rstrip() + "…"
