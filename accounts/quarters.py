"""The quarterly access review: what is not confirmed within 92 days of a quarter's start ends.

security.md §4: “Quarterly access_review: unconfirmed memberships end.” A quarter has 90 to 92
days, so that its review is over when the next one has begun.
"""

from datetime import date, timedelta

from accounts.models import Membership

REVIEW_LASTS = timedelta(days=92)


def quarter_of(on: date) -> date:
    """The first day of the quarter this day lies in."""
    return date(on.year, on.month - (on.month - 1) % 3, 1)


def review_ends_on(quarter: date) -> date:
    """From this day on, what that quarter's review did not confirm may end."""
    return quarter + REVIEW_LASTS


def quarter_reviewed(on: date) -> date:
    """The first day of the latest quarter whose review is over."""
    quarter = quarter_of(on)
    while review_ends_on(quarter) > on:
        quarter = quarter_of(quarter - timedelta(days=1))
    return quarter


def is_confirmed_since(membership: Membership, quarter: date) -> bool:
    """Confirmed, or given, in that quarter or later."""
    return (membership.confirmed_on or membership.begins_on) >= quarter
