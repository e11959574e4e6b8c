"""What departments said of clusters, for the internal edition: beside the decision it served, and
counted for each department. The public reads the office's own decision and reason only.

行政法规制定程序条例 (2017) arts. 17, 20: how differing views of departments are brought together.
"""

import datetime as dt
from collections import defaultdict

import msgspec

from reports.model import Advice, Edition, Material


class Answering(msgspec.Struct, frozen=True):
    """How a department answered what it was asked. Every request is in one of the five figures:
    answered `in_time` or `late`; `waiting` with its day still to come, or `overdue`; `unanswered`
    and decided on without it."""

    department: str
    in_time: int = 0
    late: int = 0
    waiting: int = 0
    overdue: int = 0
    unanswered: int = 0

    @property
    def asked(self) -> int:
        """How many clusters it was asked about."""
        return self.answered + self.waiting + self.overdue + self.unanswered

    @property
    def answered(self) -> int:
        """How many of them it answered."""
        return self.in_time + self.late


def advice_on(material: Material, cluster: str, edition: Edition) -> tuple[Advice, ...]:
    """What departments were asked and said about a cluster, by name; nothing in public."""
    if edition is Edition.PUBLIC:
        return ()
    return tuple(sorted(material.advice.get(cluster, ()), key=lambda one: one.department))


def answering(material: Material, edition: Edition, today: dt.date) -> tuple[Answering, ...]:
    """The figures of each department that was asked, by name; nothing in public. What was due
    before `today` is overdue."""
    counted: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for cluster in material.clusters:
        for one in advice_on(material, cluster.id, edition):
            decided = cluster.id in material.dispositions
            counted[one.department][_figure(one, decided=decided, today=today)] += 1
    return tuple(Answering(name, **figures) for name, figures in sorted(counted.items()))


def total(found: tuple[Answering, ...]) -> Answering:
    """The sums of all departments; its name is ""."""
    names = Answering.__struct_fields__[1:]
    return Answering("", *(sum(getattr(one, name) for one in found) for name in names))


def _figure(one: Advice, *, decided: bool, today: dt.date) -> str:
    if one.outcome is not None:
        return "in_time" if one.in_time else "late"
    if decided:
        return "unanswered"
    return "overdue" if one.due < today else "waiting"
