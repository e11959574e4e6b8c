"""Old Word, WPS, RTF and OpenDocument files become .docx through LibreOffice, where it is there."""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from drafts.formats.file_reading import Unreadable

MOST_SECONDS: Final = 60.0
_NAMES: Final = ("soffice", "libreoffice")
_FAILED: Final = "LibreOffice 打不开这个文件。请在文字处理软件里另存为 .docx 后再上传。"


def to_docx(data: bytes, suffix: str) -> bytes:
    """The same document as .docx. Raises Unreadable, also when LibreOffice is not installed.

    LibreOffice gets a folder of its own for its profile, the file and the result; the folder is
    gone afterwards. The file's name is ours, so nothing of the uploaded name reaches a path.
    """
    program = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if program is None:
        raise Unreadable(
            f"这台服务器没有安装 LibreOffice，读不了 {suffix} 文件。"
            "请在 Word 或 WPS 里另存为 .docx 后再上传。"
        )
    with tempfile.TemporaryDirectory(prefix="consult-") as name:
        folder = Path(name)
        source = folder / f"draft{suffix}"
        source.write_bytes(data)
        _convert(program, folder, source)
        result = folder / "out" / "draft.docx"
        if not result.is_file():
            raise Unreadable(_FAILED)
        return result.read_bytes()


def _convert(program: str, folder: Path, source: Path) -> None:
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(source)),
    ]
    environment = {"HOME": str(folder), "TMPDIR": str(folder), "PATH": os.environ.get("PATH", "")}
    child = subprocess.Popen(  # noqa: S603 - the program found on the path, words of our own
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    try:
        child.wait(MOST_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(
            f"LibreOffice 转换超过{MOST_SECONDS:.0f}秒，已停止。请另存为 .docx 后再上传。"
        ) from error
    finally:
        _end(child)


def _end(child: "subprocess.Popen[bytes]") -> None:
    """The launcher starts a second process; both belong to the session made for them."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
