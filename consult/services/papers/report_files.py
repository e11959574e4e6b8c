"""Papers on disk: under the hash of what is in them, for ever, whole or not at all."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from consult.config import Settings
from reports.comparison import reading_name
from reports.model import Edition
from reports.papers.formats import Format
from reports.papers.kinds import NAMES, Kind

_EDITIONS = {Edition.PUBLIC: "公开版", Edition.INTERNAL: "内部版"}


def path_of(settings: Settings, digest: str, form: Format) -> Path:
    """Where the paper with this SHA-256 is kept."""
    return settings.data_dir / "reports" / f"{digest}.{form}"


@contextmanager
def aside(path: Path, data: bytes) -> Iterator[Path]:
    """Whole or not at all (promise R16): written and synced aside, for the block to put in place;
    gone when it does not."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{secrets.token_hex(8)}.part")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield beside
    finally:
        beside.unlink(missing_ok=True)


def file_name(
    bill: str,
    reading: int,
    kind: Kind,
    edition: Edition,
    form: Format,
    volume: tuple[int, int],
    *,
    english: bool = False,
) -> str:
    """What a person calls the file; `volume` is which of how many."""
    count = f"第{volume[0]}册" if volume[1] > 1 else ""
    of = _EDITIONS[edition] + ("，英文" if english else "")
    return f"{bill}（{reading_name(reading)}）{NAMES[kind]}{count}（{of}）.{form}"
