"""What verifying found, in sentences."""

from consult.services.records.content import BadRow

TABLES = {
    "body": "机关",
    "account": "账号",
    "account_deed": "审计账号的变更",
    "bulletin": "公告",
    "window_change": "起止时间的变更",
    "batch": "批次",
    "disposition_version": "处理情况的一版",
    "own_disposition": "单独处理",
    "carrying_words": "体现意见的文字",
    "bill": "法规案",
    "draft": "草案",
    "amendment": "修改决定",
    "ruling": "切分时的决定",
    "passport": "条文档案",
    "plain_note": "通俗说明",
    "provision": "条文",
    "alignment": "条文对应",
    "round": "征求意见",
    "submission": "来件",
    "letter": "来信原文",
    "comment": "意见",
    "revision": "意见原来的文字",
    "dispute": "“不是我提交的”",
    "consent": "同意公开",
    "attachment": "附件",
    "arrangement": "归类的调整",
    "staff_constraint": "归类的约束",
    "disposition": "处理情况",
    "department": "部门",
    "responsibility": "责任分工",
    "asking": "对部门的征询",
    "department_answer": "部门的答复",
    "department_link": "部门的答复链接",
    "room_question": "审阅室的问题",
    "report": "材料",
    "results": "通报",
    "results_line": "通报的明细",
    "public_answer": "公开答复",
    "answered_comment": "答复的问题",
    "sweep": "批量核对",
    "moderation": "核对记录",
    "original": "遮盖前的原文",
    "redaction": "隐去的文字",
}
"""What a watched table is called."""
GROUPS = {
    "row": "内容",
    "text": "文字",
    "tree": "切分结果",
    "window": "起止时间",
    "asked": "表单设置",
    "code": "回执",
    "source": "来源",
    "place": "编号或者位置",
    "state": "公开状态",
    "key": "口令",
}
"""What a group of columns is called."""


def told(bad: BadRow) -> tuple[str, dict[str, object]]:
    """The sentence for a bad row, in Chinese with places, and what goes there; `what` and `group`
    are Chinese words to be put in the reader's language."""
    values: dict[str, object] = {
        "what": TABLES.get(bad.table, bad.table),
        "number": bad.number,
        "table": bad.table,
        "id": bad.id,
        "group": GROUPS.get(bad.group, bad.group),
        "at": bad.at[:16].replace("T", " "),
    }
    return SENTENCES[bad.found], values


SENTENCES = {
    "changed": "{what}{number}（{table} 表第 {id} 行）的{group}与记录的不同，记录于 {at}。",
    "missing": "{what}（{table} 表第 {id} 行）不见了，记录于 {at}。",
    "added": "{what}{number}（{table} 表第 {id} 行）没有记录，不是由本系统写入的。",
    "between": "{what}{number}（{table} 表第 {id} 行）的{group}在两次记录之间被改动过。",
}
