"""The audit chain as a page: filters, entries newest first, a file of them, and a check of all."""

import csv
import datetime as dt
import io
from typing import Any

from litestar import Controller, Response, get
from msgspec.structs import asdict

from consult.errors import Invalid
from consult.i18n import translate
from consult.services.records import audit, trail, words
from consult.services.records.sentences import KINDS
from consult.services.records.trail import Asked, Entry
from consult.web.pages import asked, private
from consult.web.request import Req, actor_of, locale_of, now_of
from reports.export import neutral

ACCESS = "audit.read"
_FIELDS = ("who", "kind", "subject", "bill", "since", "until")


class AuditController(Controller):
    """/staff/audit"""

    @get("/staff/audit", access=ACCESS, name="audit:index")
    async def index(self, request: Req) -> Response[Any]:
        """The entries asked for; with `check`, whether everything still fits."""
        actor = actor_of(request)
        told = _asked(request)
        page = await trail.read(actor, told, before=_before(request))
        check = await audit.verify(actor) if asked(request, "check", 1) else None
        tell = translate(locale_of(request))
        return private(
            request,
            "audit/index.html",
            page=page,
            tell=tell,
            asked=told,
            query={name: str(value) for name, value in asdict(told).items() if value},
            kinds={name: kind[0] for name, kind in KINDS.items()},
            head=await audit.head(),
            check=check,
            bad=[_sentence(tell, one) for one in check.bad] if check else [],
            now=now_of(request),
        )

    @get("/staff/audit.csv", access=ACCESS, name="audit:download")
    async def download(self, request: Req) -> Response[bytes]:
        """The same entries as a spreadsheet."""
        page = await trail.read(actor_of(request), _asked(request), most=trail.MOST)
        return Response(
            _sheet(page.entries),
            media_type="text/csv",
            headers={
                "content-disposition": 'attachment; filename="audit.csv"',
                "cache-control": "no-store",
            },
        )


def _asked(request: Req) -> Asked:
    told = {name: (asked(request, name) or "").strip() for name in _FIELDS}
    return Asked(
        who=told["who"],
        kind=told["kind"],
        subject=told["subject"],
        bill=told["bill"],
        since=_day(told["since"], "since"),
        until=_day(told["until"], "until"),
    )


def _day(said: str, field: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(said) if said else None
    except ValueError:
        raise Invalid("看不懂日期“{said}”，请写成 2026-03-10。", field=field, said=said) from None


def _before(request: Req) -> int | None:
    said = asked(request, "before", 12) or ""
    return int(said) if said.isascii() and said.isdigit() else None


def _sentence(tell: Any, bad: Any) -> str:
    sentence, values = words.told(bad)
    told = {
        name: tell(one) if isinstance(one, str) and one else one for name, one in values.items()
    }
    return str(tell(sentence).format(**told))


def _sheet(entries: tuple[Entry, ...]) -> bytes:
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(("序号", "时间", "谁", "做了什么", "对象", "动作", "内容", "摘要"))
    for one in entries:
        detail = "；".join(f"{name}={value}" for name, value in one.detail.items())
        told = (one.actor, one.says, one.subject, one.action, detail, one.digest)
        writer.writerow((one.position, one.at.isoformat(), *map(neutral, told)))
    return sheet.getvalue().encode("utf-8-sig")
