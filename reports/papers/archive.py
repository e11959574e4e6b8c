"""Office files are zip archives that remember when each part was written; ours do not."""

import io
import zipfile
from collections.abc import Iterable, Mapping

_DAWN = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"


def repacked(data: bytes, written: Mapping[str, Iterable[str]] | None = None) -> bytes:
    """The archive with its parts in a fixed order and without times: same parts, same bytes.

    `written` are parts put in the place of those of the same name, piece by piece, in UTF-8.
    """
    instead = written or {}
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in sorted(source.namelist(), key=lambda one: (one != _FIRST, one)):
            part = zipfile.ZipInfo(name, _DAWN)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            part.create_system = 3
            with target.open(part, "w", force_zip64=True) as file:
                for piece in instead.get(name, ()):
                    file.write(piece.encode())
                if name not in instead:
                    file.write(source.read(name))
    return packed.getvalue()
