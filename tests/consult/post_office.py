"""A mail server of a few lines, in a thread: keeps what it is given, or refuses it; encrypted if it
is told to, with a certificate nobody vouches for, and a key that guards nothing."""

import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import Enum
from pathlib import Path
from typing import cast

CERTIFICATE = Path(__file__).with_name("post_office.pem")


class Line(Enum):
    """How the line is encrypted: not at all, when asked to, or from the start."""

    PLAIN = "smtp"
    STARTTLS = "smtp+starttls"
    TLS = "smtps"


class PostOffice(socketserver.ThreadingTCPServer):
    """Listens on a free port of this machine."""

    daemon_threads = True

    def __init__(self, line: Line) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.line = line
        self.letters: list[EmailMessage] = []
        self.refusing = False

    @property
    def url(self) -> str:
        """What CONSULT_SMTP_URL would be."""
        return f"{self.line.value}://127.0.0.1:{self.server_address[1]}"


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        office = cast(PostOffice, self.server)
        self.line: socket.socket = self.request
        try:
            if office.line is Line.TLS:
                self._encrypt()
            self._say("220 ready")
            self._listen(office)
        except ssl.SSLError:  # the caller does not trust us
            return
        finally:
            self.line.close()

    def _encrypt(self) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        self.line = context.wrap_socket(self.request, server_side=True)
        self.rfile, self.wfile = self.line.makefile("rb"), self.line.makefile("wb")

    def _listen(self, office: PostOffice) -> None:
        encrypted = office.line is Line.TLS
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"EHLO" and office.line is Line.STARTTLS and not encrypted:
                self._say("250-fine")
                self._say("250 STARTTLS")
                continue
            if word == b"STAR":
                self._say("220 go on")
                self._encrypt()
                encrypted = True
                continue
            if word == b"DATA":
                self._say("354 go on")
                lines = iter(self.rfile.readline, b".\r\n")
                office.letters.append(message_from_bytes(b"".join(lines), policy=policy.default))
            refused = word == b"RCPT" and office.refusing
            self._say("450 later" if refused else "221 bye" if word == b"QUIT" else "250 fine")
            if word == b"QUIT":
                return

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
        self.wfile.flush()


@contextmanager
def open_office(line: Line = Line.PLAIN) -> Iterator[PostOffice]:
    """A post office for as long as the block lasts."""
    with PostOffice(line) as office:
        thread = threading.Thread(target=office.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield office
        finally:
            office.shutdown()
            thread.join()
