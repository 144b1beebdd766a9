"""The wall clock, read here and nowhere below views, tasks and commands."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def today(now: datetime | None = None) -> date:
    """The date in Scotland: 23:30 UTC on 30 June is already 1 July (measures.md A6).

    Raises ValueError for a moment without a time zone.
    """
    if now is None:
        now = datetime.now(UTC)
    if now.utcoffset() is None:
        raise ValueError("The moment needs a time zone: a naive time may be another day.")
    return now.astimezone(LONDON).date()


def moment() -> datetime:
    """Now, for what is counted in hours."""
    return datetime.now(UTC)
