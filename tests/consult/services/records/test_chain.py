"""The chain through the services, on both engines: draft, round, comments, clusters, decisions."""

import asyncio
import datetime as dt
import io

import msgspec
import pytest

from consult.errors import Conflict, Invalid, NotAllowed, NotFound, RoundClosed
from consult.lifecycle import RoundState
from consult.services.bills import bill, draft
from consult.services.clusters import cluster, unread
from consult.services.decisions import disposition
from consult.services.intake import intake
from consult.services.records import audit
from consult.services.rounds import round  # noqa: A004 - the noun of the house
from consult.services.submissions import comment, receipt
from consult.services.submissions.comment import CommentInput, Receipt
from consult.tables import AuditEntry, Comment, Provision, Submission
from drafts.model import Change
from reports.model import Channel, CommentKind, Outcome
from tests.consult.cast import (
    ADMIN,
    AFTER,
    COMMITTEE,
    DURING,
    FIRST,
    LAST,
    OPENING,
    SECOND,
    SECRET,
    STAFF,
    WANG,
)

pytestmark = pytest.mark.anyio
KEY = "k" * 24


async def say(
    text: str,
    key: str = KEY,
    address: str | None = "art_3__para_1__item_2",
    now: dt.datetime = DURING,
) -> Receipt:
    return await comment.submit(
        now, SECRET, slug="dogs", reading=1, address=address, form=CommentInput(text=text), key=key
    )


async def test_a_draft_is_loaded_once_and_replaced_only_before_the_public_sees_it(db: str) -> None:
    load = {"slug": "dogs", "reading": 1, "filename": "1.txt"}
    first = await draft.load_draft(STAFF, DURING, data=FIRST.encode(), **load)
    assert (first.articles, first.already, first.findings) == (5, False, ())
    again = await draft.load_draft(STAFF, DURING, data=FIRST.encode("gb18030"), **load)
    assert again.already
    fixed = await draft.load_draft(STAFF, DURING, data=SECOND.encode(), **load)
    assert (fixed.articles, fixed.already) == (6, False)
    await round.open_round(STAFF, DURING, slug="dogs", reading=1, first_day=OPENING, last_day=LAST)
    with pytest.raises(Conflict, match="不能替换"):
        await draft.load_draft(STAFF, DURING, data=FIRST.encode(), **load)


async def test_only_staff_load_drafts_and_the_slug_must_be_plain(db: str) -> None:
    with pytest.raises(NotAllowed):
        await draft.load_draft(WANG, DURING, slug="dogs", reading=1, filename="1.txt", data=b"x")
    with pytest.raises(Invalid, match="小写字母"):
        await draft.load_draft(STAFF, DURING, slug="../狗", reading=1, filename="1.txt", data=b"x")
    with pytest.raises(Invalid):
        await draft.load_draft(
            STAFF, DURING, slug="dogs", reading=1, filename="1.exe", data=b"MZ\x00"
        )


async def test_an_article_keeps_its_passport_when_its_number_changes(dogs: str) -> None:
    loaded = await draft.load_draft(
        STAFF, DURING, slug="dogs", reading=2, filename="2.txt", data=SECOND.encode()
    )
    assert (loaded.linked, loaded.proposed) == (5, 0)
    rows = await Provision.select(Provision.address, Provision.passport, Provision.draft).where(
        Provision.kind == "article"
    )
    held = {(row["draft"], row["address"]): row["passport"] for row in rows}
    first, second = sorted({row["draft"] for row in rows})
    assert held[first, "art_3"] == held[second, "art_4"]
    assert held[second, "art_3"] not in {held[first, f"art_{n}"] for n in range(1, 6)}
    page = await draft.show_draft("dogs", 2, DURING)
    assert page.changes["art_4"].change is Change.CHANGED
    assert page.changes["art_3"].change is Change.ADDED
    article = await draft.show_article("dogs", 1, "art_3__para_1__item_2", DURING)
    assert article.unit.address == "art_3"
    assert article.after_label == "第四条"


async def test_r7_the_same_form_sent_twice_is_one_comment_with_one_receipt(dogs: str) -> None:
    receipts = await asyncio.gather(*(say("独户居住太严了") for _ in range(5)))
    assert len({(r.number, r.code) for r in receipts}) == 1
    assert sorted(r.already for r in receipts) == [False, True, True, True, True]
    assert await Comment.count() == 1
    with pytest.raises(Conflict):
        await say("换了一段话")
    assert await Comment.count() == 1


async def test_r24_the_code_is_long_stored_hashed_and_forgiving_to_type(dogs: str) -> None:
    got = await say("独户居住太严了")
    assert len(got.code.replace("-", "")) == 24
    rows = await Submission.select()
    assert got.code not in str(rows)
    typed = got.code.lower().replace("-", " ")
    [page] = (await receipt.show_receipt(got.number, typed, DURING)).points
    assert page.text == "独户居住太严了"
    assert page.label == "第三条第一款第二项"
    for number, code in ((got.number, "0" * 24), ("9-9999", got.code)):
        with pytest.raises(NotFound, match="回执"):
            await receipt.show_receipt(number, code, DURING)


@pytest.mark.parametrize(
    ("now", "accepted"),
    [
        (dt.datetime.combine(OPENING, dt.time(), DURING.tzinfo), True),
        (
            dt.datetime.combine(OPENING, dt.time(), DURING.tzinfo) - dt.timedelta(milliseconds=1),
            False,
        ),
        (AFTER - dt.timedelta(milliseconds=1), True),
        (AFTER, False),
        (AFTER.astimezone(dt.UTC), False),
    ],
)
async def test_r11_the_window_is_half_open_to_the_millisecond(
    dogs: str, now: dt.datetime, accepted: bool
) -> None:
    if accepted:
        assert (await say("可以", now=now)).number
    else:
        with pytest.raises(RoundClosed):
            await say("可以", now=now)
        assert await Submission.count() == 0


async def test_an_empty_or_overlong_comment_is_refused_with_its_field(dogs: str) -> None:
    with pytest.raises(Invalid) as empty:
        await say("  \n")
    assert empty.value.field == "text"
    with pytest.raises(Invalid, match="5000"):
        await say("长" * 5001)
    with pytest.raises(NotFound):
        await say("好", address="art_99")


async def test_extending_gives_time_and_asks_for_a_reason(dogs: str) -> None:
    later = LAST + dt.timedelta(days=10)
    with pytest.raises(Invalid, match="理由"):
        await round.extend_round(STAFF, DURING, slug="dogs", reading=1, last_day=later, reason=" ")
    view = await round.extend_round(
        STAFF, DURING, slug="dogs", reading=1, last_day=later, reason="意见踊跃"
    )
    assert (view.last_day, view.state) == (later, RoundState.OPEN)
    assert (await say("赶上了", now=AFTER)).number
    closed = await round.close_round(STAFF, AFTER, slug="dogs", reading=1, reason="会议提前")
    assert closed.state is RoundState.CLOSED
    with pytest.raises(Conflict):
        await round.close_round(STAFF, AFTER, slug="dogs", reading=1, reason="会议提前")


SHEET = """来信登记表,,,,
序号,收到日期,姓名,针对条款,意见内容
1,2026-03-12,张三,第三条第一款第（二）项,独户居住把合租的人都排除了，建议删去。
2,2026-03-12,李四,第三条第一款第（二）项,独户居住把合租的人都排除了，建议删除。
3,2026-03-13,,第四条,=HYPERLINK("http://example.com")犬绳一点五米太短
4,2026-03-13,王五,第九十九条,没有这条
5,2026-03-13,赵六,,
6,昨天,孙七,,时间写错了
7,2026年3月14日,,,总体上支持
"""


async def collect(data: bytes, **more: object) -> intake.Collected:
    return await intake.collect(
        STAFF,
        DURING,
        slug="dogs",
        reading=1,
        channel=Channel.LETTER,
        filename="来信.csv",
        data=data,
        **more,  # type: ignore[arg-type]
    )


async def test_collecting_reports_rows_by_number_and_twice_adds_nothing(dogs: str) -> None:
    trial = await collect(SHEET.encode("gb18030"), dry_run=True)
    assert (trial.added, await Submission.count()) == (4, 0)
    done = await collect(SHEET.encode("gb18030"))
    assert (done.added, done.already) == (4, 0)
    assert [e.row for e in done.errors] == [6, 7, 8]
    assert "第九十九条" in str(done.errors[0].message)
    assert "日期" in str(done.errors[2].message)
    again = await collect(SHEET.encode("utf-8-sig"))
    assert (again.added, again.already) == (0, 4)
    mended = await collect(SHEET.replace("昨天", "2026-03-15").encode())
    assert (mended.added, mended.already) == (1, 4)


async def test_identical_rows_of_one_file_are_counted_each(dogs: str) -> None:
    same = "意见内容\n" + "请删去独户居住\n" * 3
    assert (await collect(same.encode())).added == 3
    assert (await collect(same.encode())).added == 0


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00", b"PK\x03\x04broken", "甲,乙\n1,2\n".encode()]
)
async def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(dogs: str, data: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        await intake.collect(
            STAFF,
            DURING,
            slug="dogs",
            reading=1,
            channel=Channel.LETTER,
            filename="来信.xlsx" if data.startswith(b"PK") else "来信.csv",
            data=data,
        )
    assert refused.value.field == "file"


async def test_clusters_keep_their_id_and_decision_when_rebuilt(dogs: str) -> None:
    await collect(SHEET.encode())
    made = await cluster.rebuild(STAFF, DURING, slug="dogs", reading=1)
    assert (made.comments, made.clusters) == (4, 3)
    desk = await cluster.bench(STAFF, "dogs", 1, "art_3", DURING)
    [card] = desk.clusters
    assert (card.size, card.outcome, card.version) == (2, None, 0)
    with pytest.raises(Invalid) as missing:
        await disposition.decide(
            STAFF, DURING, cluster_id=card.id, outcome=Outcome.NOT_ADOPTED, reason="", version=0
        )
    assert missing.value.field == "reason"
    await unread.mark_shown(STAFF, DURING, card.id)
    decided = await disposition.decide(
        STAFF, DURING, cluster_id=card.id, outcome=Outcome.ADOPTED, reason="已删去", version=0
    )
    assert decided.version == 1
    with pytest.raises(Conflict):
        await disposition.decide(
            STAFF, DURING, cluster_id=card.id, outcome=Outcome.STUDY, reason="再看", version=0
        )
    await collect("针对条款,意见内容\n第三条,独户居住把合租的人都排除了，应当删去。\n".encode())
    remade = await cluster.rebuild(STAFF, DURING, slug="dogs", reading=1)
    assert remade.kept_dispositions == 1
    page = await cluster.show_cluster(STAFF, card.id, DURING)
    assert (page.outcome, page.reason, len(page.members)) == (Outcome.ADOPTED, "已删去", 3)
    assert {m.author for m in page.members} == {"张三", "李四", ""}


async def test_a_commenter_sees_the_cluster_the_outcome_and_the_next_words(dogs: str) -> None:
    got = await say("独户居住把合租的人都排除了，建议删去。我的手机 13800001111")
    await cluster.rebuild(STAFF, DURING, slug="dogs", reading=1)
    [page] = (await receipt.show_receipt(got.number, got.code, DURING)).points
    assert page.cluster and page.cluster.outcome is None
    assert "13800001111" in page.text
    assert "13800001111" not in page.cluster.text
    await disposition.decide(
        STAFF,
        DURING,
        cluster_id=page.cluster.cluster_id,
        outcome=Outcome.ADOPTED,
        reason="二审稿删去“独户居住”。",
        version=0,
    )
    await draft.load_draft(
        STAFF, AFTER, slug="dogs", reading=2, filename="2.txt", data=SECOND.encode()
    )
    [page] = (await receipt.show_receipt(got.number, got.code, AFTER)).points
    assert page.cluster and page.cluster.outcome is Outcome.ADOPTED
    assert page.later[0].answers[0].label == "第四条"
    assert any("独户居住" in text for op, text in page.later[0].answers[0].ops if op == "-")


async def test_r33_every_change_has_its_entry_in_the_chain(dogs: str) -> None:
    await say("好")
    await collect(SHEET.encode())
    await cluster.rebuild(STAFF, DURING, slug="dogs", reading=1)
    rows = await AuditEntry.select(AuditEntry.action).order_by(AuditEntry.position)
    assert [row["action"] for row in rows] == [
        "draft.load",
        "round.open",
        "comment.submit",
        "comment.collect",
        "cluster.rebuild",
        "cluster.suggest",
    ]
    assert (await audit.verify(ADMIN)).first_bad is None


async def test_the_public_sees_only_bills_and_counts(dogs: str) -> None:
    await say("好")
    [card] = await bill.list_bills(DURING)
    view = card.at(1)
    assert view and view.round
    assert (view.articles, view.round.comments, view.round.days_left) == (5, 1, 20)
    assert msgspec.json.encode(card)
    with pytest.raises(NotAllowed):
        await cluster.bench(COMMITTEE, "dogs", 1, None, DURING)


async def test_kinds_and_consent_are_read_from_the_sheet(dogs: str) -> None:
    sheet = "意见内容,类型,同意公开姓名,姓名\n不清楚谁来登记,疑问,是,钱八\n可以,支持,否,周九\n"
    got = await collect(sheet.encode())
    assert [c.kind for c in got.comments] == [CommentKind.QUESTION, CommentKind.SUPPORT]
    rows = await Submission.select(Submission.name_public).order_by(Submission.id)
    assert [row["name_public"] for row in rows] == [True, False]


async def test_r8_two_people_rebuilding_and_importing_at_once_leave_one_truth(dogs: str) -> None:
    got = await asyncio.gather(collect(SHEET.encode()), collect(SHEET.encode()))
    assert sorted(c.added for c in got) == [0, 4]
    rebuilds = (cluster.rebuild(STAFF, DURING, slug="dogs", reading=1) for _ in range(3))
    made = await asyncio.gather(*rebuilds)
    assert {m.clusters for m in made} == {3}
    [card] = await bill.list_bills(DURING)
    view = card.at(1)
    assert view and view.round and view.round.clusters == 3
    with pytest.raises(Conflict, match="已经开始"):
        await round.open_round(
            STAFF, DURING, slug="dogs", reading=1, first_day=OPENING, last_day=LAST
        )


@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
async def test_a_word_file_is_loaded_as_the_same_text_is(db: str) -> None:
    from docx import Document

    document = Document()
    for line in FIRST.splitlines():
        if line.strip():
            document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    loaded = await draft.load_draft(
        STAFF, DURING, slug="word", reading=1, filename="草案.docx", data=file.getvalue()
    )
    assert loaded.articles == 5
    page = await draft.show_article("word", 1, "art_3", DURING)
    assert "独户居住" in page.unit.text
    assert [child.kind for child in page.unit.children] == ["paragraph", "paragraph"]
