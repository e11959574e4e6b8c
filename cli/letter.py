"""`consult letter`: a letter on several articles, cut into comments along its citations."""

from typing import TYPE_CHECKING, Any

import click

from cli.application import actor, now, run
from cli.argument import CHANNEL, bill_option, file_argument, reading_option
from cli.command import command, json_option
from cli.failure import Misused
from cli.text import _, say

if TYPE_CHECKING:
    from consult.config import Settings
    from consult.services.intake.letter import Proposal, Taken


@command(
    "letter",
    help=_(
        "把一封谈到几条的来信按它提到的条款分成几条意见，列出来看；看过以后加 --take 全部收下。"
        "原信留存，同一封再收一次不会重复。要改动分法，请到工作台“录入来信”。"
    ),
    example=_("consult letter 来信.docx --bill yunchuan-dogs --reading 1 --take --channel letter"),
)
@file_argument()
@bill_option()
@reading_option()
@click.option("--take", is_flag=True, help=_("把分出的意见全部收下；不写则只列出来"))
@click.option(
    "--channel",
    type=CHANNEL,
    metavar=_("渠道").upper(),
    help=_("来件渠道，收下时必写：letter email wechat hotline meeting contact-point"),
)
@click.option(
    "--contact-point",
    default="",
    metavar=_("名称").upper(),
    help=_("经哪个基层立法联系点转来"),
)
@json_option()
def letter(
    path: str,
    slug: str,
    reading: int,
    take: bool,
    channel: str | None,
    contact_point: str,
    as_json: bool,
) -> None:
    """Show the comments the letter at `path` seems to hold; with `take`, keep it and them."""
    from cli import source
    from cli.output import emit_json

    if take and channel is None:
        raise Misused(_("收下来信要写明渠道，如 --channel letter。"))
    data, filename = source.read(path)

    async def work(_settings: "Settings") -> "tuple[str, tuple[Proposal, ...], Taken | None]":
        from consult.services.bills import loading
        from consult.services.intake import letter as service
        from reports.model import Channel

        text = (await loading.read(data, filename)).text
        found = await service.propose(actor(), slug, reading, text)
        if channel is None or not take:
            return text, found, None
        pieces = [service.Piece(one.address, one.kind, text[one.start : one.end]) for one in found]
        sender = service.Sender(Channel(channel), contact_point=contact_point, filename=filename)
        place: dict[str, Any] = {"slug": slug, "reading": reading, "text": text}
        taken = await service.take(actor(), now(), sender=sender, pieces=pieces, **place)
        return text, found, taken

    text, found, taken = run(work)
    if as_json:
        emit_json(_told(text, found, taken))
    else:
        _tell(text, found, taken)


def _told(text: str, found: "tuple[Proposal, ...]", taken: "Taken | None") -> dict[str, Any]:
    import msgspec

    return {
        "comments": [
            {**msgspec.structs.asdict(one), "text": text[one.start : one.end]} for one in found
        ],
        "numbers": list(taken.numbers) if taken else [],
        "already": bool(taken and taken.already),
    }


def _tell(text: str, found: "tuple[Proposal, ...]", taken: "Taken | None") -> None:
    from consult.services.intake.letter import MOST
    from drafts.address import label
    from reports.review import KIND_NAMES

    for place, one in enumerate(found, start=1):
        where = label(one.address) if one.address else _("全文")
        click.echo(f"{place}. {where}  [{_(KIND_NAMES[one.kind])}]")
        click.echo(f"   {' '.join(text[one.start : one.end].split())}")
    if len(found) == MOST:
        sentence = say("一封信最多分成 {n} 条，后面的可能没有分出，请看原信末尾。", n=MOST)
        click.echo(sentence, err=True)
    if taken is None:
        click.echo(say("分出 {n} 条意见，没有收下。看过无误，加 --take 收下。", n=len(found)))
    elif taken.already:
        numbers = "、".join(taken.numbers)
        click.echo(say("这封来信已经收过，编号：{numbers}。没有再收。", numbers=numbers))
    else:
        numbers = "、".join(taken.numbers)
        click.echo(
            say(
                "收下 {n} 条意见，编号：{numbers}。运行 consult cluster 把它们归类。",
                n=len(taken.numbers),
                numbers=numbers,
            )
        )
