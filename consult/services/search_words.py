"""From a text to the keys it is found by, and from a query to the question put to the index.

Chinese is not written in words: every two neighbouring characters are a key, and the last one of
a run alone, so that a single character is the beginning of some key. Other letters and digits are
keys by the word, found by its beginning. Keys hold nothing but small letters and digits: neither
engine's own idea of words, folding or punctuation has a say, and both give the same answers.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

MOST_WORDS = 8
LONGEST_QUERY = 100
_HAN = r"\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_HAN_RUN = re.compile(rf"[{_HAN}]")
_LONGEST_KEY = 120


def folded(text: str) -> str:
    """A text as it is compared: letters of any width and case alike, unseen characters gone."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in plain if unicodedata.category(one) != "Cf")


def keys(text: str) -> str:
    """Everything a text is found by, with blanks between, in the order of the text."""
    return " ".join(key for run in _RUN.findall(folded(text)) for key in _keys_of(run))


def words_of(query: str) -> tuple[str, ...]:
    """The words of a query, folded: all of them have to be there. At most `MOST_WORDS`."""
    return tuple(dict.fromkeys(_RUN.findall(folded(query[:LONGEST_QUERY]))))[:MOST_WORDS]


def question(words: tuple[str, ...], *, postgres: bool) -> str:
    """What the index is asked for these words: more than holds them, never less."""
    ending, joint = (":*", " & ") if postgres else ("*", " AND ")
    return joint.join(
        key + (ending if whole is False else "") for word in words for key, whole in _sought(word)
    )


def _sought(word: str) -> Iterator[tuple[str, bool]]:
    """The keys of a word of a query; False: the beginning of a key."""
    if not _HAN_RUN.match(word):
        yield _letters(word), False
    elif len(word) == 1:
        yield f"x{_code(word)}", False
    else:
        yield from ((f"x{_code(a)}{_code(b)}", True) for a, b in pairwise(word))


def _keys_of(run: str) -> Iterator[str]:
    if not _HAN_RUN.match(run):
        yield _letters(run)
        return
    for place in range(len(run) - 1):
        yield f"x{_code(run[place])}{_code(run[place + 1])}"
    yield f"x{_code(run[-1])}"


def _letters(word: str) -> str:
    plain = (one if one.isascii() else _code(one) for one in word)
    return f"w{''.join(plain)}"[:_LONGEST_KEY]


def _code(character: str) -> str:
    return f"{ord(character):05x}"
