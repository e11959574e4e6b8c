"""The fixed sentences of the report: each is used, and an office's own stands in its place."""

from collections import defaultdict

import pytest
from msgspec.structs import replace

from reports import volumes
from reports.assemble import assemble
from reports.model import Disposition, Edition, Material, Outcome
from reports.office import Letterhead, Office
from reports.review import Replacement
from reports.texts import TEXTS, placeholders, speaker, title
from tests.reports.rounds import MADE_ON, environment, small_round


def pages(made: Material, office: Office, edition: Edition) -> str:
    """Every page of the report and its annex, while the round is open and after."""
    env = environment()
    env.globals["office"] = office
    numbers: defaultdict[str, int] = defaultdict(lambda: 1)
    html = ""
    for day in (MADE_ON, made.facts.opens.date()):
        report = assemble(made, edition=edition, made_on=day)
        report = replace(report, replaced=(Replacement("U+1F600", 1, omitted=False),))
        html += "".join(title(report, office))
        for volume in (volumes.main(report, env), *volumes.annexes(report, env)):
            html += "".join(part.html for part in (*volume.front(numbers), *volume.body))
    return html


def rounds() -> tuple[Material, ...]:
    """The small round with a next draft and an explanation, and with nothing decided."""
    made = small_round()
    explained = {**made.dispositions, "k1": Disposition(Outcome.ADOPTED, "已经写明。")}
    decided = replace(made, next_draft=made.draft, dispositions=explained)
    return decided, replace(made, dispositions={})


def test_every_sentence_with_a_name_is_said_in_the_office_s_words() -> None:
    own = {name: f"〔{name}〕" for name in TEXTS}
    office = Office(texts=own)
    html = "".join(pages(made, office, edition) for made in rounds() for edition in Edition)
    assert [name for name, words in own.items() if words not in html] == []
    for name, ours in TEXTS.items():
        if len(ours) > 12 and not placeholders(ours):
            assert ours not in html, name


def test_an_office_without_words_of_its_own_changes_nothing() -> None:
    made = small_round()
    assert pages(made, Office(), Edition.PUBLIC) == pages(
        made, Office(name="甲", phone="1"), Edition.PUBLIC
    )


def test_the_letterhead_is_words_and_no_markup() -> None:
    office = Office(
        letterhead=Letterhead(("<b>云川</b>",)), texts={"notes.thanks": "<script>{{{{ 7*7 }}}}"}
    )
    html = pages(small_round(), office, Edition.PUBLIC)
    assert "&lt;b&gt;云川&lt;/b&gt;" in html
    assert "&lt;script&gt;{{ 7*7 }}" in html
    assert "<script" not in html


@pytest.mark.parametrize(
    "sentence", ["{a", "a}", "{}", "{0}", "{a.b}", "{a[0]}", "{a!r}", "{a:>9}"]
)
def test_more_than_a_name_between_braces_is_no_placeholder(sentence: str) -> None:
    with pytest.raises(ValueError):
        placeholders(sentence)


def test_braces_that_are_meant_are_written_twice() -> None:
    assert placeholders("{{甲}} {bill}") == {"bill"}
    text = speaker({"notes.thanks": "{{甲}}"})
    assert text("notes.thanks") == "{甲}"
    with pytest.raises(KeyError):
        text("no.such")
