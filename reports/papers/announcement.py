"""公开征求意见公告: what is asked, from when to when, where and how an opinion can be handed in.

立法法 (2023) art. 40 (the draft and its explanation are published, at least thirty days) and
art. 58 (the texts before and after, where a law in force is amended). What the office did not
give is left out.
"""

import datetime as dt

import msgspec

from drafts.numerals import to_chinese
from reports.chinese import day, period
from reports.document import Block, Document, Paragraph, Section, Style, said
from reports.model import Edition, RoundFacts
from reports.office import ContactPoint, Office
from reports.papers.announced import code, read
from reports.papers.kinds import Kind, Source
from reports.papers.wording import body, sayer, section, signed


class Call(msgspec.Struct, frozen=True):
    """What an announcement is made of: `bill` is what the bill is called before it is passed,
    `law` the title of the law in force that the draft amends, "" where it amends none; `url` where
    the draft stands on the web, "" where that is not known. `text` is the office's own wording of
    it as Markdown, "" where it says what we say."""

    facts: RoundFacts
    bill: str
    office: Office
    made_on: dt.date
    law: str = ""
    url: str = ""
    site: str = ""
    text: str = ""
    edition: Edition = Edition.PUBLIC


def write(source: Source) -> Document:
    """The announcement of a round, whether or not a comment has come in yet."""
    return document(call_of(source))


def call_of(source: Source) -> Call:
    """What the announcement of a round is made of. One that was published bears its own day."""
    material, report = source.material, source.report
    amends = material.law is not None and bool(material.amended)
    return Call(
        facts=material.facts,
        bill=report.bill,
        office=source.office,
        made_on=material.announced_on or report.made_on,
        law=material.law.title if material.law and amends else "",
        url=address(source),
        site=source.base_url.rstrip("/"),
        text=material.announcement,
        edition=report.edition,
    )


def document(call: Call) -> Document:
    """The announcement as a paper: in the office's own wording, else in ours."""
    blocks = read(call.text, call.url) if call.text.strip() else generated(call)
    signing = signed(call.facts.body, call.made_on, call.office)
    return Document(
        kind=Kind.ANNOUNCEMENT.value,
        title=_title(call),
        sections=(Section("公告", (*blocks, *signing)),),
        body=call.facts.body,
        made_on=call.made_on,
        edition=call.edition,
    )


def generated(call: Call) -> tuple[Block, ...]:
    """What we say, between the title and who signs."""
    parts: list[tuple[str, tuple[Block, ...]]] = [
        ("征求意见的时间", body(window(call.facts))),
        ("提出意见的方式", _ways(call)),
        ("有关要求", body(sayer(call.office)("announcement.request"))),
    ]
    told = [(title, blocks) for title, blocks in parts if blocks]
    blocks: list[Block] = [Paragraph(said(_opening(call)))]
    for number, (title, more) in enumerate(told, start=1):
        blocks += [section(number, title), *more]
    return (*blocks, *_annexes(call))


def address(source: Source) -> str:
    """Where on the web the draft stands and opinions are taken; "" where that is not known."""
    return place(source.base_url, source.material.facts)


def place(base_url: str, facts: RoundFacts) -> str:
    """The same for a round that may not have begun."""
    known = base_url and facts.slug
    return f"{base_url.rstrip('/')}/bills/{facts.slug}/{facts.reading}" if known else ""


def _title(call: Call) -> tuple[str, ...]:
    return call.facts.body, f"关于《{_draft(call)}》", "公开征求意见的公告"


def _draft(call: Call) -> str:
    """The draft by its own title, in which titles stand in single marks (GB/T 15834-2011)."""
    if call.facts.bill.partition("（")[0] not in call.facts.draft:
        return call.bill
    return call.facts.draft.replace("《", "〈").replace("》", "〉")


def _opening(call: Call) -> str:
    text, reading = sayer(call.office), to_chinese(call.facts.reading)
    considered = text("announcement.considered", draft=_draft(call), reading=reading)
    return considered + text("announcement.aim")


def window(facts: RoundFacts) -> str:
    """Both days belong to the period: the window is half-open, its last day the one before."""
    days = (day(facts.closes) - day(facts.opens)).days
    told = period(facts.opens, facts.closes)
    return f"征求意见的时间为{told}，共{days}天，首日和末日都包括在内。"


def _ways(call: Call) -> tuple[Block, ...]:
    """The ways the office gave, numbered; the site's own first, with a code for the telephone."""
    office, url = call.office, call.url
    elsewhere = office.website if office.website.rstrip("/") != call.site else ""
    ways = (
        ("网上提交", "登录下列网址或者扫描二维码，在所针对的条文旁边提出意见" if url else ""),
        ("网站", elsewhere),
        ("信函", _letter(office)),
        ("电子邮箱", office.email),
        ("传真", office.fax),
        ("电话", office.phone),
        ("微信公众号", office.wechat),
        ("基层立法联系点", "；".join(map(_point, office.contact_points))),
    )
    given = [f"{name}：{how}。" for name, how in ways if how]
    lines = body(*(f"{number}．{line}" for number, line in enumerate(given, start=1)))
    if not url:
        return lines
    return lines[0], Paragraph(said(url), Style.ADDRESS), code(url), *lines[1:]


def _letter(office: Office) -> str:
    """寄至某地，某单位收，邮政编码……"""
    if not office.address:
        return ""
    receiver = f"，{office.name}收" if office.name else ""
    postcode = f"，邮政编码{office.postcode}" if office.postcode else ""
    return f"寄至{office.address}{receiver}{postcode}"


def _point(point: ContactPoint) -> str:
    reached = "，".join(part for part in (point.address, point.phone) if part)
    return f"{point.name}（{reached}）" if reached else point.name


def _annexes(call: Call) -> tuple[Paragraph, ...]:
    """附件说明: the draft, the texts before and after where a law in force is amended, and what
    else the office names, one a line."""
    names = [_draft(call)]
    if call.law:
        names.append(f"《{call.law}》修改前后对照表")
    names += [line.strip() for line in sayer(call.office)("announcement.annexes").splitlines()]
    listed = [name for name in names if name]
    if len(listed) == 1:
        return (Paragraph(said(f"附件：{listed[0]}")),)
    return tuple(
        Paragraph(said(f"{'附件：' if at == 1 else '　　　'}{at}．{name}"))
        for at, name in enumerate(listed, start=1)
    )
