"""The first files of an office's folder: everything commented out, so that they change nothing."""

import json
from pathlib import Path

from consult.errors import Conflict
from consult.office.folder import FONTS, TEMPLATES
from consult.office.statement import NAME, SENTENCES

_HEAD = """\
# 机关自己的信息和用语。行首的 # 去掉才起作用；没有写的，照系统原来的样子。
# 改好后运行 consult office check 检查；网页上的“预览”随改随看。

# name = "云川市人大常委会法制工作委员会"
# address = "云川市人民路 1 号"
# postcode = "000000"
# email = "fgw@example.gov.cn"
# phone = "0000-0000000"
# fax = "0000-0000001"
# website = "https://example.gov.cn"
# wechat = "云川人大"
# footing = "主办单位：云川市人大常委会办公室"

# 版头：几行文字，或者一幅图片（SVG 或 PNG，放在本文件夹里）。图片要写明图上是什么。
# [letterhead]
# lines = ["云川市人大常委会法制工作委员会"]
# picture = "letterhead.svg"
# alt = "云川市人大常委会法制工作委员会"

# 字体：文件放进 fonts 文件夹，这里写它的名称。没有写的用系统自带的开源字体。
# [fonts]
# title = "方正小标宋简体"
# body = "仿宋_GB2312"
# heading1 = "黑体"
# heading2 = "楷体_GB2312"

# 基层立法联系点，一处一节。
# [[contact_points]]
# name = "东街社区联系点"
# address = "云川市东街 2 号"
# phone = "0000-0000002"

# 征求意见一般不少于多少天，照哪里的规定：全国、北京、山东、重庆、浙江、上海；都不是的写“其他”，
# 并写天数和依据。设区的市有自己的立法条例的，写“其他”。各机关不同的，各写一节。
# [consultation]
# jurisdiction = "浙江"
# [consultation.bodies."云川市人大常委会"]
# jurisdiction = "其他"
# days = 30
# source = "《云川市立法条例》第三十八条"

# 用语：花括号里是系统填的内容，可以不用，不能另造。
# [texts]
"""
_README = """\
机关文件夹

office.toml          机关的信息、版头、字体和用语
print.css            排版样式，加在系统的样式之后（可以没有）
templates/print/     替换单个页面的模板，文件名与系统的相同（可以没有）
fonts/               机关自己有权使用的字体，.ttf、.otf 或 .ttc（可以没有）

不改程序，升级时不会被覆盖；请与数据一起备份。写错了不会出错页：材料不生成，并指出是哪个文件的哪一行。
改好后运行 consult office check。说明见 docs/office.md。
"""


def begin(path: Path) -> tuple[Path, ...]:
    """Write the first files into the folder, which is made; returns what was written.

    Raises Conflict when there is an office.toml: nobody's words are overwritten.
    """
    statement = path / NAME
    if statement.exists():
        raise Conflict("{path} 已经有了，没有改动。请直接编辑它。", path=statement)
    for folder in (TEMPLATES, FONTS):
        (path / folder).mkdir(parents=True, exist_ok=True)
    written = {statement: _HEAD + _sentences(), path / "README.txt": _README}
    for file, words in written.items():
        file.write_text(words, encoding="utf-8")
    return tuple(written)


def _sentences() -> str:
    """Every sentence with a name, in the form the file takes it."""
    return "".join(
        f'# "{name}" = {json.dumps(words, ensure_ascii=False)}\n'
        for name, words in sorted(SENTENCES.items())
    )
