"""`make hant`: the catalog in traditional characters, made anew from the msgids of the English one.

OpenCC turns simplified characters into those used in Taiwan, one by one and by phrase, but no word
into another: its dictionaries of regional words would make 支援 of 支持, which here is a kind of
comment. The words that must differ stand in `locale/zh_Hant.toml`, where a person reads them.
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache

from consult import i18n

LOCALE = "zh-Hant"
FILE = i18n.FOLDER / "zh_Hant.po"
_QUOTES = str.maketrans("“”‘’", "「」『』")
_HEADER = """\
# 繁体中文。由 make hant 生成，请勿手改：词语改在 zh_Hant.toml。
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: zh_Hant\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"""


def traditional(msgid: str) -> str:
    """A sentence of the interface in traditional characters.

    What stands in `sentences` of the table is taken from there; else the characters are
    converted, then the table's `words` replaced, the longest first.
    """
    convert, words, sentences = _tools()
    if msgid in sentences:
        return sentences[msgid]
    longest_first = sorted(words, key=len, reverse=True)
    chosen = re.compile("|".join(map(re.escape, longest_first)))
    return chosen.sub(lambda found: words[found[0]], convert(msgid)).translate(_QUOTES)


def made() -> str:
    """The whole catalog, in the order of the English one."""
    return _HEADER + "".join(_entries())


def _entries() -> Iterator[str]:
    for message in i18n.catalog("en"):
        if not message.id:
            continue
        if isinstance(message.id, str):
            yield f"\nmsgid {_quoted(message.id)}\nmsgstr {_quoted(traditional(message.id))}\n"
            continue
        one, many = message.id
        yield f"\nmsgid {_quoted(one)}\nmsgid_plural {_quoted(many)}\n"
        yield f"msgstr[0] {_quoted(traditional(many))}\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@cache
def _tools() -> tuple[Callable[[str], str], dict[str, str], dict[str, str]]:
    from opencc import OpenCC

    table = tomllib.loads((i18n.FOLDER / "zh_Hant.toml").read_text(encoding="utf-8"))
    return OpenCC("s2tw").convert, table["words"], table["sentences"]


if __name__ == "__main__":
    FILE.write_text(made(), encoding="utf-8")
