"""The system check that refuses a route without a declared act."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error
from django.urls import URLPattern, URLResolver, get_resolver


def routes(
    resolver: URLResolver | None = None, prefix: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every (path pattern, URL pattern) of the project, however deeply included."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, path)
        else:
            yield path, entry


def every_route_declares_its_act(**kwargs: Any) -> list[CheckMessage]:
    return [
        Error(
            f"The route “{path}” declares no act.",
            hint='Put @act("noun.verb") on its view; the acts are in accounts/policy.py.',
            id="accounts.E001",
        )
        for path, pattern in routes()
        if getattr(pattern.callback, "act", None) is None
    ]
