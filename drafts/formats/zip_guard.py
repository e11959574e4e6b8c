"""Open a zip from a stranger: every byte is counted while it is inflated, nothing is believed."""

import io
import zipfile
import zlib
from typing import Final

from drafts.formats.file_reading import Unreadable

MOST_INFLATED: Final = 40 * 1024 * 1024
MOST_ENTRIES: Final = 2_000
MOST_RATIO: Final = 100
_SMALL: Final = 1024 * 1024  # a small entry may be squeezed as far as it likes
_CHUNK: Final = 64 * 1024
_ENTRY_SIGN: Final = b"PK\x01\x02"
_BROKEN: Final = "文件不完整或者已损坏（可能没有传完）。请在文字处理软件里打开，另存后再上传。"


def inflate(data: bytes, wanted: tuple[str, ...]) -> dict[str, bytes]:
    """Every entry whose name ends with one of `wanted`, after all entries have been counted.

    Raises Unreadable for more than 2,000 entries, 40 MiB inflated or a ratio of 100, for
    encrypted, repeated or outward-pointing entries, and for sizes or checksums that lie.
    """
    if data.count(_ENTRY_SIGN) > 2 * MOST_ENTRIES:
        raise _too_many()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [one for one in archive.infolist() if not one.is_dir()]
            _check(entries)
            return _read_all(archive, entries, wanted)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, OverflowError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(_BROKEN) from error
    except (NotImplementedError, RuntimeError) as error:
        raise Unreadable("压缩方式不认识或者加了密码。请去掉密码，另存后再上传。") from error


def _check(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise _too_many()
    names = [one.filename for one in entries]
    if len(set(names)) < len(names):
        raise Unreadable("里面有重名的部件，说不清以哪个为准。请另存后再上传。")
    for one in entries:
        if one.flag_bits & 1:
            raise Unreadable("加了密码。请去掉密码，另存后再上传。")
        if ".." in one.filename.replace("\\", "/").split("/") or one.filename.startswith("/"):
            raise Unreadable("里面有指向文件之外的路径，不予打开。请另存后再上传。")


def _read_all(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], wanted: tuple[str, ...]
) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    total = 0
    for entry in entries:
        kept: list[bytes] = []
        size = 0
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                total += len(chunk)
                _count(total, size, entry.compress_size)
                if entry.filename.endswith(wanted):
                    kept.append(chunk)
        if size != entry.file_size:
            raise Unreadable(_BROKEN)
        if kept:
            found[entry.filename] = b"".join(kept)
    return found


def _count(total: int, size: int, packed: int) -> None:
    if total > MOST_INFLATED:
        raise Unreadable(
            f"解压后超过{MOST_INFLATED // 1024 // 1024} MB，不予打开。请删去图片和附件后再上传。"
        )
    if size > _SMALL and size > MOST_RATIO * packed:
        raise Unreadable(f"压缩比超过{MOST_RATIO}倍，像是恶意文件，不予打开。请另存后再上传。")


def _too_many() -> Unreadable:
    return Unreadable(f"里面的部件超过{MOST_ENTRIES}个，不予打开。请删去图片和附件后再上传。")
