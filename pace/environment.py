"""The environment read strictly: ImproperlyConfigured, in a sentence, for what makes no sense."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from pace.database_urls import database_from_url

WHAT_FOR = {"SECRET_KEY": "a long random text; sessions and links are signed with it"}


def yes(name: str) -> bool:
    told = os.environ.get(name, "").strip().lower()
    if told not in {"", "0", "1", "no", "yes", "false", "true"}:
        raise ImproperlyConfigured(f"{name} must be 1 or 0; it is {told!r}.")
    return told in {"1", "yes", "true"}


def listed(name: str, default: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def database(name: str, *, otherwise: str = "") -> dict[str, Any]:
    try:
        return database_from_url(os.environ.get(name) or otherwise)
    except ValueError as refused:
        raise ImproperlyConfigured(f"{name}: {refused}") from None


def required(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        raise ImproperlyConfigured(f"Set {name} to {WHAT_FOR[name]}.")
    return value


def kept_secret(folder: Path) -> str:
    """A secret key of the project's own, made once and kept beside its embedded database."""
    kept = folder / "secret_key"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        half_made = folder / f"secret_key.{os.getpid()}"
        handle = os.open(half_made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
        half_made.rename(kept)
    return kept.read_text(encoding="ascii")
