"""Parsers of binary formats run in a child process: a hostile file can hurt nothing but it.

The child has no environment, 512 MiB of memory, a few seconds, writes no file and speaks JSON.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Final

import msgspec

from drafts.formats.file_reading import Changes, Reading, Unreadable

MOST_MEMORY: Final = 512 * 1024 * 1024
MOST_PROCESSOR_SECONDS: Final = 3
MOST_SECONDS: Final = 10.0
_PARSERS: Final = {
    "docx": "drafts.formats.word:read_docx",
    "pdf": "drafts.formats.pdf:read_pdf",
    "html": "drafts.formats.webpage:read_html",
    "xml": "drafts.formats.akn_reading:read_akn",
}
_HEAVY: Final = "内容太大或者太复杂，没有读完。请删去图片、拆成几个文件，或者另存为纯文本后再上传。"
_BROKEN: Final = "内容已损坏，读不出来。请在原来的软件里打开，另存后再上传。"


class _Answer(msgspec.Struct, frozen=True):
    """What the child says: a reading, or the sentence why there is none."""

    reading: Reading | None = None
    refused: str = ""


def read_apart(kind: str, data: bytes, changes: Changes) -> Reading:
    """Read `data` as `kind` (docx, pdf, html, xml) in a child process. Raises Unreadable."""
    command = [sys.executable, "-m", __name__, kind, changes.value]
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter, words of our own
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=MOST_SECONDS,
            env=environment(),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(_HEAVY) from error
    if child.returncode:
        raise Unreadable(_HEAVY)
    answer = msgspec.json.decode(child.stdout, type=_Answer)
    if answer.reading is None:
        raise Unreadable(answer.refused)
    return answer.reading


def environment() -> dict[str, str]:
    """Where the modules are, and nothing else: no secret of the parent reaches the child."""
    kept = {"PYTHONPATH": os.pathsep.join(one for one in sys.path if one), "PYTHONUTF8": "1"}
    if root := os.environ.get("SYSTEMROOT"):  # Windows starts no process without it
        kept["SYSTEMROOT"] = root
    return kept


def confine(memory: int = MOST_MEMORY, seconds: int = MOST_PROCESSOR_SECONDS) -> None:
    """Bound this process; where the system cannot (Windows), the parent's clock remains."""
    try:
        resource = import_module("resource")
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # macOS has no bound on address space
            continue


def parser(kind: str) -> Callable[[bytes, Changes], Reading]:
    """What reads `kind`; its libraries are loaded here and not before."""
    module, _, name = _PARSERS[kind].partition(":")
    found: Callable[[bytes, Changes], Reading] = getattr(import_module(module), name)
    return found


def answer(kind: str, data: bytes, changes: Changes) -> bytes:
    """What the child prints: the reading or the refusal, as JSON."""
    try:
        return msgspec.json.encode(_Answer(reading=parser(kind)(data, changes)))
    except Unreadable as refusal:
        return msgspec.json.encode(_Answer(refused=str(refusal)))
    except (MemoryError, RecursionError):
        return msgspec.json.encode(_Answer(refused=_HEAVY))
    except Exception:  # a damaged file can break a parser anywhere
        return msgspec.json.encode(_Answer(refused=_BROKEN))


if __name__ == "__main__":
    confine()
    sys.stdout.buffer.write(answer(sys.argv[1], sys.stdin.buffer.read(), Changes(sys.argv[2])))
