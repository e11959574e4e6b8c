"""Mails and messages go to the one provision they name; what names several is left open."""

from consult.services.intake.leading import led
from consult.spreadsheet import SheetRow
from drafts.reader import read
from drafts.splitter import split
from tests.conftest import ROOT

SAMPLE = ROOT / "consult" / "sample" / "readings" / "1.txt"
TREE = split(read(SAMPLE.read_bytes(), SAMPLE.name))


def test_the_one_provision_a_message_names_is_its_place() -> None:
    said = [
        "第十四条太严，改成两只",
        "支持",
        "第十四条太严；第十五条太松",
        "第九十九条删掉",
        "18条太慢",
    ]
    rows = [SheetRow(number, {"text": text}) for number, text in enumerate(said)]
    assert led(rows, TREE) == {0: "art_14", 4: "art_18"}
