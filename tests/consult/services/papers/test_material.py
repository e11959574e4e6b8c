"""What a report is made from: how writers are reached goes with it, and into the ledger alone."""

import datetime as dt

import msgspec
import pytest

from consult.services.clusters import cluster
from consult.services.intake import intake
from consult.services.papers import material
from consult.services.submissions import comment
from consult.services.submissions.comment import CommentInput
from consult.services.submissions.target import QUOTE, Asked
from drafts.anchoring import Selector
from reports.assemble import assemble
from reports.export import to_csv, to_json
from reports.manifest import encoded
from reports.model import Channel, Edition
from reports.papers import adoption, ledger, summary
from reports.papers.kinds import Source
from tests.consult.cast import AFTER, DURING, SECRET, STAFF

pytestmark = pytest.mark.anyio
PHONE = "canary-13800138000"
SHEET = f"意见,姓名,联系方式,条款\n登记期限太短,吴某某,{PHONE},第四条\n"


async def _filled() -> Source:
    """Two comments, one by post with a telephone number, one from the page without."""
    await intake.collect(
        STAFF,
        DURING,
        slug="dogs",
        reading=1,
        channel=Channel.LETTER,
        filename="来信.csv",
        data=SHEET.encode(),
    )
    await comment.submit(
        DURING,
        SECRET,
        slug="dogs",
        reading=1,
        address="art_4",
        form=CommentInput(text="犬绳可以再长一些。"),
        key="material-000000000001",
    )
    await cluster.rebuild(STAFF, DURING, slug="dogs", reading=1)
    made, _ = await material.gather("dogs", 1)
    report = assemble(made, edition=Edition.INTERNAL, made_on=AFTER.date() + dt.timedelta(days=1))
    return Source(made, report)


async def test_it_says_how_a_writer_is_reached_and_what_file_a_comment_came_in_with(
    dogs: str,
) -> None:
    source = await _filled()
    by_letter = [one for one in source.material.comments if one.channel is Channel.LETTER]
    (sender,) = source.material.senders.values()
    assert list(source.material.senders) == [one.id for one in by_letter]
    assert (sender.contact, sender.source[:2]) == (PHONE, "来信")
    assert PHONE in msgspec.json.encode(ledger.write(source)).decode()


async def test_only_the_ledger_says_it(dogs: str) -> None:
    source = await _filled()
    for said in (
        msgspec.json.encode(summary.write(source)),
        msgspec.json.encode(adoption.write(source)),
        to_json(source.report),
        to_csv(source.report),
        encoded(source.report.manifest),
    ):
        assert "canary" not in said.decode()


async def test_the_words_a_comment_speaks_of_stand_beside_it_and_change_no_other_hash(
    dogs: str,
) -> None:
    await comment.submit(
        DURING,
        SECRET,
        slug="dogs",
        reading=1,
        address="art_4",
        form=CommentInput(text="太短。"),
        key="material-000000000002",
        about=Asked(QUOTE, Selector("一点五米")),
    )
    source = await _filled()
    [spoken] = [one.spoken for one in source.material.comments if one.spoken]
    assert spoken == "一点五米"
    assert "“一点五米”" in to_csv(source.report).decode("utf-8-sig")
    silent = next(one for one in source.material.comments if not one.spoken)
    assert b"spoken" not in msgspec.json.encode(silent), "older papers keep their hashes"
