"""From a text to the keys it is found by, and from a query to the question put to the index.

Chinese is not written in words: every two neighbouring characters are a key, and the last one of
a run alone, so that a single character is the beginning of some key. Other letters and digits are
keys by the word, found by its beginning, and an English plural or a form in -ing or -ed finds the
others of its word; one or two letters or digits are a whole word, or “no” would be in every
notice. Keys hold nothing but small letters and digits: neither
engine's own idea of words, folding or punctuation has a say, and both give the same answers.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

MOST_WORDS = 8
LONGEST_QUERY = 100
_HAN = r"\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_HAN_RUN = re.compile(rf"[{_HAN}]")
_LONGEST_KEY = 120
_WHOLE = 2
_ENDINGS = (
    ("sses", 2, "", 3),
    ("shes", 2, "", 3),
    ("ches", 2, "", 3),
    ("xes", 2, "", 2),
    ("ies", 3, "y", 3),
    ("ing", 3, "", 5),
    ("eed", 0, "", 0),
    ("ed", 2, "", 5),
    ("ss", 0, "", 0),
    ("us", 0, "", 0),
    ("is", 0, "", 0),
    ("s", 1, "", 3),
)
"""English endings, the first that fits: how much of it goes, what comes instead, and how much of
the word has to be left."""


def folded(text: str) -> str:
    """A text as it is compared: letters of any width and case alike, unseen characters gone."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in plain if unicodedata.category(one) != "Cf")


def keys(text: str) -> str:
    """Everything a text is found by, with blanks between, in the order of the text."""
    return " ".join(key for run in _RUN.findall(folded(text)) for key in _keys_of(run))


def words_of(query: str) -> tuple[str, ...]:
    """The words of a query, folded: all of them have to be there. At most `MOST_WORDS`."""
    runs = _RUN.findall(folded(query[:LONGEST_QUERY]))
    return tuple(dict.fromkeys(map(_stem, runs)))[:MOST_WORDS]


def hold(text: str, words: Iterable[str]) -> bool:
    """Whether a text has all of these words: characters anywhere, letters where a word or its
    stem begins, one or two letters as a word."""
    plain = folded(text)
    runs = set(_RUN.findall(plain))
    runs |= set(map(_stem, runs))
    return all(_stands(word, plain, runs) for word in words)


def marks(words: Iterable[str]) -> tuple[str, ...]:
    """What to mark of these words in a text."""
    return tuple(form for word in words for form in (word, *_plural(word)))


def _stands(word: str, plain: str, runs: set[str]) -> bool:
    if _HAN_RUN.match(word):
        return word in plain
    if len(word) <= _WHOLE:
        return word in runs
    return any(run.startswith(word) for run in runs)


def _plural(word: str) -> tuple[str, ...]:
    return (f"{word[:-1]}ies",) if word.isascii() and len(word) > _WHOLE and word[-1] == "y" else ()


def _stem(word: str) -> str:
    """An English word without its ending; other words as they are."""
    if not (word.isascii() and word.isalpha()):
        return word
    for ending, gone, instead, least in _ENDINGS:
        if word.endswith(ending):
            if not gone or len(word) - gone < least:
                return word
            stem = word[:-gone] + instead
            twice = stem[-1] == stem[-2] and stem[-1] not in "lsz" and ending in ("ing", "ed")
            return stem[:-1] if twice else stem
    return word


def question(words: tuple[str, ...], *, postgres: bool) -> str:
    """What the index is asked for these words: more than holds them, never less."""
    ending, joint = (":*", " & ") if postgres else ("*", " AND ")
    return joint.join(
        key + (ending if whole is False else "") for word in words for key, whole in _sought(word)
    )


def _sought(word: str) -> Iterator[tuple[str, bool]]:
    """The keys of a word of a query; False: the beginning of a key."""
    if not _HAN_RUN.match(word):
        yield _letters(word), len(word) <= _WHOLE
    elif len(word) == 1:
        yield f"x{_code(word)}", False
    else:
        yield from ((f"x{_code(a)}{_code(b)}", True) for a, b in pairwise(word))


def _keys_of(run: str) -> Iterator[str]:
    if not _HAN_RUN.match(run):
        yield _letters(run)
        if not run.startswith(stem := _stem(run)):
            yield _letters(stem)
        return
    for place in range(len(run) - 1):
        yield f"x{_code(run[place])}{_code(run[place + 1])}"
    yield f"x{_code(run[-1])}"


def _letters(word: str) -> str:
    plain = (one if one.isascii() else _code(one) for one in word)
    return f"w{''.join(plain)}"[:_LONGEST_KEY]


def _code(character: str) -> str:
    return f"{ord(character):05x}"
