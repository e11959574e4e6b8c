"""What can be wrong with a file of the office's folder, in a sentence with file and line."""

from pathlib import Path

from consult.errors import ConsultError, Invalid


class Flaw(ConsultError):
    """Something in the office's folder that cannot be used; no paper is made until it is right."""


class OfficeFlawed(Invalid):
    """Papers cannot be made as long as the office's folder is not in order."""


def text_of(path: Path, name: str) -> str:
    """A text file of the folder, called `name` when it has to be spoken of. Raises Flaw."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Flaw("{file} 不是 UTF-8 编码。请在编辑器里另存为 UTF-8。", file=name) from error
    except OSError as error:
        raise _unreadable(name, error) from error


def bytes_of(path: Path, name: str) -> bytes:
    """Any other file of the folder. Raises Flaw."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(name, error) from error


def _unreadable(name: str, error: OSError) -> Flaw:
    return Flaw("{file} 读不出来（{reason}）。请检查文件权限。", file=name, reason=error.strerror)
