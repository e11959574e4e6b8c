"""Mails: one row each, in the writer's own words; what was quoted or signed is set aside."""

import re
from email.message import Message
from pathlib import PurePosixPath

import msgspec

from consult.errors import Invalid
from consult.sources import letterbox
from consult.sources.hypertext import words_of
from consult.sources.quoting import Part, Why, sorted_out
from consult.sources.source import Aside, Flaw, Note, Source, SourceKind
from consult.spreadsheet import SheetRow
from drafts import reader
from reports.courtesy import clauses, empty

SUFFIXES = (".eml", ".mbox", ".mbx", ".zip")
MOST_BYTES = 20 * 1024 * 1024
_MOST_READ = 20
"""Attachments read of one file of mails; each is opened in a process of its own."""
_READABLE = (".docx", ".pdf", ".txt")
_SAYS = re.compile(
    r"第.{1,6}条|\d{1,3}\s?条|反对|不同意|不应|应当|应该|希望|取消|删[去除掉]|太[多少高低重轻快慢严]|[？?]"
)
_ANSWERED = re.compile(r"(?:\s*(?:re|fw|fwd|回复|答复|转发)\s*[：:])+\s*", re.IGNORECASE)
_ATTACHED = re.compile("附件|attach", re.IGNORECASE)
_SHORT = 60
_BLANK = re.compile(r"\n(?:[ \t\u3000]*\n){2,}")


class _Attached(msgspec.Struct, frozen=True):
    name: str
    data: bytes


def read_mails(data: bytes, filename: str) -> Source:
    """The mails of an .eml, an .mbox or a zip of .eml files, a row each, numbered in their order.

    The text of a row is the mail's own words, or those of its attachment where it says no more
    than 见附件. Raises Invalid.
    """
    if len(data) > MOST_BYTES:
        raise Invalid("文件超过 20 MB，请分成几个文件导入。", field="file")
    rows: list[SheetRow] = []
    flaws: list[Flaw] = []
    notes: list[Note] = []
    asides: list[Aside] = []
    opened = 0
    for number, raw in enumerate(
        letterbox.split_box(data, PurePosixPath(filename.lower()).suffix), start=1
    ):
        mail = _Mail(number, may_open=opened < _MOST_READ)
        try:
            rows.append(mail.row(letterbox.parse(raw)))
        except Invalid as error:
            flaws.append(Flaw(number, error))
        opened += mail.opened
        notes += mail.notes
        asides += mail.asides
    if not rows and not flaws:
        raise Invalid("这个文件里没有邮件。请确认选对了文件。", field="file")
    return Source(
        SourceKind.MAIL,
        rows=tuple(rows),
        flaws=tuple(flaws),
        notes=tuple(notes),
        asides=tuple(asides),
    )


class _Mail:
    """One mail while it is read."""

    def __init__(self, number: int, *, may_open: bool) -> None:
        self.number = number
        self.notes: list[Note] = []
        self.asides: list[Aside] = []
        self.opened = 0
        self._may_open = may_open
        self._attached: list[_Attached] = []

    def row(self, mail: Message) -> SheetRow:
        """The mail as a row. Raises Invalid for one without words."""
        own = self._own_words(self._body(mail))
        text = self._with_subject(self._or_attached(own), letterbox.head(mail, "subject"))
        if not text:
            raise Invalid("这封邮件没有文字。如果意见在图片里，请照着录入。")
        name, address = letterbox.sender(mail)
        cells = {
            "text": text,
            "name": name,
            "contact": address,
            "received": letterbox.received(mail),
            "id": letterbox.head(mail, "message-id").strip("<> "),
        }
        return SheetRow(self.number, {key: value for key, value in cells.items() if value})

    def _body(self, mail: Message) -> str:
        """The text a mail shows: its plain parts, else its HTML ones."""
        plain: list[str] = []
        marked: list[str] = []
        for part in letterbox.parts(mail):
            kind = part.get_content_type()
            if self._is_attached(part, kind):
                self._attached.append(_Attached(_name(part), letterbox.payload(part)))
                continue
            text = letterbox.text_of(letterbox.payload(part), str(part.get_param("charset", "")))
            if kind == "text/plain":
                plain.append(text)
            elif kind == "text/html":
                marked.append(words_of(text))
        chosen = plain if any(one.strip() for one in plain) else marked
        return "\n".join(chosen).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")

    @staticmethod
    def _is_attached(part: Message, kind: str) -> bool:
        disposed = str(part.get("content-disposition", "")).strip().lower()
        return disposed.startswith("attachment") or kind not in ("text/plain", "text/html")

    def _own_words(self, body: str) -> str:
        kept: list[str] = []
        for part in sorted_out(body):
            if part.why is None:
                kept.append(part.words)
            elif part.words.strip():
                self.asides.append(Aside(self.number, part.words.strip("\n"), _reason(part)))
                if part.why is Why.FORWARD and not any(one.strip() for one in kept):
                    self.notes.append(
                        Note(
                            "第 {row} 封是转发的邮件：请核对提出人是不是原发件人。", row=self.number
                        )
                    )
        return _BLANK.sub("\n\n", "\n".join(kept)).strip()

    def _or_attached(self, own: str) -> str:
        """The mail's words, or its attachment's where it has none or points there."""
        bare = not own or (len(own) <= _SHORT and _only_points(own))
        offered = [one for one in self._attached if one.name.lower().endswith(_READABLE)]
        unread = [one.name for one in self._attached]
        text = own
        if bare and offered and not self._may_open:
            raise Invalid("意见在附件“{name}”里，请把它单独导入。", name=offered[0].name)
        if bare and offered:
            self.opened += 1
            text = _words_of(offered[0])
            unread.remove(offered[0].name)
            self.notes.append(
                Note("第 {row} 封的意见读自附件“{name}”。", row=self.number, name=offered[0].name)
            )
            if own:
                self.asides.append(Aside(self.number, own, Note("指向附件的话")))
        if unread:
            self.notes.append(
                Note(
                    "第 {row} 封带有附件，没有读：{names}。",
                    row=self.number,
                    names="、".join(unread)[:300],
                )
            )
        return text

    def _with_subject(self, text: str, head: str) -> str:
        """The text behind the subject, where this says something the text does not."""
        subject = _ANSWERED.sub("", head, count=1).strip()
        if not subject or subject in text:
            return text
        if text and not _SAYS.search(subject):
            self.asides.append(Aside(self.number, subject, Note("邮件的主题")))
            return text
        return f"{subject}\n{text}".strip()


def _only_points(own: str) -> bool:
    """Whether the words say no more than 您好，意见见附件，谢谢."""
    telling = [own[a:b] for a, b in clauses(own) if not empty(own[a:b])]
    return bool(_ATTACHED.search(own)) and all(_ATTACHED.search(one) for one in telling)


def _words_of(attached: _Attached) -> str:
    try:
        return reader.read(attached.data, attached.name).strip()
    except reader.Unreadable as error:
        raise Invalid("意见在附件里，附件读不出来：{reason}", reason=error) from error


def _name(part: Message) -> str:
    """What an attachment is called; its kind where it has no name."""
    named = part.get_filename() or part.get_param("name") or ""
    raw = named[-1] if isinstance(named, tuple) else str(named)
    holder = Message()
    holder["subject"] = raw.replace("\n", " ").replace("\r", " ")
    return letterbox.head(holder, "subject")[:120] or part.get_content_type()


def _reason(part: Part) -> Note:
    if part.why is Why.SIGNATURE:
        return Note("签名或客户端附的话")
    return Note("转发的邮件头") if part.why is Why.FORWARD else Note("引用的邮件")
