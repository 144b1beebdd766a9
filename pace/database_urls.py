"""DATABASE_URL in Django's words. Sockets are written with %2F: postgresql://role@%2Frun%2Fpg/db"""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


def database_from_url(url: str) -> dict[str, Any]:
    """ValueError, without the password in it, for what is no PostgreSQL address."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ValueError(
            "A database address looks like postgresql://role:password@host:5432/name; "
            f"this one begins with {parts.scheme or 'nothing'!r}."
        )
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    host = query.pop("host", None) or _host(parts.netloc.rpartition("@")[2])
    try:
        port = str(parts.port or query.pop("port", ""))
    except ValueError:
        raise ValueError("The port of a database address is a number, such as 5432.") from None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": port,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }


def _host(place: str) -> str:
    """Not urlsplit's hostname, which writes a socket's path in small letters."""
    if place.startswith("["):
        return place[1:].partition("]")[0]
    return unquote(place.partition(":")[0])
