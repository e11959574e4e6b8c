"""A law in force and a decision: what the decision changes, and what is kept of both."""

import hashlib
from pathlib import Path
from random import Random

import pytest

from bench.decisions import decision
from bench.laws import version_pairs
from consult.errors import Conflict, Invalid, NotAllowed, NotFound
from consult.services.bills import amended, consolidating, draft, linking, passport, review, ruling
from consult.services.bills.amended import AmendedRow, Outcome
from consult.services.bills.consolidating import File, Unapplied
from consult.services.bills.loading import LoadedDraft
from consult.services.papers import material
from consult.services.records import find
from consult.services.rounds import round as rounds
from consult.services.submissions import comment
from consult.services.submissions.comment import CommentInput
from consult.tables import Amendment, AuditEntry, Draft
from drafts import amendment, splitter
from drafts.model import Change
from drafts.rulings import Action
from tests.consult.cast import COMMITTEE, DURING, FIRST, LAST, OPENING, SECRET, STAFF
from tests.consult.parks import (
    BASE_FILE,
    BROKEN_DECISION,
    CASES,
    DECISION,
    DECISION_FILE,
    LAW,
    SECOND_DECISION,
)

TITLE = "云川市人民代表大会常务委员会关于修改《云川市公园管理条例》的决定（草案）"
BROKEN = File("决定.txt", BROKEN_DECISION.encode())
SECOND = File("决定二.txt", SECOND_DECISION.encode())


def drawn(one: AmendedRow) -> str:
    """A row as the golden page writes it."""
    lines = [" ".join(filter(None, (one.old_label, "→", one.new_label, one.row.change.value)))]
    if one.changed:
        steps = (f"[{op}{words}{op}]" if op != "=" else words for op, words in one.row.ops)
        lines.append("  " + "".join(steps).replace("\n", ""))
    lines += [f"  ＊ {words}" for words in one.instruction.splitlines()]
    lines += [f"  ◇ {one.note}"] if one.note else []
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("texts", "want"), [case[2:] for case in CASES], ids=[case[1] for case in CASES]
)
def test_every_article_is_told_with_the_instruction_that_changed_it(texts: str, want: str) -> None:
    law, decision = texts.rstrip("\n").split("\n→\n")
    base = splitter.split(law)
    applied = amendment.apply(base, decision)
    assert applied.failed == ()
    outcome = Outcome(applied.rows, applied.failed, applied.links)
    new = splitter.split(applied.text)
    view = amended.beside(base, new, outcome, title="", text=decision, sha256="")
    assert "\n".join(drawn(one) for one in (*view.rows, *view.others)) == want.rstrip("\n")


@pytest.mark.fixtures
def test_in_real_laws_every_change_has_its_instruction(corpus: Path) -> None:
    for law, old, new in version_pairs(corpus):
        said = decision(old, new, Random(7))
        applied = amendment.apply(old, said)
        outcome = Outcome(applied.rows, applied.failed, applied.links)
        tree = splitter.split(applied.text)
        view = amended.beside(old, tree, outcome, title="", text=said, sha256="")
        assert [one.new_label for one in view.changed if not one.instruction] == [], law
        shown = [one.address for one in tree.articles()]
        assert list(dict.fromkeys(row.row.new for row in view.rows if row.row.new)) == shown, law


async def _load(
    reading: int = 1, decision: File = DECISION_FILE, *, partly: bool = False
) -> LoadedDraft:
    return await consolidating.load(
        *(STAFF, DURING),
        slug="parks",
        reading=reading,
        base=BASE_FILE,
        decision=decision,
        body="云川市人大常委会",
        partly=partly,
    )


@pytest.mark.anyio
async def test_the_consolidated_text_is_what_people_read_and_comment_on(db: str) -> None:
    loaded = await _load()
    assert (loaded.title, loaded.articles, loaded.already) == (TITLE, 9, False)
    page = await draft.show_draft("parks", 1, DURING)
    assert page.bill.title == TITLE.removesuffix("（草案）")
    assert page.draft.title == "云川市公园管理条例"
    assert page.amended and len(page.amended.changed) == 7
    [gone] = page.amended.gone["art_8"]
    assert (gone.old_label, gone.instruction) == ("第七条", "删去第七条。")
    await rounds.open_round(
        STAFF, DURING, slug="parks", reading=1, first_day=OPENING, last_day=LAST
    )
    for key, address in (("a", "art_7__para_1__item_3"), ("b", "art_6")):
        form = CommentInput(text="孔明灯应当禁止")
        await comment.submit(
            *(DURING, SECRET),
            slug="parks",
            reading=1,
            address=address,
            form=form,
            key=key * 24,
        )
    about = await draft.show_article("parks", 1, "art_7", DURING)
    assert about.count.comments == 1
    [row] = about.amended
    assert (row.old_label, row.new_label) == ("第六条", "第七条")


@pytest.mark.anyio
async def test_both_sources_are_kept_with_their_hashes_and_told_in_the_audit(db: str) -> None:
    await _load()
    row = await Amendment.select().first()
    assert row is not None
    assert (row["base_text"], row["text"]) == (LAW, DECISION)
    digests = [hashlib.sha256(text.encode()).hexdigest() for text in (LAW, DECISION)]
    assert [row["base_sha256"], row["sha256"]] == digests
    entry = await AuditEntry.select().where(AuditEntry.action == "draft.load").first()
    assert entry is not None and all(digest in entry["detail"] for digest in digests)


@pytest.mark.anyio
async def test_what_cannot_be_applied_stops_it_until_a_person_says_so(db: str) -> None:
    with pytest.raises(Unapplied) as refusal:
        await _load(decision=BROKEN)
    assert "有 2 处没有套用" in str(refusal.value)
    assert "删去第六条第九项" in str(refusal.value) and "游泳" in str(refusal.value)
    assert await Draft.count() == 0
    loaded = await _load(decision=BROKEN, partly=True)
    failed = [one for one in loaded.findings if one.rule == "amend-failed"]
    tree = await find.tree(await find.draft_row("parks", 1))
    at = {unit.start: unit.label for unit in tree.articles()}
    assert [at.get(one.start) for one in failed] == ["第二条", "第七条"]
    page = await draft.show_amendment("parks", 1, DURING)
    assert len(page.amended.failed) == 2


@pytest.mark.anyio
async def test_a_decision_that_does_nothing_at_all_is_refused(db: str) -> None:
    other = File("别的决定.txt", DECISION.replace("公园管理条例", "水库管理条例").encode())
    with pytest.raises(Invalid, match="一处也没有套用"):
        await _load(decision=other, partly=True)
    with pytest.raises(Invalid, match="没有读到修改的指令"):
        await _load(decision=BASE_FILE, partly=True)
    empty = File("空.txt", b" ")
    for files, field in (((empty, DECISION_FILE), "base"), ((BASE_FILE, empty), "file")):
        with pytest.raises(Invalid) as error:
            await consolidating.preview(STAFF, base=files[0], decision=files[1])
        assert error.value.field == field
    with pytest.raises(NotAllowed):
        await consolidating.preview(COMMITTEE, base=BASE_FILE, decision=DECISION_FILE)


@pytest.mark.anyio
async def test_looking_first_stores_nothing(db: str) -> None:
    seen = await consolidating.preview(STAFF, base=BASE_FILE, decision=DECISION_FILE)
    assert (len(list(seen.draft.articles())), len(seen.view.changed)) == (9, 7)
    assert seen.draft.findings == ()
    assert await Draft.count() == 0


@pytest.mark.anyio
async def test_the_same_files_change_nothing_and_corrected_ones_take_their_place(db: str) -> None:
    await _load()
    assert (await _load()).already
    respaced = File("决定.txt", DECISION.replace("一、将", "一、　将").encode())
    again = await _load(decision=respaced)
    assert not again.already
    [row] = await Amendment.select()
    assert row["text"] == respaced.data.decode()
    whole = await draft.load_draft(
        STAFF, DURING, slug="parks", reading=1, filename="1.txt", data=FIRST.encode()
    )
    assert not whole.already
    assert await Amendment.count() == 0
    with pytest.raises(NotFound):
        await draft.show_amendment("parks", 1, DURING)
    await _load()
    await rounds.open_round(
        STAFF, DURING, slug="parks", reading=1, first_day=OPENING, last_day=LAST
    )
    with pytest.raises(Conflict, match="不能替换"):
        await _load(decision=respaced)


@pytest.mark.anyio
async def test_articles_keep_their_identity_when_the_next_reading_brings_another_decision(
    db: str,
) -> None:
    await _load()
    second = await _load(2, SECOND)
    assert (second.articles, second.linked, second.proposed) == (10, 9, 0)
    page = await draft.show_draft("parks", 2, DURING)
    # what the second decision changes in the law in force, and since the first reading
    assert page.amended and page.amended.of["art_5"][0].old_label == "第四条"
    assert page.changes["art_5"].old == "art_4"
    story = await passport.show("parks", 2, "art_8", DURING)
    assert [(one.reading, one.label) for one in story.stations] == [(1, "第七条"), (2, "第八条")]
    assert (await linking.board(STAFF, "parks", 2, DURING)).loose == ()


@pytest.mark.anyio
async def test_the_report_sets_the_decision_against_the_law_in_force(db: str) -> None:
    await _load()
    await rounds.open_round(
        STAFF, DURING, slug="parks", reading=1, first_day=OPENING, last_day=LAST
    )
    made, _ = await material.gather("parks", 1)
    assert made.law and made.law.source == LAW
    assert [row.change for row in made.amended].count(Change.CHANGED) == 5
    await _load(2, SECOND)
    made, _ = await material.gather("parks", 1)
    assert made.next_draft is not None


@pytest.mark.anyio
async def test_another_text_of_the_law_than_before_is_doubted(db: str) -> None:
    await _load()
    other = File("法.txt", LAW.replace("二十元", "三十元").encode())
    loaded = await consolidating.load(
        *(STAFF, DURING), slug="parks", reading=2, base=other, decision=SECOND
    )
    assert [one.rule for one in loaded.findings] == ["amend-base"]
    assert (await _load(2, SECOND)).findings == ()


@pytest.mark.anyio
async def test_what_was_not_applied_waits_on_the_review_page_and_the_split_can_be_corrected(
    db: str,
) -> None:
    await _load(decision=BROKEN, partly=True)
    page = await review.review(STAFF, "parks", 1, DURING)
    second, seventh = [one for one in page.doubts if one.finding.rule == "amend-failed"]
    assert second.answer and second.words.startswith("第二条")
    await ruling.rule(
        *(STAFF, DURING),
        slug="parks",
        reading=1,
        action=Action.ACCEPT,
        start=second.start,
        seen=page.seen,
        rule="amend-failed",
    )
    page = await review.review(STAFF, "parks", 1, DURING)
    assert [one.finding for one in page.doubts] == [seventh.finding]
    text = (await find.tree(await find.draft_row("parks", 1))).source
    await ruling.rule(
        *(STAFF, DURING),
        slug="parks",
        reading=1,
        action=Action.JOIN,
        start=text.index("第九条"),
        seen=page.seen,
    )
    shown = await draft.show_draft("parks", 1, DURING)
    assert (shown.view.draft_title, shown.view.articles) == (TITLE, 9)
    assert shown.amended and "第八条" in [one.old_label for one in shown.amended.gone["art_10"]]
    page = await review.review(STAFF, "parks", 1, DURING)
    assert seventh.finding in [one.finding for one in page.doubts]
