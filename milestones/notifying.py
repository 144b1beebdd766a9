"""Who is told of what a night flagged: one door for the command and the nightly job."""

from datetime import date

from accounts.models import Authority
from milestones.services.notices import raise_notices


def notify(*, authority: Authority, on: date) -> int:
    """How many notices were raised: each thing once, whatever is run again."""
    return raise_notices(authority=authority, on=on)
