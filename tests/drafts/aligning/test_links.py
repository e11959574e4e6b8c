"""What happened is read from which articles are paired."""

import pytest

from drafts.aligning.links import name_changes
from drafts.model import Change, Link, LinkStatus
from tests.drafts.drafting import draft

OLD = draft("甲。", "乙。", "丙。", "丁。")
NEW = draft("甲。", "丁。", "乙。", "丙丙。")


def pair(old: int, new: int, status: LinkStatus = LinkStatus.AUTOMATIC) -> Link:
    return Link(f"art_{old}", f"art_{new}", Change.CHANGED, 0.9, status)


def named(*links: Link) -> list[tuple[str | None, str | None, Change]]:
    return [(link.old, link.new, link.change) for link in name_changes(OLD, NEW, links)]


def test_every_change_has_its_name() -> None:
    assert named(pair(1, 1), pair(2, 3), pair(3, 4), pair(4, 2)) == [
        ("art_1", "art_1", Change.SAME),
        ("art_2", "art_3", Change.RENUMBERED),
        ("art_3", "art_4", Change.CHANGED),
        ("art_4", "art_2", Change.MOVED),
    ]


def test_articles_nobody_paired_are_removed_and_added() -> None:
    assert named(pair(1, 1)) == [
        ("art_1", "art_1", Change.SAME),
        *((f"art_{n}", None, Change.REMOVED) for n in (2, 3, 4)),
        *((None, f"art_{n}", Change.ADDED) for n in (2, 3, 4)),
    ]


def test_one_article_in_two_is_split_and_two_in_one_are_merged() -> None:
    changes = {(old, new): change for old, new, change in named(pair(1, 1), pair(1, 2))}
    assert changes["art_1", "art_1"] is changes["art_1", "art_2"] is Change.SPLIT
    changes = {(old, new): change for old, new, change in named(pair(1, 1), pair(2, 1))}
    assert changes["art_1", "art_1"] is changes["art_2", "art_1"] is Change.MERGED


def test_of_two_that_cross_the_proposal_is_the_one_that_moved() -> None:
    changes = {(old, new): change for old, new, change in named(pair(3, 4), pair(4, 2))}
    doubtful = named(pair(3, 4, LinkStatus.PROPOSED), pair(4, 2))
    assert Change.MOVED in changes.values()
    assert ("art_3", "art_4", Change.MOVED) in doubtful


def test_score_and_status_of_a_pair_are_kept() -> None:
    link = name_changes(OLD, NEW, [pair(2, 3, LinkStatus.PROPOSED)])[1]
    assert (link.old, link.new) == ("art_2", "art_3")
    assert (link.score, link.status) == (0.9, LinkStatus.PROPOSED)


@pytest.mark.parametrize(
    "link",
    [
        pair(9, 1),
        pair(1, 9),
        Link("art_9", None, Change.REMOVED, 1.0, LinkStatus.AUTOMATIC),
        Link(None, "art_9", Change.ADDED, 1.0, LinkStatus.AUTOMATIC),
    ],
)
def test_an_address_that_is_no_article_is_refused(link: Link) -> None:
    with pytest.raises(ValueError, match="art_9 is not an article"):
        name_changes(OLD, NEW, [link])
