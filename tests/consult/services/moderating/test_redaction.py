"""Words hidden from the public: nowhere to be read in public, kept, and restored to the letter."""

import pytest

from consult.errors import Conflict, Invalid, NotAllowed
from consult.services.clusters import cluster
from consult.services.moderating import original, redaction
from consult.services.papers.material import gather
from consult.services.records import audit
from consult.services.submissions import comment, receipt, revision
from consult.services.submissions.comment import CommentInput
from consult.tables import AuditEntry, Cluster, Comment, Original
from reports.model import CommentKind, Edition, Material
from reports.redaction import Cause, Cut, hidden
from reports.withheld import for_edition
from tests.consult.cast import ADMIN, COMMITTEE, DURING, SECRET, STAFF

pytestmark = pytest.mark.anyio
CANARY = "住在三号楼的老郑"
TEXT = f"{CANARY}家的狗夜里叫，{CANARY}也不管，建议写明夜间不得扰民。"


async def _hide(comment_id: int, **more: object) -> int:
    told = {"field": "text", "words": CANARY, "occurrence": 1, "cause": "personal", "note": ""}
    return await redaction.redact(STAFF, DURING, comment_id, **{**told, **more})  # type: ignore[arg-type]


async def _one() -> tuple[comment.Receipt, int]:
    form = CommentInput(text=TEXT)
    got = await comment.submit(
        *(DURING, SECRET),
        slug="dogs",
        reading=1,
        address="art_4",
        form=form,
        key="redacting-000001",
    )
    await cluster.rebuild(STAFF, DURING, slug="dogs", reading=1)
    row = await Comment.select(Comment.id).first()
    assert row
    return got, row["id"]


def _words(material: Material) -> str:
    said = [(one.text, one.proposed, one.reason) for one in material.comments]
    return str((said, material.clusters))


def test_words_that_moved_are_hidden_wherever_they_stand() -> None:
    cut = Cut(0, 2, "老郑", Cause.INSULT)
    assert hidden("老郑来了", [cut]) == "██（已隐去：侮辱谩骂）来了"
    assert hidden("昨天老郑来了，老郑", [cut]).count("██") == 2
    assert hidden("没有他", [cut]) == "没有他"
    assert hidden("老郑人", [cut, Cut(1, 3, "郑人", Cause.OTHER)]).count("██") == 1


async def test_hidden_words_leave_public_material_and_stay_in_the_internal(dogs: str) -> None:
    got, one = await _one()
    first = await _hide(one)
    await _hide(one, occurrence=2, cause="insult")
    material, _ = await gather("dogs", 1)
    public = _words(for_edition(material, Edition.PUBLIC))
    assert CANARY not in public
    assert "██" in public
    internal = _words(for_edition(material, Edition.INTERNAL))
    assert CANARY not in internal
    assert "█" * len(CANARY) + "家的狗夜里叫" in internal
    [point] = (await receipt.show_receipt(got.number, got.code, DURING)).points
    assert point.text == TEXT
    with pytest.raises(Conflict):
        await _hide(one)
    await redaction.restore(ADMIN, DURING, first)
    with pytest.raises(Conflict):
        await redaction.restore(ADMIN, DURING, first)
    deeds = AuditEntry.action.like("comment.%redact")
    rows = await AuditEntry.select(AuditEntry.action).where(deeds).order_by(AuditEntry.position)
    assert [row["action"] for row in rows] == [*["comment.redact"] * 2, "comment.unredact"]
    assert (await audit.verify(ADMIN)).whole


async def test_covered_words_are_under_lock_for_staff_and_every_look_is_recorded(
    dogs: str,
) -> None:
    got, one = await _one()
    before = await Comment.select().where(Comment.id == one).first()
    names = await Cluster.select(Cluster.id, Cluster.label).order_by(Cluster.id)
    hidings = [await _hide(one), await _hide(one, occurrence=2)]
    for table in (Comment, Cluster):
        assert CANARY not in str(await table.select())
    for wrong in (" ", "长" * 201):
        with pytest.raises(Invalid) as refused:
            await original.unmask(STAFF, DURING, one, wrong)
        assert refused.value.field == "why"
    with pytest.raises(NotAllowed):
        await original.unmask(COMMITTEE, DURING, one, "要看")
    assert not await AuditEntry.exists().where(AuditEntry.action == "comment.unmask")
    assert (await original.unmask(STAFF, DURING, one, "核对是否涉密"))["text"] == TEXT
    entry = await AuditEntry.select().where(AuditEntry.action == "comment.unmask").first()
    assert entry is not None
    assert "核对是否涉密" in entry["detail"]
    words = revision.Words(CommentKind.OTHER, f"请不要再提{CANARY}了。", "", "")
    assert (
        await revision.amend(DURING, got.number, got.code, comment_id=one, words=words, seen=0)
        is None
    )
    assert CANARY not in str(await Comment.select(Comment.text))
    [point] = (await receipt.show_receipt(got.number, got.code, DURING)).points
    assert point.text == words.text
    back = revision.Words(CommentKind(before["kind"]), TEXT, "", "")
    await revision.amend(DURING, got.number, got.code, comment_id=one, words=back, seen=1)
    for hiding in hidings:
        await redaction.restore(ADMIN, DURING, hiding)
    after = await Comment.select().where(Comment.id == one).first()
    assert {**after, "provisional": before["provisional"]} == before
    assert await Cluster.select(Cluster.id, Cluster.label).order_by(Cluster.id) == names
    assert not await Original.exists()
    assert (await audit.verify(ADMIN)).whole


async def test_what_cannot_be_hidden_is_refused_with_its_field(dogs: str) -> None:
    _, one = await _one()
    for field, wrong in (
        ("hide", {"words": "没有这些字"}),
        ("hide", {"occurrence": 3}),
        ("field", {"field": "number"}),
        ("cause", {"cause": "x"}),
        ("note", {"note": "长" * 201}),
    ):
        with pytest.raises(Invalid) as refused:
            await _hide(one, **wrong)
        assert refused.value.field == field
    with pytest.raises(NotAllowed):
        await redaction.restore(COMMITTEE, DURING, 1)
