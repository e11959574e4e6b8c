"""What can be left to do on a reading, in the order of work, and how each is said."""

from enum import StrEnum

import msgspec

from consult.errors import ConsultError


class Task(StrEnum):
    """Something that can be left to do."""

    SPLITS = "splits"
    LINKS = "links"
    ORPHANS = "orphans"
    CITATIONS = "citations"
    MODERATION = "moderation"
    DISPUTES = "disputes"
    UNGROUPED = "ungrouped"
    PROVISIONAL = "provisional"
    CARRIED = "carried"
    DUTIES = "duties"
    LATE_DUTIES = "late-duties"
    TEXTS = "texts"
    UNDECIDED = "undecided"
    REOPENED = "reopened"
    CHANGED = "changed"
    REASONS = "reasons"
    UNEXPLAINED = "unexplained"
    WORDS = "words"
    QUESTIONS = "questions"
    LATE_QUESTIONS = "late-questions"
    ROOM = "room"
    OFFICE = "office"
    RESULTS = "results"
    REPORT = "report"


class Stop(StrEnum):
    """What cannot be made while it is left: the report, the notice of results, or nothing."""

    REPORT = "report"
    RESULTS = "results"
    NOTHING = ""


class Words(ConsultError):
    """A sentence of the agenda; it stands with the errors, whose sentences have English too."""


class Explained(msgspec.Struct, frozen=True):
    """What a task is called, what it means, where it is done and what it stops. `place` follows
    the address of the reading on the desk, or stands on its own when it begins with /."""

    title: Words
    meaning: Words
    place: tuple[str, ...]
    stops: Stop = Stop.NOTHING


EXPLAINED: dict[Task, Explained] = {
    Task.SPLITS: Explained(
        Words("核对存疑的拆分"),
        Words("草案拆成条款时拿不准的地方。公开征求意见以后不能再改。"),
        ("review",),
    ),
    Task.LINKS: Explained(
        Words("确认条文对应关系"),
        Words("上一稿的一条成了这一稿的哪一条，机器没有把握；确认以前，意见不跟过来。"),
        ("links",),
    ),
    Task.ORPHANS: Explained(
        Words("给没有去向的条文找去向"),
        Words("上一稿有人提过意见的条，在这一稿里没有对应的条。确实删去的，可以不管。"),
        ("links",),
    ),
    Task.CITATIONS: Explained(
        Words("核对条文里的引用"),
        Words("条号变了，引用可能还指着旧条号。"),
        ("citations",),
    ),
    Task.MODERATION: Explained(
        Words("核对等待公开的意见"),
        Words("收到了、还没有公开的意见。"),
        ("moderation",),
    ),
    Task.DISPUTES: Explained(
        Words("核实声明不是本人提交的来件"),
        Words("有人凭回执声明来件不是自己提交的。来件仍然计数，请核实。"),
        (),
    ),
    Task.UNGROUPED: Explained(
        Words("归类新收的意见"),
        Words("不在任何一类里的意见不会出现在报告里，所以先要重新归类。"),
        (),
        Stop.REPORT,
    ),
    Task.PROVISIONAL: Explained(
        Words("把暂时归入的意见归类"),
        Words("收到时暂时放进某一类的意见，重新归类以后才算数。"),
        (),
        Stop.REPORT,
    ),
    Task.CARRIED: Explained(
        Words("看上一审没有采纳、这一审还没有办结的意见"),
        Words("上一审没有采纳（含部分采纳、另行研究）的，同一条这一审又有意见还没有处理。"),
        ("carried",),
    ),
    Task.DUTIES: Explained(
        Words("明确责任部门"),
        Words("有意见、没有主办部门的条。在责任清单里写明，或者从表格导入。"),
        ("departments",),
    ),
    Task.LATE_DUTIES: Explained(
        Words("催办过期的部门"),
        Words("责任清单上的期限已过，所管的条还有意见没有处理结果。"),
        ("departments",),
    ),
    Task.TEXTS: Explained(
        Words("读没有人读过的独有文字"),
        Words("格式信里各人自己加的话。没有人读过以前，这一类不能记下处理。"),
        ("clusters",),
    ),
    Task.UNDECIDED: Explained(
        Words("处理还没有结果的意见"),
        Words("还没有处理情况的类。报告里写作“待处理”；截止以后的通报要等它们都有结果。"),
        ("clusters",),
        Stop.RESULTS,
    ),
    Task.REOPENED: Explained(
        Words("重新看决定以后来了新话的类"),
        Words("已经有处理情况，又来了没有人读过的独有文字。"),
        ("clusters",),
    ),
    Task.CHANGED: Explained(
        Words("复核成员有变化的决定"),
        Words("决定以后，这些类的意见有增减。"),
        ("clusters",),
    ),
    Task.REASONS: Explained(
        Words("补写理由"),
        Words("除“采纳”以外都要有理由，缺了理由报告不生成。"),
        ("clusters",),
        Stop.REPORT,
    ),
    Task.UNEXPLAINED: Explained(
        Words("说明为什么与上一审决定不同"),
        Words("相近的意见，这一审的处理与上一审不同，理由里没有提到上一审。"),
        ("carried",),
    ),
    Task.WORDS: Explained(
        Words("指出下一稿里回应采纳意见的文字"),
        Words(
            "采纳、部分采纳了，还没有指出下一稿的哪些字回应了它。不指出，回执里就显示整条的改动。"
        ),
        ("clusters", "carrying"),
    ),
    Task.QUESTIONS: Explained(
        Words("答复疑问"),
        Words("还没有公开答复的疑问。"),
        ("questions",),
    ),
    Task.LATE_QUESTIONS: Explained(
        Words("其中已过期限的疑问"),
        Words("等待的天数超过了答复期限。"),
        ("questions",),
    ),
    Task.ROOM: Explained(
        Words("答复委员提问"),
        Words("委员在审阅室里提的、还没有答复的问题。"),
        ("/", "staff", "questions"),
    ),
    Task.OFFICE: Explained(
        Words("改正机关文件夹"),
        Words("机关自己的用语、样式、模板、字体里有用不了的，材料不生成。"),
        ("report", "preview"),
        Stop.REPORT,
    ),
    Task.RESULTS: Explained(
        Words("公布征求意见情况通报"),
        Words("征求意见已截止，结果还没有向社会公布。"),
        ("results",),
    ),
    Task.REPORT: Explained(
        Words("按现在的数据生成报告"),
        Words("还没有征求意见情况报告，或者报告生成以后数据又有变化。"),
        (),
    ),
}
