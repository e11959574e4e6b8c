"""The fixed sentences of the notices, sheets and tables by name; an office may say them in its own
words (`reports.texts.speaker`). An empty one is said only where the office gives it."""

NOTICES: dict[str, str] = {
    "announcement.considered": "《{draft}》是第{reading}次审议的文本。",
    "announcement.aim": (
        "为了广泛听取社会各方面意见，提高立法质量，现将全文公布，向社会公开征求意见。"
    ),
    "announcement.request": (
        "提出意见时，请写明所针对的条款、修改建议和理由。在网站以外提出的，"
        "请注明姓名或者单位名称、联系方式，并写明是对哪一部草案的意见。"
        "姓名经本人同意才会公开，联系方式不公开。"
    ),
    "announcement.annexes": "",
    "results.opening": "",
    "results.next": "",
    "results.thanks": "感谢社会各界对立法工作的关心、支持和参与。",
    "departments.request": (
        "请对下列条款的意见逐类研究，写明是否采纳和理由；涉及其他部门职责的，请先行会商。"
    ),
    "contact-points.thanks": "感谢{point}听取、整理群众意见，对立法工作给予支持。",
    "summary.opening": (
        "共收到{people}人提出的{submissions}件{comments}条意见，归为{clusters}类，涉及{articles}条。"
        "序号与征求意见情况报告相同。条数逐行相加等于合计；"
        "一人、一件可以提出多条意见，人数、件数的合计不重复计算，不等于逐行之和。"
    ),
    "adoption.opening": (
        "共收到意见{comments}条，归为{clusters}类，"
        "已经作出处理的{decided_clusters}类{decided_comments}条。"
        "序号与征求意见情况报告相同；同一个答复的理由写一次，以下写明同哪一类。"
    ),
    "ledger.opening": (
        "共登记{people}人提出的{submissions}件{comments}条意见，按编号排列。"
        "“归入同类”和“处理意见”与意见采纳情况表的序号相同，理由见该表。"
        "姓名后注明提出人是否同意公开姓名；“反馈”栏由经办人填写日期和方式。"
        "本台账载有个人信息，只供内部使用。"
    ),
    "catalogue.verifying": (
        "核对文件是否原样：sha256sum 文件名，结果应与本目录所列相同。核对报告是否与现存记录一致："
        "consult verify 报告.pdf，它用现在的记录重新生成报告并逐字节比较；"
        "consult verify 不写文件，则核对全部操作记录是否前后相接、没有改动。"
    ),
}
