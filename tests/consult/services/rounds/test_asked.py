"""What a round asks, and the consent to be named: promises R25, R33."""

import pytest

from consult.errors import Conflict, Invalid, NotFound
from consult.i18n import translate
from consult.services.bills import draft
from consult.services.rounds import asked
from consult.services.rounds import round as rounds
from consult.services.rounds.asked import Field
from consult.services.submissions import comment, consent, receipt
from consult.services.submissions.comment import CommentInput, Receipt
from consult.tables import AuditEntry, Consent, Round, Submission
from reports.model import CommentKind
from tests.consult.cast import DURING, LAST, OPENING, SECOND, SECRET, STAFF

pytestmark = pytest.mark.anyio
FULL = CommentInput(
    "犬绳太短。",
    CommentKind.AMEND,
    name="王五",
    contact="0570-1234567",
    region="云川市",
    occupation="快递员",
    name_public=True,
)


async def _open(asks: asked.Asks | None) -> None:
    await draft.load_draft(
        STAFF, DURING, slug="dogs", reading=2, filename="2.txt", data=SECOND.encode()
    )
    window = {"first_day": OPENING, "last_day": LAST}
    await rounds.open_round(STAFF, DURING, slug="dogs", reading=2, asks=asks, **window)


async def _say(form: CommentInput = FULL, reading: int = 2) -> Receipt:
    place = {"slug": "dogs", "reading": reading, "address": "art_4"}
    return await comment.submit(DURING, SECRET, form=form, key="asked-key-0000000001", **place)


async def _kept() -> dict[str, object]:
    row = await Submission.select().first()
    assert row is not None
    return {name: row[name] for name in (*(f.value for f in Field), "name_public")}


async def test_a_round_nobody_chose_for_asks_what_it_always_did(dogs: str) -> None:
    row = await Round.select().first()
    assert row is not None
    assert row["asked"] == ""
    assert list(asked.asks_of(row["asked"])) == ["name", "contact", "region"]
    await _say(reading=1)
    assert await _kept() == {
        "name": "王五",
        "contact": "0570-1234567",
        "region": "云川市",
        "occupation": "",
        "name_public": True,
    }


async def test_what_is_not_asked_is_not_kept(dogs: str) -> None:
    await _open({Field.OCCUPATION: "了解从业者"})
    await _say()
    assert await _kept() == {
        "name": "",
        "contact": "",
        "region": "",
        "occupation": "快递员",
        "name_public": False,
    }
    assert await Consent.count() == 0


async def test_nothing_can_be_asked(dogs: str) -> None:
    await _open({})
    await _say()
    assert set((await _kept()).values()) == {"", False}


def test_words_of_the_terminal_are_read() -> None:
    asks = asked.read(["name", "occupation：了解从业者的意见"])
    assert asks == {"name": "", "occupation": "了解从业者的意见"}
    assert asked.asks_of(asked.pack(asks))["name"] == asked.PURPOSES[Field.NAME]
    assert asked.read(["none"]) == {}
    with pytest.raises(Invalid, match="不能询问“age”"):
        asked.read(["age"])
    with pytest.raises(Invalid, match="最多 200"):
        asked.pack({Field.NAME: "字" * 201})


@pytest.mark.parametrize("sentence", [*asked.PURPOSES.values(), *consent.NAMING.values()])
def test_every_sentence_has_its_english(sentence: str) -> None:
    assert translate("en")(sentence) != sentence


def test_the_words_of_a_version_never_change() -> None:
    assert consent.digest(1, "zh-CN") == (
        "5f2ba836bd2f3430dfffe8bb4374f13d337f631bd9777315980eaa982ed66491"
    ), "words that were ticked stay as they are: write a new version"


async def test_consent_is_kept_with_its_words_and_taken_back(dogs: str) -> None:
    got = await _say(reading=1)
    (row,) = await Consent.select()
    assert (row["version"], row["language"]) == (1, "zh-CN")
    assert row["sha256"] == consent.digest(1, "zh-CN")
    assert row["given_at"] == DURING
    assert (await receipt.show_receipt(got.number, got.code, DURING)).named == "王五"
    await consent.withdraw(DURING, got.number, got.code)
    assert (await _kept())["name_public"] is False
    (row,) = await Consent.select()
    assert row["withdrawn_at"] == DURING
    assert (await receipt.show_receipt(got.number, got.code, DURING)).named == ""
    last = await AuditEntry.select().order_by(AuditEntry.position, ascending=False).first()
    assert last is not None
    assert last["action"] == "consent.withdraw"
    assert "王五" not in str(await AuditEntry.select())
    with pytest.raises(Conflict):
        await consent.withdraw(DURING, got.number, got.code)


async def test_only_the_holder_of_the_code_takes_it_back(dogs: str) -> None:
    got = await _say(reading=1)
    with pytest.raises(NotFound):
        await consent.withdraw(DURING, got.number, "A" * 24)
    assert (await _kept())["name_public"] is True


async def test_a_tick_without_a_name_is_no_consent(dogs: str) -> None:
    await _say(CommentInput("好。", name="  ", name_public=True), reading=1)
    assert await Consent.count() == 0
    assert (await _kept())["name_public"] is False
