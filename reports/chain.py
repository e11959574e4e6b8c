"""All readings of a bill as one frozen record: its texts, how they are linked, what was said of
each, and the reports assembled from them for one edition."""

import datetime as dt
from collections.abc import Mapping

import msgspec

from drafts.model import Draft, LinkStatus, Row
from reports.editions import true_report
from reports.model import Edition, Material
from reports.office import Office
from reports.review import ReviewReport


class Step(msgspec.Struct, frozen=True):
    """A text of the bill. `passports` name the permanent identity of its articles by address,
    `changes` compare it with the next text (empty for the newest), `material` is what was said
    of it where opinions were asked for."""

    reading: int
    title: str
    draft: Draft
    passports: dict[str, int]
    changes: tuple[Row, ...] = ()
    material: Material | None = None


class Chain(msgspec.Struct, frozen=True):
    """The texts of a bill in order, at least one."""

    bill: str
    body: str
    steps: tuple[Step, ...]


class ChainSource(msgspec.Struct, frozen=True):
    """What a paper over all readings is written from: the chain and, for each of its steps, the
    report of its round in one edition (masked and signed accordingly), None where there was no
    round."""

    chain: Chain
    reports: tuple[ReviewReport | None, ...]
    edition: Edition
    made_on: dt.date
    office: Office = Office()
    base_url: str = ""


def assembled(
    chain: Chain,
    *,
    edition: Edition,
    made_on: dt.date,
    versions: Mapping[str, str] | None = None,
    office: Office | None = None,
    base_url: str = "",
) -> ChainSource:
    """The chain with the report of each of its rounds. Raises what `true_report` raises."""
    reports = tuple(
        true_report(step.material, edition=edition, made_on=made_on, versions=versions)
        if step.material
        else None
        for step in chain.steps
    )
    return ChainSource(chain, reports, edition, made_on, office or Office(), base_url)


def forebears(chain: Chain, at: int, address: str) -> list[set[str]]:
    """The articles of each step before `at` that the one at `address` came from, by sure links,
    the nearest step first; of what was put together there are several."""
    found: list[set[str]] = []
    here = {address}
    for step in reversed(chain.steps[:at]):
        here = {
            row.old
            for row in step.changes
            if row.old and row.new in here and row.status is LinkStatus.AUTOMATIC
        }
        found.append(here)
    return found
