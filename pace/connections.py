"""How long a statement may last: a page that asks too much is refused, and frees its connection."""

from django.db import connections

WEB_SECONDS = 5
WORKER_SECONDS = 60
LOCK_SECONDS = 2
IDLE_SECONDS = 30
CONNECT_SECONDS = 5


def bound_statements(*, seconds: int) -> None:
    """For every connection this process opens from now on."""
    limits = {
        "statement_timeout": seconds,
        "lock_timeout": LOCK_SECONDS,
        "idle_in_transaction_session_timeout": IDLE_SECONDS,
    }
    options = connections.settings["default"].setdefault("OPTIONS", {})
    told = [options.get("options", ""), *(f"-c {name}={n}s" for name, n in limits.items())]
    options["options"] = " ".join(filter(None, told))
    options.setdefault("connect_timeout", CONNECT_SECONDS)
    connections.close_all()
