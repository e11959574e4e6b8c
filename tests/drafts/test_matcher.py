"""Which article is which across two drafts."""

from hypothesis import given, settings
from hypothesis import strategies as st

from drafts.matcher import SUBJECT, SUBJECT_AFAR, align
from drafts.model import Change, Draft, Link, LinkStatus
from drafts.splitter import split
from tests.drafts.drafting import draft

PURPOSE = "为了规范养犬行为，保障公众健康和人身安全，维护市容环境卫生和社会公共秩序，制定本条例。"
REGISTER = (
    "养犬应当办理登记，领取养犬登记证和犬牌。未经登记，任何单位和个人不得养犬。"
    "养犬人应当自犬只出生满三个月之日起二十日内，到居住地派出所办理登记手续。"
)
LEASH = "携犬出户的，应当由成年人用长度不超过一点五米的犬绳牵引，主动避让老人、残疾人、孕妇和儿童。"
SHELTER = "市城市管理部门应当设立犬只收容留检场所，负责收容处理流浪犬、弃养犬和被没收的犬只。"
FINE = "违反本条例第三条规定，携犬出户未使用犬绳牵引的，由城市管理部门责令改正，处二百元罚款。"
FORCE = "本条例自2026年1月1日起施行。"


def told(old: Draft, new: Draft) -> set[tuple[str | None, str | None, Change, LinkStatus]]:
    return {(link.old, link.new, link.change, link.status) for link in align(old, new)}


def test_the_same_draft_is_the_same() -> None:
    law = draft(PURPOSE, REGISTER, LEASH)
    assert [(link.change, link.score) for link in align(law, law)] == [(Change.SAME, 1.0)] * 3


def test_an_inserted_article_renumbers_what_follows() -> None:
    assert told(draft(PURPOSE, LEASH, FORCE), draft(PURPOSE, SHELTER, LEASH, FORCE)) == {
        ("art_1", "art_1", Change.SAME, LinkStatus.AUTOMATIC),
        (None, "art_2", Change.ADDED, LinkStatus.AUTOMATIC),
        ("art_2", "art_3", Change.RENUMBERED, LinkStatus.AUTOMATIC),
        ("art_3", "art_4", Change.RENUMBERED, LinkStatus.AUTOMATIC),
    }


def test_a_reference_that_followed_the_renumbering_costs_no_likeness() -> None:
    links = align(draft(PURPOSE, FINE), draft(PURPOSE, FINE.replace("第三条", "第二十四条之一")))
    assert (links[1].change, links[1].score) == (Change.CHANGED, 1.0)


def test_an_article_taken_elsewhere_is_moved() -> None:
    old = draft(PURPOSE, REGISTER, LEASH, FINE, SHELTER, FORCE)
    new = draft(PURPOSE, SHELTER, REGISTER, LEASH, FINE, FORCE)
    assert ("art_5", "art_2", Change.MOVED, LinkStatus.AUTOMATIC) in told(old, new)


def test_a_move_with_a_look_alike_is_only_proposed() -> None:
    twin = SHELTER.replace("市城市管理部门", "县城市管理部门")
    old = draft(PURPOSE, REGISTER, LEASH, FINE, SHELTER.replace("市城市", "省城市"), FORCE)
    new = draft(PURPOSE, SHELTER, twin, REGISTER, LEASH, FINE, FORCE)
    moves = [link for link in align(old, new) if link.change is Change.MOVED]
    assert [link.status for link in moves] == [LinkStatus.PROPOSED]


def test_a_cut_off_sentence_is_a_split() -> None:
    head, tail = REGISTER[:38], REGISTER[38:]
    links = told(draft(PURPOSE, REGISTER, FORCE), draft(PURPOSE, head, tail, FORCE))
    parts = {(old, new, change) for old, new, change, _ in links if change is Change.SPLIT}
    assert parts == {("art_2", "art_2", Change.SPLIT), ("art_2", "art_3", Change.SPLIT)}


def test_what_continues_a_split_article_is_proposed() -> None:
    links = align(
        draft(PURPOSE, REGISTER, FORCE), draft(PURPOSE, REGISTER[:38], REGISTER[38:], FORCE)
    )
    parts = [link.status for link in links if link.change is Change.SPLIT]
    assert LinkStatus.PROPOSED in parts


def test_two_articles_in_one_are_a_merge() -> None:
    links = told(draft(PURPOSE, LEASH, SHELTER, FORCE), draft(PURPOSE, LEASH + SHELTER, FORCE))
    merged = {(old, new) for old, new, change, _ in links if change is Change.MERGED}
    assert merged == {("art_2", "art_2"), ("art_3", "art_2")}


def test_different_words_are_removed_and_added_never_guessed() -> None:
    assert told(draft(PURPOSE, LEASH), draft(PURPOSE, SHELTER)) == {
        ("art_1", "art_1", Change.SAME, LinkStatus.AUTOMATIC),
        ("art_2", None, Change.REMOVED, LinkStatus.AUTOMATIC),
        (None, "art_2", Change.ADDED, LinkStatus.AUTOMATIC),
    }


def test_a_rewritten_article_in_its_old_place_is_proposed() -> None:
    new = "携犬外出的，应当用不超过一米的犬绳牵领，并避让行人，及时清除犬只粪便，保持环境整洁。"
    assert ("art_2", "art_2", Change.CHANGED, LinkStatus.PROPOSED) in told(
        draft(PURPOSE, LEASH, FORCE), draft(PURPOSE, new, FORCE)
    )


def test_a_caption_speaks_for_an_article_written_anew() -> None:
    new = "犬只外出必须拴绳，牵领人须年满十八周岁，绳长不得多于一米，见到老人、儿童要绕行。"
    plain = align(draft(PURPOSE, LEASH, FORCE), draft(PURPOSE, new, FORCE))
    told_apart = align(
        draft(PURPOSE, f"犬只外出｜{LEASH}", FORCE), draft(PURPOSE, f"犬只外出｜{new}", FORCE)
    )
    assert [link.change for link in plain if link.old == "art_2"] == [Change.REMOVED]
    assert [(link.change, link.status) for link in told_apart if link.old == "art_2"] == [
        (Change.CHANGED, LinkStatus.PROPOSED)
    ]


def test_a_common_subject_tells_less_on_the_other_side_of_neighbours_in_another_chapter() -> None:
    """The same words are shown to a person where the chapter speaks for them."""
    shelters = "收容留检场所由市人民政府统一规划建设，经费列入财政预算，具体办法另行制定。"
    adopted = "收容留检场所内的流浪犬可以由个人领养，领养经费不得列入场所收取的费用。"
    old = split(
        f"某条例\n第一章　收容领养\n第一条　{PURPOSE}\n第二条　{shelters}\n"
        f"第二章　法律责任\n第三条　{FINE}\n第四条　{FORCE}\n"
    )

    def linked(chapter: str) -> list[Link]:
        new = split(
            f"某条例\n第一章　法律责任\n第一条　{PURPOSE}\n第二条　{FINE}\n"
            f"第二章　{chapter}\n第三条　{adopted}\n第四条　{FORCE}\n"
        )
        return [link for link in align(old, new) if link.old == "art_2"]

    same, other = linked("收容领养"), linked("其他规定")
    assert [(link.new, link.status) for link in same] == [("art_3", LinkStatus.PROPOSED)]
    assert SUBJECT <= same[0].score < SUBJECT_AFAR
    assert [(link.new, link.change) for link in other] == [(None, Change.REMOVED)]


def test_empty_drafts_and_empty_articles_do_no_harm() -> None:
    assert align(draft(), draft()) == ()
    assert told(draft("", PURPOSE), draft(PURPOSE, "")) >= {
        ("art_2", "art_1", Change.RENUMBERED, LinkStatus.AUTOMATIC)
    }


WORDS = st.lists(st.sampled_from([PURPOSE, REGISTER, LEASH, SHELTER, FINE, FORCE, "", "删去"]))


@settings(deadline=None)
@given(WORDS, WORDS)
def test_every_article_of_both_drafts_appears(old: list[str], new: list[str]) -> None:
    before, after = draft(*old), draft(*new)
    links = align(before, after)
    assert {link.old for link in links} - {None} == {unit.address for unit in before.articles()}
    assert {link.new for link in links} - {None} == {unit.address for unit in after.articles()}


@settings(deadline=None)
@given(WORDS)
def test_a_draft_compared_with_itself_has_no_change(texts: list[str]) -> None:
    law = draft(*texts)
    assert all(link.old == link.new for link in align(law, law))
    assert all(link.change is Change.SAME for link in align(law, law))
