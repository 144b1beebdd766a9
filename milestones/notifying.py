"""Who is told of what a night flagged: one door for the command and the nightly job."""

from datetime import date

from accounts.models import Authority


def notify(*, authority: Authority, on: date) -> int:
    """How many notices were raised; none until there are notices."""
    return 0
