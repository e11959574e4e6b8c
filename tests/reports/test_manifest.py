"""The manifest: the same for the same data in any order, another for anything that changed."""

import pytest
from msgspec.structs import replace

from drafts.model import Change, Draft, LinkStatus, Row
from reports.manifest import DATA, decoded, differences, encoded, manifest
from reports.model import Disposition, Edition, Material, Outcome
from tests.reports.rounds import MADE_ON, small_round


def of(material: Material) -> object:
    """The manifest of a public report of a round."""
    return manifest(
        material, edition=Edition.PUBLIC, made_on=MADE_ON, versions={"b": "2", "a": "1"}
    )


def test_order_is_no_part_of_it() -> None:
    round_ = small_round()
    turned = replace(round_, comments=round_.comments[::-1], clusters=round_.clusters[::-1])
    assert of(turned) == of(round_)


def changed(name: str) -> Material:
    """The small round with one thing changed."""
    round_ = small_round()
    one = round_.comments[0]
    draft = replace(round_.draft, sha256="0" * 64)
    changes: dict[str, Material] = {
        "draft": replace(round_, draft=draft),
        "following": replace(round_, next_draft=Draft("下一稿", "", "1" * 64, ())),
        "comments": replace(
            round_, comments=(replace(one, text=one.text + "！"), *round_.comments[1:])
        ),
        "clusters": replace(round_, clusters=round_.clusters[1:]),
        "dispositions": replace(
            round_, dispositions={**round_.dispositions, "x": Disposition(Outcome.STUDY, "待议")}
        ),
        "changes": replace(
            round_, changes=(Row("art_1", None, Change.REMOVED, 0.0, LinkStatus.AUTOMATIC),)
        ),
        "audit_head": replace(round_, audit_head="2" * 64),
    }
    return changes[name]


@pytest.mark.parametrize("name", [name for name in DATA if name not in ("office", "advice")])
def test_every_change_shows_under_its_name(name: str) -> None:
    assert DATA[name] in differences(of(small_round()), of(changed(name)))  # type: ignore[arg-type]


def test_the_office_s_look_shows_where_it_has_one_and_only_there() -> None:
    plain = manifest(small_round(), edition=Edition.PUBLIC, made_on=MADE_ON, versions={})
    own = manifest(
        small_round(), edition=Edition.PUBLIC, made_on=MADE_ON, versions={}, office="3" * 64
    )
    assert differences(plain, own) == ("版式（机关自定义）",)
    assert b"office" not in encoded(plain)
    assert b"language" not in encoded(plain)
    assert ("版式（机关自定义）", "3" * 64) in own.lines
    assert DATA["office"] not in dict(plain.lines)


def test_it_is_read_back_as_it_was_written() -> None:
    made = of(small_round())
    assert decoded(encoded(made)) == made  # type: ignore[arg-type]
