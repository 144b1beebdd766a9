"""The wall clock, read here and nowhere below views, tasks and commands."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def today(now: datetime | None = None) -> date:
    """The date in Scotland: 23:30 UTC on 30 June is already 1 July."""
    return (now or datetime.now(UTC)).astimezone(LONDON).date()


def moment() -> datetime:
    """Now, for what is counted in hours."""
    return datetime.now(UTC)
