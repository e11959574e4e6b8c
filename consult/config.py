"""Settings, read once from CONSULT_* environment variables."""

import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from consult.errors import Invalid

_MIN_SECRET = 32
_PASSWORD = re.compile(r"://.*@")


class Settings(msgspec.Struct, frozen=True):
    """What an operator can set. docs/settings.md lists every field with its variable."""

    database_url: str = "sqlite:///var/consult.db"
    """CONSULT_DATABASE_URL: sqlite:///PATH or postgres://…"""
    data_dir: Path = Path("var")
    """CONSULT_DATA_DIR: where reports and the secret key are kept."""
    secret_key: str = ""
    """CONSULT_SECRET_KEY: at least 32 characters; made and kept in data_dir when not given."""
    base_url: str = "http://127.0.0.1:8000"
    """CONSULT_BASE_URL: how the public reaches the site; printed in QR codes and receipts."""
    host: str = "127.0.0.1"
    """CONSULT_HOST: the address to listen on."""
    port: int = 8000
    """CONSULT_PORT: the port to listen on."""
    proxy_hops: int = 0
    """CONSULT_PROXY_HOPS: how many reverse proxies of ours stand in front (0: none)."""
    secure_cookies: bool = False
    """CONSULT_SECURE_COOKIES: 1 when the site is served over HTTPS."""
    workers: Annotated[int, msgspec.Meta(ge=0, le=64)] = 1
    """CONSULT_WORKERS: how many processes `consult serve` brings along for background work (0:
    somebody runs `consult worker`)."""
    smtp_url: Annotated[str, msgspec.Meta(pattern=r"^((smtps?|smtp\+starttls)://.+)?$")] = ""
    """CONSULT_SMTP_URL: smtp+starttls://USER:PASSWORD@HOST:PORT, smtps://… or smtp://…; no mail
    without it."""
    smtp_ca: str = ""
    """CONSULT_SMTP_CA: a PEM file with the certificate of an office's own mail server; the
    machine's own list of authorities when not given."""
    mail_from: str = ""
    """CONSULT_MAIL_FROM: the sender's address of mails."""
    results_days: Annotated[int, msgspec.Meta(ge=1, le=365)] = 30
    """CONSULT_RESULTS_DAYS: how many days after a round closes its notice of results is due."""
    answer_days: Annotated[int, msgspec.Meta(ge=1, le=365)] = 15
    """CONSULT_ANSWER_DAYS: within how many days a question gets its public answer."""
    totp: Literal["off", "staff", "everyone"] = "off"
    """CONSULT_TOTP: who must sign in with a code from a telephone beside the password: nobody
    (off), all but committee members and departments (staff), or everyone."""
    idle_minutes: Annotated[int, msgspec.Meta(ge=5, le=600)] = 30
    """CONSULT_IDLE_MINUTES: a session without a click for so long is over."""
    locale: str = "zh-CN"
    """CONSULT_LOCALE: the terminal's language: zh-CN, zh-Hant or en."""
    office: str = ""
    """CONSULT_OFFICE: the folder of the office's own wording, fonts and templates; `office` in
    data_dir when not given."""
    proof_site: Annotated[int, msgspec.Meta(ge=0)] = 120
    """CONSULT_PROOF_SITE: comments in a minute from which on browsers do a proof of work (0:
    always)."""
    proof_network: Annotated[int, msgspec.Meta(ge=0)] = 60
    """CONSULT_PROOF_NETWORK: the same for one address."""
    proof_alike: Annotated[int, msgspec.Meta(ge=0)] = 20
    """CONSULT_PROOF_ALIKE: the same for one sentence, in ten minutes."""
    proof_difficulty: Annotated[int, msgspec.Meta(ge=1000, le=10_000_000)] = 50_000
    """CONSULT_PROOF_DIFFICULTY: numbers a browser tries at most for a proof."""

    @property
    def sends_mail(self) -> bool:
        """Whether mail can be sent: without it nobody is asked for an address to mail to."""
        return bool(self.smtp_url and self.mail_from)


def load(env: Mapping[str, str] | None = None) -> Settings:
    """The settings in `env` (default: the process environment).

    Raises Invalid naming the variable when a value cannot be used.
    """
    env = os.environ if env is None else env
    given = {}
    for field in msgspec.structs.fields(Settings):
        name = f"CONSULT_{field.name.upper()}"
        if env.get(name):
            given[field.name] = _convert(name, env[name], field.type)
    return msgspec.structs.replace(Settings(), **given)


def _convert(name: str, value: str, to: object) -> object:
    if to is Path:
        return Path(value)
    try:
        return msgspec.convert(value, to, strict=False)
    except msgspec.ValidationError:
        raise Invalid(
            "环境变量 {name} 的值“{value}”不能用，请改正后再运行。",
            name=name,
            value=_PASSWORD.sub("://…@", value),
        ) from None


def with_secret(settings: Settings) -> Settings:
    """`settings` with a secret key: the given one, or the one kept in `data_dir/secret.key`,
    which is made on first use and readable by its owner only. Raises Invalid when too short."""
    key = settings.secret_key or _kept_secret(settings.data_dir / "secret.key")
    if len(key) < _MIN_SECRET:
        raise Invalid("CONSULT_SECRET_KEY 太短：至少要 {n} 个字符。", n=_MIN_SECRET)
    return msgspec.structs.replace(settings, secret_key=key)


def _kept_secret(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
