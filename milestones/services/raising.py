"""Giving notice: each thing once to each person, whatever is run again, late or twice at once."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from accounts.actors import Actor, system_actor
from accounts.door import entered
from accounts.models import Authority
from accounts.services import write_audit_entry
from milestones.models import Flag, Notice
from milestones.notices.from_flags import tellings_of
from milestones.notices.from_work import tellings_of_work
from milestones.notices.telling import Telling

CHUNK = 500


def raise_notices(*, authority: Authority, on: date, at: datetime) -> int:
    """Tell of the live flags, and of the work, what was not told before; how many notices.

    Chunk by chunk, each in a transaction of its own; a second run writes nothing.
    """
    system = system_actor(authority, at=at)
    raised = 0
    for flags in _live_flags(system, on=on):
        with entered(system):
            told = tellings_of(flags, authority=authority, on=on)
            raised += _give(told, by=system, on=on)
    with entered(system):
        told = tellings_of_work(authority=authority, on=on)
        raised += _give(told, by=system, on=on)
    return raised


def _live_flags(system: Actor, *, on: date) -> Iterator[list[Flag]]:
    """By key, so that a flag cleared meanwhile shifts no chunk; none raised for a later day."""
    after = 0
    while True:
        with entered(system):
            live = Flag.objects.live().filter(
                authority=system.authority, raised_on__lte=on, pk__gt=after
            )
            found = list(live.select_related("child", "timescale").order_by("pk")[:CHUNK])
        if not found:
            return
        yield found
        after = found[-1].pk


def _give(told: Sequence[Telling], *, by: Actor, on: date) -> int:
    """What is new of it becomes rows; the constraint refuses what another run gave meanwhile."""
    before = _given(told, by.authority)
    new = {each.once: each for each in told if each.once not in before}
    revived = [
        _again(before[each.once], each)
        for each in told
        if each.once in before and _came_back(before[each.once], each)
    ]
    rows = [each.notice(by.authority, on=on) for each in new.values()]
    if rows:
        Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=CHUNK)
    if revived:
        Notice.objects.bulk_update(revived, ["flag", "withdrawn_at"], batch_size=CHUNK)
    if rows or revived:
        detail = {"on": on.isoformat(), "notices": len(rows), "again": len(revived)}
        write_audit_entry(by=by, act="notice.raise", subject_kind="notice", detail=detail)
    return len(rows)


def _given(told: Sequence[Telling], authority: Authority) -> dict[tuple[int, str], Notice]:
    if not told:
        return {}
    people = {each.to.person_id for each in told}
    keys = {each.key for each in told}
    found = Notice.objects.filter(authority=authority, person__in=people, key__in=keys)
    return {(each.person_id, each.key): each for each in found}


def _came_back(notice: Notice, telling: Telling) -> bool:
    """A flag cleared and standing again, or a child theirs again: the same notice holds again."""
    if telling.flag_id is None:
        return False
    return notice.flag_id != telling.flag_id or notice.withdrawn_at is not None


def _again(notice: Notice, telling: Telling) -> Notice:
    notice.flag_id = telling.flag_id
    notice.withdrawn_at = None
    return notice
