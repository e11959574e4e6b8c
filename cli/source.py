"""The files a command is given: bytes and a name. `-` is standard input."""

import sys
from pathlib import Path

from consult.errors import Invalid

STDIN = "-"


def read(path: str) -> tuple[bytes, str]:
    """The bytes of `path` and its file name, which for standard input says plain text.

    Raises Invalid when there is no such file.
    """
    if path == STDIN:
        return sys.stdin.buffer.read(), "stdin.txt"
    file = Path(path)
    if not file.is_file():
        raise Invalid("找不到文件 {path}：请检查路径，或用 - 从标准输入读取。", path=path)
    return file.read_bytes(), file.name


def write(path: str | None, data: bytes) -> None:
    """Write `data` to `path`, making its folder; None or `-` is standard output."""
    if path is None or path == STDIN:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
