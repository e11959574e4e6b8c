"""The sample comments: seeded, the same in every process, composed from hand-written words.

`comments(reading)` is what arrived in a round, `dispositions(reading)` what the office decided
about each opinion, `spreadsheets(reading)` the files in which a clerk kept what did not come by
the web. Everyone and everything in them is invented.
"""

from consult.sample.arrivals import comments, reading_text
from consult.sample.opinions import HERE, opinions
from consult.sample.replies import Reply, replies
from consult.sample.sheets import Sheet, spreadsheets
from consult.sample.windows import BILL, BODY, UNTIL, WINDOWS, SampleComment, Window
from reports.model import Outcome

__all__ = [
    "BILL",
    "BODY",
    "UNTIL",
    "WINDOWS",
    "Reply",
    "SampleComment",
    "Sheet",
    "Window",
    "comments",
    "dispositions",
    "duties",
    "reading_text",
    "replies",
    "spreadsheets",
]


def duties() -> bytes:
    """The 责任清单 of the first reading, a table file."""
    return (HERE / "duties.csv").read_bytes()


def dispositions(reading: int) -> dict[str, tuple[Outcome, str]]:
    """What the office decided about each opinion, by its id, and the published reason.

    Empty for the third reading: its round is still open and nothing is decided.
    """
    return {
        one.id: (one.outcome, one.answer) for one in opinions(reading) if one.outcome is not None
    }
