"""The office's public answers to the sample's questions. All invented."""

import functools
import tomllib

import msgspec

from consult.sample.opinions import HERE


class Reply(msgspec.Struct, frozen=True):
    """A public answer, given `days` days after the last one asked."""

    text: str
    days: int


@functools.cache
def replies(reading: int) -> dict[str, Reply]:
    """The answers of a reading, by the id of the opinion that asks; not every question has one."""
    table = tomllib.loads((HERE / "replies.toml").read_text("utf-8"))
    return msgspec.convert(table.get(str(reading), {}), dict[str, Reply])
