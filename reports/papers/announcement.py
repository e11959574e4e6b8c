"""公开征求意见公告: what is asked, from when to when, where and how an opinion can be handed in.

立法法 (2023) art. 40 (the draft and its explanation are published, at least thirty days) and
art. 58 (the texts before and after, where a law in force is amended). What the office did not
give is left out.
"""

import io

import segno

from drafts.numerals import to_chinese
from reports.chinese import day
from reports.document import Block, Document, Paragraph, Picture, Section, Style, said
from reports.office import ContactPoint, Office
from reports.papers.kinds import Kind, Source
from reports.papers.wording import body, sayer, section, signed

_QR_SIDE = 4
"""Blank modules around the code (ISO/IEC 18004:2015, 6.3.8)."""


def write(source: Source) -> Document:
    """The announcement of a round, whether or not a comment has come in yet."""
    report = source.report
    ways = _ways(source)
    parts: list[tuple[str, tuple[Block, ...]]] = [
        ("征求意见的时间", body(_window(source))),
        ("提出意见的方式", ways),
        ("有关要求", body(sayer(source.office)("announcement.request"))),
    ]
    told = [(title, blocks) for title, blocks in parts if blocks]
    blocks: list[Block] = [Paragraph(said(_opening(source)))]
    for number, (title, more) in enumerate(told, start=1):
        blocks += [section(number, title), *more]
    blocks += [*_annexes(source), *signed(report.body, report.made_on, source.office)]
    return Document(
        kind=Kind.ANNOUNCEMENT.value,
        title=_title(source),
        sections=(Section("公告", tuple(blocks)),),
        body=report.body,
        made_on=report.made_on,
        edition=report.edition,
    )


def address(source: Source) -> str:
    """Where on the web the draft stands and opinions are taken; "" where that is not known."""
    facts = source.material.facts
    known = source.base_url and facts.slug
    return f"{source.base_url.rstrip('/')}/bills/{facts.slug}/{facts.reading}" if known else ""


def _title(source: Source) -> tuple[str, ...]:
    facts = source.material.facts
    return facts.body, f"关于《{_draft(source)}》", "公开征求意见的公告"


def _draft(source: Source) -> str:
    """The draft by its own title, in which titles stand in single marks (GB/T 15834-2011)."""
    facts = source.material.facts
    if facts.bill.partition("（")[0] not in facts.draft:
        return source.report.bill
    return facts.draft.replace("《", "〈").replace("》", "〉")


def _opening(source: Source) -> str:
    text, reading = sayer(source.office), to_chinese(source.material.facts.reading)
    considered = text("announcement.considered", draft=_draft(source), reading=reading)
    return considered + text("announcement.aim")


def _window(source: Source) -> str:
    """Both days belong to the period: the window is half-open, its last day the one before."""
    report = source.report
    days = (day(report.closes) - day(report.opens)).days
    return f"征求意见的时间为{report.period}，共{days}天，首日和末日都包括在内。"


def _ways(source: Source) -> tuple[Block, ...]:
    """The ways the office gave, numbered; the site's own first, with a code for the telephone."""
    office, url, site = source.office, address(source), source.base_url.rstrip("/")
    elsewhere = office.website if office.website.rstrip("/") != site else ""
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
    return lines[0], Paragraph(said(url), Style.ADDRESS), _code(url), *lines[1:]


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


def _code(url: str) -> Picture:
    """The address as a QR code (ISO/IEC 18004), the same drawing for the same address."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        out, kind="svg", border=_QR_SIDE, xmldecl=False, svgns=True, nl=False, scale=3
    )
    return Picture(out.getvalue().decode(), f"二维码，内容是{url}", "扫描二维码提出意见")


def _annexes(source: Source) -> tuple[Paragraph, ...]:
    """附件说明: the draft, the texts before and after where a law in force is amended, and what
    else the office names, one a line."""
    names = [_draft(source)]
    if source.material.law is not None and source.material.amended:
        names.append(f"《{source.material.law.title}》修改前后对照表")
    names += [line.strip() for line in sayer(source.office)("announcement.annexes").splitlines()]
    listed = [name for name in names if name]
    if len(listed) == 1:
        return (Paragraph(said(f"附件：{listed[0]}")),)
    return tuple(
        Paragraph(said(f"{'附件：' if at == 1 else '　　　'}{at}．{name}"))
        for at, name in enumerate(listed, start=1)
    )
