"""When the sample's rounds are open, and the shape of a sample comment."""

import datetime as dt
from zoneinfo import ZoneInfo

import msgspec

from reports.model import Channel, CommentKind

SHANGHAI = ZoneInfo("Asia/Shanghai")
BODY = "云川市人民代表大会常务委员会"
BILL = "云川市养犬管理条例"


class Window(msgspec.Struct, frozen=True):
    """When a round is open: half-open [opens, closes), as in the house everywhere."""

    opens: dt.datetime
    closes: dt.datetime


WINDOWS = {
    1: Window(dt.datetime(2026, 3, 10, tzinfo=SHANGHAI), dt.datetime(2026, 4, 10, tzinfo=SHANGHAI)),
    2: Window(dt.datetime(2026, 7, 6, tzinfo=SHANGHAI), dt.datetime(2026, 8, 6, tzinfo=SHANGHAI)),
    3: Window(dt.datetime(2026, 11, 2, tzinfo=SHANGHAI), dt.datetime(2026, 12, 3, tzinfo=SHANGHAI)),
}
"""The windows of the three rounds: 10 March–9 April, 6 July–5 August, 2 November–2 December."""

UNTIL = {**{n: window.closes for n, window in WINDOWS.items()}}
UNTIL[3] = dt.datetime(2026, 11, 22, tzinfo=SHANGHAI)
"""Before when the comments arrived: the third round is still open when the demo looks at it."""


class SampleComment(msgspec.Struct, frozen=True):
    """One comment as it arrived. `article` is the provision as printed or as a clerk wrote it
    (may be blank), `address` what that says. `form` tells why an unusual one is here."""

    reading: int
    channel: Channel
    opinion: str
    address: str | None
    article: str
    kind: CommentKind
    text: str
    received: dt.datetime
    proposed: str = ""
    reason: str = ""
    name: str = ""
    contact: str = ""
    region: str = ""
    name_public: bool = False
    form: str = ""
