"""Campaigns: one text, so many submissions, so many senders; and what was changed in it."""

import datetime as dt
import random
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from reports import clusterer
from reports.campaigns import LEAST_CHARACTERS, LEAST_SUBMISSIONS, Campaign, campaigns, form_letters
from reports.charts import arrivals
from reports.chinese import short_date
from reports.model import Channel, Comment
from reports.normalize import fold, said
from reports.review import FormLetters
from tests.reports.rounds import comment

LETTER = (
    "建议保留夜间遛犬的时段，居民白天上班，只有晚上九点以后才有时间带犬出门，"
    "全天禁止进入公园等于不让养犬。"
)
OTHERS = [f"第{n}栋楼下没有垃圾桶，请在条例里写明谁来设置、谁来清理。" for n in "一二三四五六七"]
PADDING = 20


def sent(texts: Sequence[str]) -> list[Comment]:
    return [comment(n, text) for n, text in enumerate(texts, start=1)]


def found(comments: Sequence[Comment]) -> tuple[Campaign, ...]:
    return campaigns(comments, clusterer.group(comments).clusters)


def test_a_letter_and_its_edited_copies_are_counted_apart() -> None:
    plus = "我家的犬已经十四岁了。"
    minus = LETTER.replace("等于不让养犬", "不合理")
    texts = [LETTER] * 12 + [LETTER + plus] * 3 + [minus, LETTER + "谢谢。", *OTHERS]
    (one,) = found(sent(texts))
    assert one.text == LETTER
    assert (one.submissions, one.senders, one.comments) == (17, 17, 17)
    assert (one.exact, one.edited, one.others) == (12, 5, 0)
    assert one.edits == one.read == 3
    told = [(a.text, a.comments, a.telling) for a in one.additions]
    assert told == [(plus.rstrip("。"), 3, True), ("合理", 1, False), ("谢谢", 1, False)]
    assert sum(count.comments for count in one.days) == 17
    assert one.first is not None
    assert one.last is not None
    assert one.first <= one.last


def test_who_sends_often_is_one_sender_of_many_submissions() -> None:
    same = [comment(n, LETTER, person="钱某某") for n in range(1, LEAST_SUBMISSIONS + 1)]
    (one,) = found(same)
    assert (one.submissions, one.senders) == (LEAST_SUBMISSIONS, 1)


def test_few_copies_and_short_words_are_no_campaign() -> None:
    assert found(sent([LETTER] * (LEAST_SUBMISSIONS - 1))) == ()
    short = "支持！" * (LEAST_CHARACTERS // 2 - 1)
    assert len(fold(short)) < LEAST_CHARACTERS
    assert found(sent([short] * 50)) == ()


def test_comments_of_one_submission_count_once() -> None:
    one_envelope = [comment(n, LETTER, submission="s1") for n in range(1, 30)]
    assert found(one_envelope) == ()


def test_channels_and_days_are_told() -> None:
    moment = dt.datetime(2026, 3, 5, 23, tzinfo=dt.UTC)  # already the sixth in Shanghai
    mails = [comment(n, LETTER, channel=Channel.EMAIL, received=moment) for n in range(1, 9)]
    posts = [comment(n, LETTER, received=None) for n in range(9, 12)]
    (one,) = found([*mails, *posts])
    assert [(share.key, share.comments) for share in one.channels] == [("email", 8), ("web", 3)]
    assert [(count.day, count.comments) for count in one.days] == [(dt.date(2026, 3, 6), 8)]
    assert one.undated == 3
    chart = arrivals(one.days, short_date)
    assert chart is not None
    assert ">8<" in chart.svg
    assert "3月6日" in chart.svg


def test_what_staff_put_into_the_cluster_is_no_copy() -> None:
    comments = sent([LETTER] * 10 + ["犬只登记应当免费。"])
    first, second = clusterer.group(comments).clusters
    merged = type(first)(
        **{
            **{name: getattr(first, name) for name in first.__struct_fields__},
            "members": first.members + second.members,
        }
    )
    (one,) = campaigns(comments, [merged])
    assert (one.comments, one.others) == (10, 1)


def test_the_largest_stands_first() -> None:
    other = "请公布收容犬只的数量、去向和经费，每季度一次，由公安机关在网站上公布，接受监督。"
    both = sent([other] * 11 + [LETTER] * 15)
    assert [one.submissions for one in found(both)] == [15, 11]


@settings(max_examples=30, deadline=None)
@given(
    extra=st.lists(st.text(alphabet="甲乙丙丁，。 x", max_size=12), max_size=12),
    seed=st.integers(0, 1000),
)
def test_every_copy_is_counted_once_whatever_the_order(extra: list[str], seed: int) -> None:
    comments = sent([LETTER] * PADDING + [LETTER + words for words in extra])
    told = found(comments)
    mixed = comments[:]
    random.Random(seed).shuffle(mixed)
    assert found(mixed) == told
    for one in told:
        assert one.exact + one.edited == one.comments
        assert one.exact == sum(fold(said(c)) == fold(one.text) for c in comments)
        assert sum(share.comments for share in one.channels) == one.comments
        assert sum(count.comments for count in one.days) + one.undated == one.comments
        assert one.senders <= one.comments
        assert all(0 < addition.comments <= one.edited for addition in one.additions)


def test_a_report_counts_the_copies_without_reading_what_they_changed() -> None:
    texts = [LETTER] * 12 + [LETTER + "我家的犬已经十四岁了。"] * 3 + OTHERS
    comments = sent(texts)
    clusters = clusterer.group(comments).clusters
    assert form_letters(comments, clusters) == FormLetters(texts=1, comments=15, exact=12)
    assert form_letters(comments[-len(OTHERS) :], ()) == FormLetters()
