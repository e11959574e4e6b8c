"""Pictures of the office's folder, as the `data:` addresses a paper may hold."""

import base64
from pathlib import Path

from consult.office.flaws import Flaw, bytes_of

LARGEST = 2 * 1024 * 1024
_KINDS = {".svg": "image/svg+xml", ".png": "image/png"}
_SIGNS = {".svg": (b"<", b"\xef\xbb\xbf<"), ".png": (b"\x89PNG\r\n\x1a\n",)}


def picture(folder: Path, name: str, *, file: str, line: int) -> str:
    """The `data:` address of the picture `name`, spoken of on a line of `file`. Raises Flaw."""
    path = (folder / name).resolve()
    where = {"file": file, "line": line, "name": name}
    if not path.is_relative_to(folder.resolve()):
        raise Flaw("{file} 第 {line} 行：“{name}”不在机关文件夹里。请把它放进去。", **where)
    if path.suffix.lower() not in _KINDS:
        raise Flaw("{file} 第 {line} 行：“{name}”不是 SVG 或 PNG 图片。", **where)
    if not path.is_file():
        raise Flaw("{file} 第 {line} 行：机关文件夹里没有“{name}”。", **where)
    data = bytes_of(path, name)
    if len(data) > LARGEST:
        raise Flaw("{file} 第 {line} 行：“{name}”太大，图片不要超过 2 MB。", **where)
    kind = path.suffix.lower()
    if not data.lstrip().startswith(_SIGNS[kind]):
        raise Flaw("{file} 第 {line} 行：“{name}”的内容与扩展名不符。", **where)
    return f"data:{_KINDS[kind]};base64,{base64.b64encode(data).decode('ascii')}"
