"""The council's own holidays. Limits in working days are counted again with each change."""

from datetime import date

from django.core.exceptions import PermissionDenied

from accounts.actors import Actor
from accounts.door import entered
from accounts.jobs.asking import ask_job
from accounts.models import Job
from accounts.services import write_audit_entry
from cases.services.facts import refuse
from drawing.words import sentence_day
from milestones.holiday_effects import HolidayEffect, holiday_effect
from milestones.holidays import holiday_on
from milestones.models import Holiday
from milestones.rule_change.objections import EARLIEST
from milestones.rulebook import rule_set_of
from milestones.services.timescales import ACT, REBUILD, lock_rules

YEARS_AHEAD = 15


def foresee_holiday(*, by: Actor, day: date, name: str) -> HolidayEffect:
    """What adding the day would do, before anybody says yes; nothing is written.

    Raises ValidationError keyed by field, where it could not be added.
    """
    _demand(by)
    _refuse_day(by, day, name)
    return holiday_effect(by, day, is_added=True, on=by.on)


def add_holiday(*, by: Actor, day: date, name: str) -> Job | None:
    """A day that is no working day here; the job that counts the clocks again, if any needs it.

    Raises ValidationError keyed by field.
    """
    _demand(by)
    with entered(by):
        lock_rules(by.authority)
        _refuse_day(by, day, name)
        Holiday.objects.create(authority=by.authority, on=day, name=name.strip())
        _write_audit(by, day, "added")
        return _count_again(by)


def remove_holiday(*, by: Actor, day: date, reason: str = "") -> Job | None:
    """Work on that day after all. One that is past is taken away with a reason only."""
    _demand(by)
    with entered(by):
        lock_rules(by.authority)
        own = Holiday.objects.filter(authority=by.authority, on=day).first()
        gone = "It is not in your own list any more: look at the list." if own is None else None
        silent = day <= by.on and not reason.strip()
        why = "The day has passed: say why it was a working day." if silent else None
        refuse({"__all__": gone, "reason": why})
        Holiday.objects.filter(authority=by.authority, on=day).delete()
        _write_audit(by, day, "removed", reason)
        return _count_again(by)


def _demand(by: Actor) -> None:
    if not by.may(ACT):
        raise PermissionDenied


def _refuse_day(by: Actor, day: date, name: str) -> None:
    refuse({"day": _objection_to_day(by, day), "name": None if name.strip() else "Name it."})


def _objection_to_day(by: Actor, day: date) -> str | None:
    if not EARLIEST <= day <= by.on.replace(year=by.on.year + YEARS_AHEAD, day=1):
        return f"The day must be at most {YEARS_AHEAD} years ahead."
    known = holiday_on(by.authority, day)
    if known is None:
        return None
    whose = "your own" if known.authority_id else "Scotland’s"
    return f"{sentence_day(day)} is in {whose} list already: {known.name}."


def _write_audit(by: Actor, day: date, what: str, reason: str = "") -> None:
    write_audit_entry(
        by=by, act=ACT, subject_kind="holiday", reason=reason, detail={what: day.isoformat()}
    )


def _count_again(by: Actor) -> Job | None:
    """Nothing moves where no rule that runs here counts working days."""
    counted = (str(rule.definition) for rule in rule_set_of(by.authority).running())
    if not any("working_days" in words for words in counted):
        return None
    return ask_job(by=by, kind=REBUILD, arguments={"rule": "holidays"})
