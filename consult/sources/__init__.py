"""Files of opinions as they reach an office: read from their bytes, in one shape."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from consult.errors import Invalid
from consult.sources import chat, letter, mail
from consult.sources.source import Source
from consult.sources.table import holds_opinions, read_table
from consult.spreadsheet import WORKBOOKS

__all__ = ["read_source", "read_text"]

_TABLES = (".csv", ".tsv", *WORKBOOKS)
_MAIL_HEAD = re.compile(
    rb"(?:From [^\r\n]{3,200}\r?\n)?"
    rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[ \t][^\r\n]{0,500}\r?\n(?:[ \t][^\r\n]{0,500}\r?\n){0,9}){3}"
)


def read_source(
    data: bytes, filename: str, columns: Mapping[str, str] | None = None, sheet: str = ""
) -> Source:
    """What a file of opinions holds, as what it is recognised as by its name and its words.

    `columns` maps our names to the headers of a table, "" for a column that is not to be taken;
    `sheet` chooses one of a workbook. Raises Invalid (a 4xx) for a file that cannot be read. A
    document is opened in a process of its own: not for an event loop.
    """
    suffix = PurePosixPath(filename.replace("\\", "/")).suffix.lower()
    if suffix in _TABLES:
        return chat.without_system_lines(read_table(data, filename, columns, sheet))
    if suffix in mail.SUFFIXES or (suffix == ".txt" and _MAIL_HEAD.match(data)):
        return mail.read_mails(data, filename)
    if suffix == ".txt" and holds_opinions(data, columns):
        return read_table(data, filename, columns, sheet)
    if suffix in letter.SUFFIXES:
        return read_text(letter.text_of(data, filename))
    if suffix == ".msg":
        raise Invalid("还不能读 .msg 邮件。请在邮件软件里另存为 .eml 再导入。", field="file")
    raise Invalid(
        "不能导入这种文件。表格用 .xlsx、.xls、.ods、.csv，邮件用 .eml、.mbox 或者打包的 .zip，"
        "来信和聊天记录用 .docx、.pdf、.txt。",
        field="file",
    )


def read_text(text: str) -> Source:
    """What a pasted text holds: messages of a chat, or letters. Raises Invalid."""
    return chat.read_chat(text) if chat.is_chat(text) else letter.read_letters(text)
