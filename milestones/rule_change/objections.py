"""Why a change to a rule cannot be made: one sentence for each field, saying what to do."""

from collections.abc import Sequence
from datetime import date

from drawing.words import sentence_day
from milestones.durations import check_amount
from milestones.models import Timescale
from milestones.rule_change.change import ChangeKind, RuleChange, has_not_begun
from milestones.rule_change.change import before as version_before
from milestones.wording import spoken_limit

Objections = dict[str, str | None]
EARLIEST = date(1996, 4, 1)  # The Children (Scotland) Act 1995: no clock here is older.
YEARS_AHEAD = 2
MOST_LEADS = 4
UNITS = ("hours", "days", "working_days", "weeks", "months", "years")
LEAD_UNITS = ("days", "working_days", "weeks", "months")
# Roughly: only to tell a warning that comes before the start.
DAYS = {"hours": 1 / 24, "days": 1, "working_days": 1.4, "weeks": 7, "months": 30, "years": 365}
IN_LAW = (
    "This limit is in law, so it is not changed here. Switch the rule off or be warned earlier; "
    "for a stricter limit of your own, write an aim."
)

NOT_OWN = "A shipped rule does not end: switch it off instead."
NO_LIMIT = "This rule has no limit, so there is no day to be warned of."


def objections_to(
    change: RuleChange, versions: Sequence[Timescale], *, is_on: bool, on: date
) -> Objections:
    """Empty, or with nothing but None in it, where the change can be made."""
    if not versions:
        return {"__all__": f"There is no rule {change.ref} here: see the list of rules."}
    if change.kind == ChangeKind.LEADS:
        return _to_leads(change, versions[-1])
    if change.kind == ChangeKind.END:
        return _to_end(change, versions, on)
    if change.kind == ChangeKind.VERSION:
        return _to_version(change, versions, on)
    wanted = change.kind == ChangeKind.SWITCH_ON
    told = "on" if wanted else "off"
    return {"__all__": f"This rule is {told} already." if is_on == wanted else None}


def _to_version(change: RuleChange, versions: Sequence[Timescale], on: date) -> Objections:
    if versions[-1].basis == Timescale.Basis.STATUTORY:
        return {"__all__": IN_LAW}
    amount = _to_amount(change)
    return {
        "amount": amount or _to_leads_within(change, versions[-1]),
        "name": None if amount else _to_name(change),
        "from_on": _to_day(change.from_on, version_before(versions, on=on), on),
        "reason": None if change.reason.strip() else "Say why, and who decided it.",
    }


def _to_end(change: RuleChange, versions: Sequence[Timescale], on: date) -> Objections:
    last = versions[-1]
    if last.authority_id is None:
        return {"__all__": NOT_OWN}
    waiting = None
    if has_not_begun(last, on=on):
        begins = sentence_day(last.valid_from) if last.valid_from else ""
        waiting = f"The version from {begins} has not begun: change that one instead."
    return {
        "from_on": waiting or _to_day(change.from_on, last, on),
        "reason": None if change.reason.strip() else "Say why, and who decided it.",
    }


def _to_day(day: date | None, before: Timescale, on: date) -> str | None:
    if day is None:
        return "Enter the day from which it holds."
    if not EARLIEST <= day <= on.replace(year=on.year + YEARS_AHEAD, day=1):
        return (
            f"The day must be after {sentence_day(EARLIEST)} and at most {YEARS_AHEAD} years ahead."
        )
    if before.valid_from is not None and day <= before.valid_from:
        begun = sentence_day(before.valid_from)
        return f"The version before is valid from {begun}: choose a later day."
    return None


def _to_amount(change: RuleChange) -> str | None:
    if change.amount is None:
        return "Enter the new limit, like 26."
    if change.unit not in UNITS or not 0 < change.amount <= 1000:
        return "The limit must be a number from ½ to 1000, with its unit."
    try:
        check_amount(change.amount, change.unit)
    except ValueError:
        return "Only weeks and months come in halves: enter a whole number."
    return None


def _to_leads_within(change: RuleChange, last: Timescale) -> str | None:
    """Asked of the shipped lead times; the authority's own are asked with them."""
    leads = last.lead_times if change.lead_times is None else change.lead_times
    long = next((lead for lead in leads if not _is_shorter(lead, change.amount, change.unit)), None)
    if long is None:
        return None
    told = spoken_limit({"amount": long[0], "unit": long[1]})
    return f"People are warned {told} before the day: set shorter warnings first."


def _to_name(change: RuleChange) -> str | None:
    """A rule's name carries its limit: everybody reads it, nobody looks it up."""
    if change.amount is None:
        return None
    limit = spoken_limit({"amount": change.amount, "unit": change.unit})
    number, _, unit = limit.partition(" ")
    ways = {limit, f"{number}-{unit.removesuffix('s')}", f"{change.amount:g} {unit}"}
    name = f" {change.name.lower()} "
    if any(_stands_in(way, name) for way in ways):
        return None
    return f"Say the limit in the name, like “… within {limit}”."


def _stands_in(way: str, name: str) -> bool:
    """As words of their own: “6 weeks” does not stand in “26 weeks”."""
    place = name.find(way)
    while place >= 0:
        if not name[place - 1].isalnum() and not name[place + len(way)].isalnum():
            return True
        place = name.find(way, place + 1)
    return False


def _to_leads(change: RuleChange, last: Timescale) -> Objections:
    if change.lead_times is None:
        return {}
    limit = last.definition.get("limit") or {}
    if limit.get("amount") is None:
        return {"__all__": NO_LIMIT}
    return {"amount_1": _to_lead_times(change.lead_times, limit)}


def _to_lead_times(leads: Sequence[tuple[float, str]], limit: dict[str, object]) -> str | None:
    if not 1 <= len(leads) <= MOST_LEADS:
        return f"Give at least one warning and at most {MOST_LEADS}."
    if len(set(leads)) < len(leads):
        return "The same warning stands there twice: leave one out."
    for amount, unit in leads:
        told = spoken_limit({"amount": amount, "unit": unit})
        if unit not in LEAD_UNITS or amount <= 0:
            return "A warning must be at least a day before, in days, weeks or months."
        if amount != int(amount) and (unit not in {"weeks", "months"} or amount * 2 % 1):
            return "Only weeks and months come in halves: enter a whole number."
        # Counted from a date the order carries, the limit itself is no length.
        if "from" not in limit and not _is_shorter((amount, unit), limit["amount"], limit["unit"]):
            return f"{told} before is as long as the limit itself: choose a shorter one."
    return None


def _is_shorter(lead: Sequence[object], amount: object, unit: object) -> bool:
    days = float(str(lead[0])) * DAYS[str(lead[1])]
    return days < abs(float(str(amount))) * DAYS[str(unit)]
