"""Settings come from CONSULT_* and nowhere else."""

from pathlib import Path

import pytest

from consult import config
from consult.errors import Invalid


def test_nothing_set_is_one_office_machine() -> None:
    settings = config.load({})
    assert settings.database_url == "sqlite:///var/consult.db"
    assert settings.host == "127.0.0.1"


def test_values_are_read_in_their_types() -> None:
    settings = config.load(
        {"CONSULT_PORT": "9000", "CONSULT_SECURE_COOKIES": "1", "CONSULT_DATA_DIR": "/srv/x"}
    )
    assert (settings.port, settings.secure_cookies) == (9000, True)
    assert settings.data_dir == Path("/srv/x")


def test_a_value_of_the_wrong_kind_is_named() -> None:
    with pytest.raises(Invalid, match="CONSULT_PORT"):
        config.load({"CONSULT_PORT": "eighty"})


def test_an_unknown_way_to_mail_is_refused_and_the_password_not_told() -> None:
    for url in ("smtp://mail", "smtps://u:p@mail:465", "smtp+starttls://u:p@mail"):
        assert config.load({"CONSULT_SMTP_URL": url}).smtp_url == url
    with pytest.raises(Invalid, match=r"CONSULT_SMTP_URL.*smtp[+]tls://…@mail") as told:
        config.load({"CONSULT_SMTP_URL": "smtp+tls://li:geheim@mail"})
    assert "geheim" not in str(told.value)


def test_the_secret_is_made_once_and_kept_private(tmp_path: Path) -> None:
    settings = config.Settings(data_dir=tmp_path / "new")
    first = config.with_secret(settings).secret_key
    assert len(first) >= 60
    assert config.with_secret(settings).secret_key == first
    assert (tmp_path / "new" / "secret.key").stat().st_mode & 0o077 == 0
    with pytest.raises(Invalid, match="太短"):
        config.with_secret(config.Settings(secret_key="short"))
