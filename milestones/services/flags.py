"""Raising and clearing flags: what a night does, safe to run twice, late or twice at once.

Every clock near or past its limit has exactly one live flag (the constraint
`clock_has_one_live_flag`); what differs from that is found first, and only that is written.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import DataError, IntegrityError

from accounts.actors import system_actor
from accounts.door import entered
from accounts.models import Authority
from accounts.services import write_audit_entry
from cases.models import Child
from milestones.flags.changes import Changes, NewFlag, by_children, changes
from milestones.flags.rows import FlagDay
from milestones.flags.wanted import Key
from milestones.flags.whys import Cleared
from milestones.leads import Leads
from milestones.models import Flag
from milestones.settling import clear, reasons_of

CHUNK = 500
REFUSED = "the database refused its flag"
LEADS_CHANGED = "The lead times were changed"
Why = Flag.Why


@dataclass(slots=True)
class FlagsRaised:
    raised: int = 0
    cleared: int = 0
    skipped: dict[Key, str] = field(default_factory=dict)
    """Clocks left out, with why: a lead time or a row that is broken."""

    def add(self, more: "FlagsRaised") -> None:
        self.raised += more.raised
        self.cleared += more.cleared
        self.skipped.update(more.skipped)


@dataclass(frozen=True, slots=True)
class FlagPlan:
    """What a night will do: the children whose flags differ, so many changes at a time."""

    day: FlagDay
    chunks: list[list[int]]
    poisoned: dict[Key, str]


def raise_flags(*, authority: Authority, on: date, at: datetime) -> FlagsRaised:
    """Bring the authority's flags in line with its clocks on that day; `at` is now.

    What was missed on earlier days is caught up.
    """
    plan = plan_flags(authority=authority, on=on, at=at)
    done = FlagsRaised(skipped=dict(plan.poisoned))
    for ids in plan.chunks:
        done.add(raise_in(day=plan.day, child_ids=ids))
    return done


def plan_flags(*, authority: Authority, on: date, at: datetime) -> FlagPlan:
    """Read what differs, writing nothing: where nothing does, the night is over."""
    with entered(system_actor(authority, at=at)):
        day = FlagDay(authority, on, Leads.of(authority), at)
        wanted = day.wanted()
        found = changes(wanted, day.kept(), on=on)
    sizes = Counter(flag.child_id for flag in (*found.stale, *found.earlier))
    sizes.update(new.key[0] for new in found.new)
    chunks = by_children(found.children(), sizes, at_most=CHUNK)
    return FlagPlan(day, chunks, wanted.poisoned)


def raise_in(*, day: FlagDay, child_ids: Sequence[int], only: Key | None = None) -> FlagsRaised:
    """The flags of some children, in one transaction under their locks.

    What the database refuses is left out and told; the others are tried without it.
    """
    try:
        return _raise(day, child_ids, only)
    except (DataError, IntegrityError):
        if only is not None:
            return FlagsRaised(skipped={only: REFUSED})
    done = FlagsRaised()
    if len(child_ids) > 1:
        for child_id in child_ids:
            done.add(raise_in(day=day, child_ids=[child_id]))
        return done
    for key in _keys(day, child_ids):
        done.add(raise_in(day=day, child_ids=child_ids, only=key))
    return done


def _keys(day: FlagDay, child_ids: Sequence[int]) -> list[Key]:
    with entered(system_actor(day.authority, at=day.at)):
        found = changes(day.wanted(child_ids), day.kept(child_ids), on=day.on)
    keys = [flag.key for flag in (*found.stale, *found.earlier)]
    return list(dict.fromkeys([*keys, *(new.key for new in found.new)]))


def _raise(day: FlagDay, child_ids: Sequence[int], only: Key | None) -> FlagsRaised:
    """Facts wait for this chunk and this chunk for facts: both hold the children's rows."""
    with entered(system_actor(day.authority, at=day.at)):
        of_here = Child.objects.select_for_update(of=("self",), no_key=True)
        rows = of_here.filter(pk__in=child_ids).order_by("pk").values_list("public_id", flat=True)
        children = list(rows)
        found = changes(day.wanted(child_ids), day.kept(child_ids), on=day.on)
        found = found if only is None else found.of(only)
        whys = _clear(day, found)
        stood_before = [flag.pk for flag in found.earlier]
        Flag.objects.filter(pk__in=stood_before).update(raised_on=day.on)
        Flag.objects.bulk_create(_new_flags(day, found), ignore_conflicts=True)
        if whys or found.new or stood_before:
            _write_audit(day, found, whys, children)
    return FlagsRaised(raised=len(found.new), cleared=len(found.stale))


def _clear(day: FlagDay, found: Changes) -> Counter[str]:
    """Clears what no longer holds; how many for each why."""
    if not found.stale:
        return Counter()
    stale = list(Flag.objects.filter(pk__in=[flag.pk for flag in found.stale]))
    gone = Child.objects.filter(sealed_on__isnull=False, pk__in={each.child_id for each in stale})
    sealed = set(gone.values_list("pk", flat=True))
    next_steps = {new.key for new in found.new}
    reasons = reasons_of(stale, authority=day.authority, on=day.on)
    told = [
        (flag, _why(flag, reason, flag.child_id in sealed, flag.clock_key in next_steps, day.on))
        for flag, reason in zip(stale, reasons, strict=True)
    ]
    clear(told, at=day.at, on=day.on)
    return Counter(why.because.value for _, why in told)


def _why(flag: Flag, reason: Cleared | None, is_sealed: bool, has_next: bool, on: date) -> Cleared:
    if is_sealed:
        return Cleared(Why.SEALED, "", on)
    if reason is not None:
        return reason
    return Cleared(Why.STEP, "", on) if has_next else Cleared(Why.CORRECTED, LEADS_CHANGED, on)


def _new_flags(day: FlagDay, found: Changes) -> list[Flag]:
    flags = [_flag(day, new) for new in found.new]
    over = [(flag, new) for flag, new in zip(flags, found.new, strict=True) if new.until]
    reasons = reasons_of([flag for flag, _ in over], authority=day.authority, on=day.known_on)
    for (flag, new), reason in zip(over, reasons, strict=True):
        why = Cleared(Why.STEP, "") if new.is_followed or reason is None else reason
        flag.cleared_at, flag.cleared_on = day.at, new.until
        flag.cleared_because, flag.cleared_by_fact = why.because, why.fact
    return flags


def _flag(day: FlagDay, new: NewFlag) -> Flag:
    child_id, timescale_id, started_on = new.key
    return Flag(
        authority=day.authority,
        child_id=child_id,
        timescale_id=timescale_id,
        started_on=started_on,
        due_on=new.wanted.due_on,
        step=new.wanted.step.step,
        lead_days=new.wanted.step.lead_days,
        raised_on=day.on,
    )


def _write_audit(day: FlagDay, found: Changes, whys: Counter[str], children: list[UUID]) -> None:
    raised = Counter(new.wanted.step.step for new in found.new)
    detail = {
        "on": day.on.isoformat(),
        "raised": dict(raised),
        "cleared": dict(whys),
        "children": [str(each) for each in children],
    }
    by = system_actor(day.authority, at=day.at)
    write_audit_entry(by=by, act="flag.raise", subject_kind="children", detail=detail)
