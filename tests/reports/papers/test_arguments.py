"""Which sentences of people stand in the reader's pack."""

from reports.model import Comment, Edition
from reports.papers.arguments import Argument, arguments
from reports.quoting import Voice
from tests.reports.rounds import comment


def chosen(*groups: list[Comment], most: int = 5, room: int = 500) -> tuple[Argument, ...]:
    spoken = [(str(at), group) for at, group in enumerate(groups, start=1)]
    return arguments(
        spoken, Voice(Edition.PUBLIC), most=most, room=room, cost=lambda one: len(one.text)
    )


def test_a_sentence_with_a_reason_stands_before_one_that_only_asks() -> None:
    asks = comment(1, "请删去这一条。")
    tells = comment(2, "嘴套会让短鼻犬窒息，因为它们靠张嘴散热。")
    (only,) = chosen([asks], [tells])
    assert (only.number, only.text) == ("1-0002", tells.text)


def test_how_many_say_it_counts_nothing() -> None:
    letters = [comment(n, "收费应当取消，没有上位法依据。") for n in range(2, 60)]
    single = comment(1, "登记窗口周末不办公，导致上班的人来不了。")
    assert [one.number for one in chosen(letters, [single], most=1)] == ["1-0001"]
    assert chosen(letters, [single]) == chosen(letters[:1], [single])


def test_what_was_said_already_is_not_said_again() -> None:
    first = comment(1, "收费没有上位法依据，应当取消。")
    again = comment(2, "收费没有上位法的依据，应当取消！")
    other = comment(3, "窗口离家二十公里，影响老人办理。")
    assert {one.number for one in chosen([first], [again], [other])} == {"1-0001", "1-0003"}


def test_one_passage_of_a_cluster_at_most() -> None:
    group = [
        comment(1, "时段限制会造成晚上拥挤。"),
        comment(2, "夜班工人白天无法遛狗，影响休息。"),
    ]
    assert len(chosen(group)) == 1


def test_courtesies_are_left_out_and_the_comment_is_marked_as_going_on() -> None:
    long = "我住在六楼。" + "楼道里经常有犬只排泄物，影响出行。" + "另外希望增加座椅。" * 12
    (one,) = chosen([comment(1, f"尊敬的领导：您好！{long}谢谢！")])
    assert one.text.startswith("我住在六楼。楼道里")
    assert one.cut
    assert len(one.text) <= 96
    assert not one.begun


def test_room_is_kept() -> None:
    groups = [[comment(n, f"第{n}个小区的围栏坏了，导致第{n}户受影响。")] for n in range(1, 9)]
    found = chosen(*groups, room=45)
    assert found
    assert sum(len(one.text) for one in found) <= 45


def test_a_reason_given_apart_is_an_argument_too() -> None:
    (one,) = chosen([comment(1, "请删去。", reason="上门登记的成本由社区承担。")])
    assert one.text == "上门登记的成本由社区承担。"


def test_traditional_characters_give_reasons_too() -> None:
    asks = comment(1, "請刪去這一條。")
    tells = comment(2, "戴嘴套會影響散熱，導致中暑。")
    assert [one.number for one in chosen([asks], [tells])] == ["1-0002"]


def test_two_latin_letters_take_the_place_of_one_character() -> None:
    words = (
        "A muzzle harms short-nosed dogs because they cool themselves by panting. "
        "Otherwise they risk a heat stroke on every summer walk in the city."
    )
    (one,) = chosen([comment(1, words)])
    assert one.text == words
