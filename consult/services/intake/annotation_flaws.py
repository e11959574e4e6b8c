"""What is wrong with a document of annotations, in words."""

from collections.abc import Callable

from consult.errors import Invalid
from reports.annotating.rules import Flaw

_SENTENCES: dict[Flaw, Callable[[str], Invalid]] = {
    Flaw.JSON: lambda _: Invalid("这不是 JSON 文件，请导出为 W3C Web Annotation（JSON-LD）再试。"),
    Flaw.CONTEXT: lambda _: Invalid(
        "缺少 Web Annotation 的 @context（http://www.w3.org/ns/anno.jsonld），不能按批注读。"
    ),
    Flaw.DEEP: lambda where: Invalid("“{where}”层数太多。", where=where),
    Flaw.TYPE: lambda where: Invalid("“{where}”不是标准里的类型，或者不止一种。", where=where),
    Flaw.MISSING: lambda where: Invalid("缺少“{where}”，标准要求必须有。", where=where),
    Flaw.SEVERAL: lambda where: Invalid("“{where}”只能有一个值。", where=where),
    Flaw.IRI: lambda where: Invalid("“{where}”不是网址（IRI）。", where=where),
    Flaw.TEXT: lambda where: Invalid("“{where}”应当是文字。", where=where),
    Flaw.OBJECT: lambda where: Invalid("“{where}”应当是对象或列表，不能是别的值。", where=where),
    Flaw.MOMENT: lambda where: Invalid(
        "“{where}”不是带时区的时间，如 2026-03-10T08:00:00Z。", where=where
    ),
    Flaw.NUMBER: lambda where: Invalid("“{where}”应当是不小于 0 的整数。", where=where),
    Flaw.DIRECTION: lambda where: Invalid("“{where}”应当是 ltr、rtl 或 auto。", where=where),
    Flaw.BODIES: lambda where: Invalid("“{where}”和 body 不能同时有。", where=where),
}


def sentence(flaw: Flaw, where: str) -> Invalid:
    """What is wrong at a place of a document, and there."""
    return _SENTENCES[flaw](where)
