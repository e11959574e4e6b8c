"""Mails as people send them, for the tests."""

from email.message import EmailMessage


def mail(
    body: str, *, subject: str = "", charset: str = "utf-8", html: bool = False, **heads: str
) -> EmailMessage:
    """A mail with a body and heads; underscores of their names are dashes."""
    made = EmailMessage()
    made["From"] = "周敏 <zhou@example.org>"
    made["Date"] = "Wed, 04 Mar 2026 10:11:12 +0000"
    if subject:
        made["Subject"] = subject
    for name, value in heads.items():
        made[name.replace("_", "-")] = value
    made.set_content(body, charset=charset, subtype="html" if html else "plain")
    return made


def box(*mails: EmailMessage) -> bytes:
    """An mbox of mails."""
    return b"".join(
        b"From zhou@example.org Wed Mar 04 10:11:12 2026\n" + one.as_bytes() + b"\n"
        for one in mails
    )
