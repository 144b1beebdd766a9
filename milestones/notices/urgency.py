"""What cannot wait for the next digest: the 72-hour meeting, the hearing on a protection order.

The rule's own shipped lead times say so, not those an authority chose instead: who wants to be
warned of thirty weeks one day before does not want to be woken for it.
"""

from datetime import date, timedelta

from milestones.models import Flag, Timescale

LONGEST_LEAD = 2
HOURS = 24


def cannot_wait(timescale: Timescale) -> bool:
    """Whether its longest lead time is two days or less. A prompt without one can wait."""
    try:
        leads = [_days(amount, unit) for amount, unit in timescale.lead_times]
        return bool(leads) and max(leads) <= LONGEST_LEAD
    except (TypeError, ValueError):
        # What is no lead time is told of where flags are raised.
        return False


def is_new(flag: Flag, *, on: date) -> bool:
    """What has been over for days can wait for the morning: it did until now."""
    return flag.due_on >= on - timedelta(days=LONGEST_LEAD)


def _days(amount: float, unit: str) -> float:
    """In days, where the unit is short enough to matter."""
    if unit == "hours":
        return amount / HOURS
    return amount if unit in {"days", "working_days"} else LONGEST_LEAD + 1
