"""What people answer to a flag: a cause and a new date, a silence with an end. It is never gone."""

from datetime import date

from django.core.exceptions import ValidationError

from accounts.actors import Actor
from cases.services.facts import refuse
from cases.services.leave import leave_change
from cases.terms import year_from
from drawing.words import sentence_day
from milestones.clock_keys import of_clock
from milestones.delays import HELD, delay_causes, silence_of
from milestones.models import Clock, Delay, DelayCause, Snooze
from milestones.silences import Silence
from milestones.status import Status, standing_of

OVER = "This clock no longer runs: there is nothing to answer. Look at the child’s page."


def acknowledge_flag(
    *, clock: Clock, by: Actor, on: date, cause: DelayCause, promised_on: date | None, note: str
) -> Delay:
    """Say why a date is missed and when it will be done; the next answer supersedes this one.

    Said again in the same words, as by a double click, it is the answer that stands already.
    Raises ValidationError keyed by field.
    """
    is_listed = cause in delay_causes(by.authority)
    refuse(
        {
            "cause": None if is_listed else "Choose one of those listed",
            "promised_on": _objection_to_promise(promised_on, cause, on),
        }
    )
    said = {"cause": cause, "promised_on": promised_on, "note": note.strip()}
    with leave_change(child=clock.child, by=by, act="flag.acknowledge") as detail:
        _refuse_what_is_over(clock, on)
        standing = Delay.objects.filter(**of_clock(clock), superseded_at__isnull=True)
        delay = standing.filter(**said, given_by=by.person).first()
        if delay is None:
            standing.update(superseded_at=by.at)
            delay = Delay.objects.create(
                **of_clock(clock), authority_id=clock.authority_id, given_by=by.person, **said
            )
        detail.update(_told(clock, cause=cause.name, promised_on=str(promised_on or "")))
    return delay


def snooze_flag(*, clock: Clock, by: Actor, on: date, until: date, reason: str) -> Snooze:
    """No notices of this clock until a day: four weeks ahead at the most, and not for ever.

    What a rung of the ladder has used up, only the next may add to. Raises ValidationError
    keyed by field.
    """
    refuse({"reason": None if reason.strip() else "Say why, in a few words: others will read it."})
    with leave_change(child=clock.child, by=by, act="flag.snooze", reason=reason) as detail:
        _refuse_what_is_over(clock, on)
        left = silence_of(clock, by=by, on=on)
        refuse({"until": None if on < until <= left.latest else _objection_to_silence(left)})
        said = {"until": until, "reason": reason.strip(), "snoozed_by": by.person}
        silent = Snooze.objects.filter(**of_clock(clock), woken_at__isnull=True)
        snooze = silent.filter(**said).first()
        if snooze is None:
            _wake(clock, by)
            snooze = Snooze.objects.create(
                **of_clock(clock), authority_id=clock.authority_id, snoozed_on=on, **said
            )
        detail.update(_told(clock, until=str(until)))
    return snooze


def wake_flag(*, clock: Clock, by: Actor) -> int:
    """The clock speaks up again from today; how many silences were ended."""
    with leave_change(child=clock.child, by=by, act="flag.snooze") as detail:
        woken = _wake(clock, by)
        detail.update(_told(clock, woken=woken))
    return woken


def _wake(clock: Clock, by: Actor) -> int:
    return Snooze.objects.filter(**of_clock(clock), woken_at__isnull=True).update(woken_at=by.at)


def _refuse_what_is_over(clock: Clock, on: date) -> None:
    """Asked of its row under the child's lock: a fact may have stopped or moved it meanwhile."""
    kept = Clock.objects.filter(**of_clock(clock)).first()
    if kept is None or standing_of(kept, on) not in {Status.WAITING, Status.OVERDUE}:
        raise ValidationError(OVER)


def _objection_to_promise(day: date | None, cause: DelayCause, on: date) -> str | None:
    if day is None:
        return None if cause.name == HELD else "Enter the day by which it will be done."
    if on <= day <= year_from(on):
        return None
    return f"The day promised must be between today and {sentence_day(year_from(on))}."


def _objection_to_silence(left: Silence) -> str:
    if left.is_used_up:
        return left.told
    words = f"Choose a day after today, by {sentence_day(left.latest)}."
    return f"{words} {left.told}" if left.is_cut_short else words


def _told(clock: Clock, **more: object) -> dict[str, object]:
    """For the audit: which clock and what, without what people typed."""
    return {"rule": clock.timescale.ref, "started_on": clock.started_on.isoformat(), **more}
