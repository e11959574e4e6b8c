"""Work in pieces that do not need one another, by this process and one more."""

import multiprocessing
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any, Generic, TypeVar

Piece = TypeVar("Piece")
Made = TypeVar("Made")

_SPAWN = multiprocessing.get_context("spawn")


def each(
    work: Callable[[Piece], Made],
    pieces: Sequence[Piece],
    *,
    helped: bool,
    say: Callable[[float], None],
) -> list[Made]:
    """What `work` makes of each piece, in their order; the same whether `helped` or not.

    A second process takes pieces from the end while this one works from the start; it ends with
    this one, however this one ends. `work` stands at the top of a module. `say` hears the share
    done; what it raises ends the work.
    """
    made: dict[int, Made] = {}
    helper = Helper(work) if helped else None
    first, last = 0, len(pieces)
    try:
        while len(made) < len(pieces):
            say(len(made) / len(pieces))
            if helper:
                made.update(helper.done(wait=first >= last))
                if helper.free and last - first > 1:
                    last -= 1
                    helper.give(last, pieces[last])
                if helper.lost:
                    made.update({place: work(pieces[place]) for place in helper.left()})
                    helper = None
            if first < last:
                made[first] = work(pieces[first])
                first += 1
    finally:
        if helper:
            helper.end()
    return [made[place] for place in range(len(pieces))]


class Helper(Generic[Piece, Made]):
    """Another process that does the same work, one piece at a time: it is given the next only
    when it waits for it, so that the two never write to one another at once. It may be lost at
    any time; then what it held is still to be done."""

    def __init__(self, work: Callable[[Piece], Made]) -> None:
        self._held: list[int] = []
        self._here, there = _SPAWN.Pipe()
        self._process: BaseProcess = _SPAWN.Process(target=_serve, args=(work, there), daemon=True)
        self.lost = False
        try:
            with _nameless():
                self._process.start()
        except (RuntimeError, AssertionError, OSError):  # where no process may start another
            self.lost = True
        there.close()

    @property
    def free(self) -> bool:
        """Whether it can take a piece."""
        return not self.lost and not self._held

    def give(self, place: int, piece: Piece) -> None:
        """Let it work on a piece."""
        self._held.append(place)
        try:
            self._here.send((place, piece))
        except OSError:
            self.lost = True

    def done(self, wait: bool) -> list[tuple[int, Made]]:
        """What it has made since it was last asked; with `wait` also what it still works on."""
        try:
            if self._held and self._here.poll(None if wait else 0):
                made = self._here.recv()
                self._held.clear()
                return [made]
        except (EOFError, OSError):
            self.lost = True
        return []

    def left(self) -> list[int]:
        """The pieces a lost helper held."""
        self.end()
        return self._held

    def end(self) -> None:
        """It is not needed any more."""
        self._here.close()
        if self._process.pid is not None:
            self._process.kill()
            self._process.join()


@contextmanager
def _nameless() -> Iterator[None]:
    """Let a process begin that does not read the program this one was started with: a script
    that is not guarded against that would do all its work a second time."""
    program = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = program


def _serve(work: Callable[[Any], Any], there: "Connection[Any, Any]") -> None:
    """The other process: a piece, what was made of it, until nobody asks any more."""
    try:
        while True:
            place, piece = there.recv()
            there.send((place, work(piece)))
    except (EOFError, OSError):
        return
