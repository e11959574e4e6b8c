"""What kind of comment a piece of a letter is, by its words; a person may choose another."""

import re

from reports.model import CommentKind

_KINDS = (
    (CommentKind.DELETE, re.compile("删[去除掉]|取消|废除|去掉|\\b(?:delete|remove)\\b")),
    (CommentKind.ADD, re.compile("增加|增设|补充|加上|写上|加一[句条款项]|\\badd\\b")),
    (
        CommentKind.AMEND,
        re.compile("改[为成到]|修改|建议|希望|应当|应该|放宽|提[高前]|降低|\\bshould\\b"),
    ),
    (CommentKind.QUESTION, re.compile("[？?]")),
    (CommentKind.SUPPORT, re.compile("(?<![不难])(?:支持|赞成|同意|合理)|写得好|\\bsupport\\b")),
)


def kind_of(text: str) -> CommentKind:
    """删除, 增加, 修改, 疑问 or 支持 when the text says so, in this order; else 其他."""
    return next((kind for kind, words in _KINDS if words.search(text)), CommentKind.OTHER)
