"""Where the parts of a paper are laid out: kept ones from the shelf, new ones on every core.

A part is a pure function of its HTML, the style sheet and the fonts, so what was laid out once is
kept under the digest of these: a changed decision lays out a few pages anew, not all.
"""

import hashlib
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from pathlib import Path

from consult.services.work.worker import follow_parent
from reports.faces import OwnFace
from reports.parts import Part
from reports.pdf import Press, fingerprint

SEVERAL_FROM = 400_000
"""Characters of HTML (some 150 pages) from which starting further processes pays."""
KEPT_BYTES = 512 * 1024 * 1024
_SPAWN = multiprocessing.get_context("spawn")
_press: list[Press] = []


class Pressroom:
    """Lays parts out for `reports.paper.printed`; made for one style sheet and an office's own
    fonts, used once."""

    def __init__(
        self,
        css: str,
        shelf: Path,
        workers: int,
        say: Callable[[str], None],
        faces: tuple[OwnFace, ...] = (),
    ) -> None:
        self._css, self._shelf, self._workers, self._say = css, shelf, workers, say
        self._faces = faces
        look = css + fingerprint() + "".join(face.digest for face in faces)
        self._salt = hashlib.sha256(look.encode()).digest()

    def __call__(self, parts: Sequence[Part]) -> Iterator[bytes]:
        """The pages of every part, in order. Raises what laying out raises."""
        self._shelf.mkdir(parents=True, exist_ok=True)
        missing = [part for part in parts if not self._path(part).is_file()]
        for done, (part, pages) in enumerate(self._laid_out(missing), start=1):
            self._keep(self._path(part), pages)
            self._say(f"制版 {100 * (len(parts) - len(missing) + done) // len(parts)}%")
        for part in parts:
            path = self._path(part)
            path.touch()
            yield path.read_bytes()
        self._tidy()

    def _laid_out(self, parts: Sequence[Part]) -> Iterator[tuple[Part, bytes]]:
        """Parts as they are finished, the largest begun first."""
        if not parts:
            return
        if self._workers < 2 or sum(len(part.html) for part in parts) < SEVERAL_FROM:
            press = Press(self._css, self._faces)
            yield from ((part, press.sheets(part.html)) for part in parts)
            return
        with ProcessPoolExecutor(
            self._workers, mp_context=_SPAWN, initializer=_begin, initargs=(self._css, self._faces)
        ) as pool:
            largest_first = sorted(parts, key=lambda part: -len(part.html))
            begun: dict[Future[bytes], Part] = {
                pool.submit(_sheets, part.html): part for part in largest_first
            }
            try:
                for future in as_completed(begun):
                    yield begun[future], future.result()
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def _path(self, part: Part) -> Path:
        digest = hashlib.sha256(self._salt + part.html.encode("utf-8", "surrogatepass"))
        return self._shelf / f"{digest.hexdigest()}.pdf"

    def _keep(self, path: Path, pages: bytes) -> None:
        aside = path.with_suffix(f".{os.getpid()}.part")
        aside.write_bytes(pages)
        aside.replace(path)

    def _tidy(self) -> None:
        """Throw away what was not used for longest, beyond half a gigabyte."""
        kept = [(path.stat().st_mtime, path) for path in self._shelf.glob("*.pdf")]
        total = 0
        for _, path in sorted(kept, reverse=True):
            total += path.stat().st_size
            if total > KEPT_BYTES:
                path.unlink(missing_ok=True)


def workers() -> int:
    """How many processes lay out at once: one a core, at most eight."""
    return min(8, os.cpu_count() or 1)


def _begin(css: str, faces: tuple[OwnFace, ...]) -> None:
    """A worker's start: WeasyPrint made ready, and an eye on the process that started it."""
    follow_parent()
    _press.append(Press(css, faces))


def _sheets(html: str) -> bytes:
    return _press[0].sheets(html)
