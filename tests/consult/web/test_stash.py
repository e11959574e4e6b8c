"""Keeping a spreadsheet between preview and import."""

import datetime as dt

from consult.web.stash import Stash
from tests.site import NOW


def test_a_file_lasts_half_an_hour_and_only_for_its_owner() -> None:
    stash = Stash()
    ticket = stash.keep(1, "a.csv", b"x", NOW)
    assert stash.fetch(ticket, 1, NOW) is not None
    assert stash.fetch(ticket, 2, NOW) is None
    assert stash.fetch(ticket, 1, NOW + dt.timedelta(minutes=30)) is None


def test_old_files_make_room() -> None:
    stash = Stash()
    first = stash.keep(1, "a.csv", bytes(40 * 1024 * 1024), NOW)
    second = stash.keep(1, "b.csv", bytes(40 * 1024 * 1024), NOW)
    assert stash.fetch(first, 1, NOW) is None
    assert stash.fetch(second, 1, NOW) is not None
