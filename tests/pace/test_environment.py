from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from pace.database_urls import database_from_url
from pace.environment import kept_secret, listed, required, yes


@pytest.mark.parametrize(
    ("url", "host", "port", "name"),
    [
        ("postgresql://web:w@db.example/pace", "db.example", "", "pace"),
        ("postgres://web:w@10.0.0.5:6432/pace", "10.0.0.5", "6432", "pace"),
        ("postgresql://web:w@%2FRun%2Fpg/pace", "/Run/pg", "", "pace"),
        ("postgresql://web:w@/pace?host=/run/pg", "/run/pg", "", "pace"),
        ("postgresql://web:w@[::1]:5433/pace", "::1", "5433", "pace"),
    ],
)
def test_a_database_address_names_its_place(url: str, host: str, port: str, name: str) -> None:
    place = database_from_url(url)
    assert (place["HOST"], place["PORT"], place["NAME"]) == (host, port, name)
    assert (place["USER"], place["PASSWORD"]) == ("web", "w")


def test_a_password_may_hold_signs_that_addresses_use() -> None:
    assert database_from_url("postgresql://web:a%40b%2Fc@host/pace")["PASSWORD"] == "a@b/c"


def test_what_follows_the_question_mark_is_for_the_driver() -> None:
    place = database_from_url("postgresql://web:w@host/pace?sslmode=require")
    assert place["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize(
    "url", ["", "pace", "mysql://web:w@host/pace", "postgresql://web:secret@host", "sqlite:///x"]
)
def test_what_is_no_address_is_refused_without_telling_the_password(url: str) -> None:
    with pytest.raises(ValueError, match="looks like") as refused:
        database_from_url(url)
    assert "secret" not in str(refused.value)


def test_a_port_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="a number"):
        database_from_url("postgresql://web:w@host:many/pace")


@pytest.mark.parametrize(
    ("told", "means"), [("1", True), ("TRUE", True), ("0", False), ("", False)]
)
def test_a_switch_is_on_or_off(monkeypatch: pytest.MonkeyPatch, told: str, means: bool) -> None:
    monkeypatch.setenv("DEBUG", told)
    assert yes("DEBUG") is means


def test_a_switch_that_is_neither_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBUG", "maybe")
    with pytest.raises(ImproperlyConfigured, match="DEBUG must be 1 or 0"):
        yes("DEBUG")


def test_a_list_drops_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", " a.example, ,b.example,")
    assert listed("ALLOWED_HOSTS", "") == ["a.example", "b.example"]


def test_a_secret_key_that_is_missing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    with pytest.raises(ImproperlyConfigured, match="Set SECRET_KEY to a long random text"):
        required("SECRET_KEY")


def test_the_projects_own_secret_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    secret = kept_secret(tmp_path)
    assert len(secret) >= 50
    assert kept_secret(tmp_path) == secret
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
