"""`print.css` of the office's folder: it may use the folder's own pictures and nothing else."""

import re
from collections.abc import Iterator
from pathlib import Path

from consult.office.flaws import Flaw, text_of
from consult.office.pictures import picture

NAME = "print.css"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_URL = re.compile(r"""url\(\s*(["']?)(.*?)\1\s*\)""", re.IGNORECASE | re.DOTALL)
_IMPORT = re.compile(r"@import\b|@font-face\b", re.IGNORECASE)


def read(folder: Path) -> tuple[str, list[Flaw]]:
    """The sheet with its pictures inside, and what is wrong with it."""
    path = folder / NAME
    if not path.exists():
        return "", []
    flaws: list[Flaw] = []
    try:
        css = text_of(path, NAME)
    except Flaw as flaw:
        return "", [flaw]
    flaws += _refused(_without_comments(css))

    def inside(found: re.Match[str]) -> str:
        line = css.count("\n", 0, found.start()) + 1
        if found[2].startswith(("data:image/svg+xml;base64,", "data:image/png;base64,")):
            return found[0]
        try:
            return f'url("{picture(folder, found[2], file=NAME, line=line)}")'
        except Flaw as flaw:
            flaws.append(flaw)
            return "none"

    return _URL.sub(inside, css), flaws


def _refused(css: str) -> Iterator[Flaw]:
    for found in _IMPORT.finditer(css):
        yield Flaw(
            "{file} 第 {line} 行：不能用 {rule}。字体放进 fonts 文件夹，"
            "在 office.toml 的 [fonts] 里指定。",
            file=NAME,
            line=css.count("\n", 0, found.start()) + 1,
            rule=found[0],
        )


def _without_comments(css: str) -> str:
    """The sheet with its comments blank, every line where it was."""
    return _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), css)
