"""What a piece of a letter asks for, by its words."""

import pytest

from reports.letters.kinds import kind_of
from reports.model import CommentKind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("第十四条请删去。", CommentKind.DELETE),
        ("第十条加上收费标准。", CommentKind.ADD),
        ("第二十二条改为两米。", CommentKind.AMEND),
        ("学校的狗也要登记吗？", CommentKind.QUESTION),
        ("第十六条我赞成。", CommentKind.SUPPORT),
        ("按四十五厘米来划不合理。", CommentKind.OTHER),
        ("第三十条我们不同意。", CommentKind.OTHER),
    ],
)
def test_a_kind_is_named_by_its_words(text: str, kind: CommentKind) -> None:
    assert kind_of(text) is kind
