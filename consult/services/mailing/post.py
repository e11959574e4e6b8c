"""Letters, and the server that takes them."""

import datetime as dt
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from urllib.parse import unquote, urlsplit

import msgspec

from consult.config import Settings

TIMEOUT = 10
CHINESE = "zh-CN"


class Lost(Exception):
    """The server cannot be reached or does not talk to us: no fault of the letter."""


class Refused(Exception):
    """The server does not take this letter."""


class Message(msgspec.Struct, frozen=True):
    """What is written to whom. `leave` is the address at which one button, or one POST of a mail
    program (RFC 8058), stops further mail."""

    to: str
    subject: str
    text: str
    leave: str = ""


def page(settings: Settings, language: str, path: str) -> str:
    """The whole address of a page of the site in a language; `path` begins with a slash."""
    prefix = "" if language == CHINESE else f"/{language}"
    return settings.base_url.rstrip("/") + prefix + path


def letter(settings: Settings, now: dt.datetime, message: Message) -> EmailMessage:
    """A plain text letter with the headers by which mail programs know how to end the mails."""
    made = EmailMessage()
    made["From"], made["To"] = settings.mail_from, message.to
    made["Subject"] = " ".join(message.subject.split())
    made["Date"] = format_datetime(now)
    made["Message-ID"] = make_msgid(domain=settings.mail_from.rpartition("@")[2].strip("<> "))
    made["Auto-Submitted"] = "auto-generated"
    if message.leave:
        made["List-Unsubscribe"] = f"<{message.leave}>"
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made.set_content(message.text)
    return made


class Server:
    """A connection that is opened for the first letter and kept for the others. Blocks: use it in
    a thread, one call at a time.

    A line that is encrypted goes to nobody but the host that was named: its certificate has to be
    one this machine trusts, or one that `ca` (a PEM file) vouches for. smtp+starttls:// and
    smtps:// are never unencrypted; smtp:// is where the server offers nothing else.
    """

    def __init__(self, url: str, ca: str = "") -> None:
        self._url, self._ca = urlsplit(url), ca
        self._line: smtplib.SMTP | None = None

    def hand_over(self, made: EmailMessage) -> None:
        """Give a letter to the server. Raises Refused, or Lost when it cannot be talked to."""
        try:
            line = self._line = self._line or self._call()
            line.send_message(made)
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as error:
            raise Refused(str(error)) from error
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise Lost(str(error)) from error

    def close(self) -> None:
        """Hang up."""
        line, self._line = self._line, None
        if line is not None:
            line.close()

    def _call(self) -> smtplib.SMTP:
        line = self._dial()
        try:
            line.ehlo()
            required = self._url.scheme == "smtp+starttls"
            if required or (self._url.scheme == "smtp" and line.has_extn("starttls")):
                line.starttls(context=self._trust())
                line.ehlo()
            if self._url.username:
                line.login(unquote(self._url.username), unquote(self._url.password or ""))
        except BaseException:
            line.close()
            raise
        return line

    def _dial(self) -> smtplib.SMTP:
        host, port = self._url.hostname or "", self._url.port
        if self._url.scheme == "smtps":
            return smtplib.SMTP_SSL(host, port or 465, timeout=TIMEOUT, context=self._trust())
        usual = 587 if self._url.scheme == "smtp+starttls" else 25
        return smtplib.SMTP(host, port or usual, timeout=TIMEOUT)

    def _trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self._ca or None)
