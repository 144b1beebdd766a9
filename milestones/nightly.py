"""Each night's work of this layer: flags, clocks against facts, holidays ahead, keeping at an end.

Each kind is a job of its own in each authority, so that one that fails stops no other.
"""

import json
from datetime import date
from typing import Any

from accounts.jobs.running import JobRefused, JobRun
from accounts.models import Authority
from drawing.words import sentence_day
from milestones.durations import due_on
from milestones.models import Holiday
from milestones.rebuilding import compare_children, count_children, next_children, system_for
from milestones.retention import keeping_ended
from milestones.rulebook import rulebook_of
from milestones.services.flags import FlagsRaised, plan_flags, raise_in
from milestones.services.raising import raise_notices
from milestones.settling import settled_since_the_last_night

DRIFT = "drift.json"
MOST_DRIFT_KEPT = 1000
HOLIDAYS_AHEAD_MONTHS = 18
LISTED_FAR_ENOUGH = "Holidays are listed for the next 18 months."


def run_raise_flags(run: JobRun) -> None:
    """What was raised before it was cut off stands, so it begins anew and finds less to do."""
    if "settled" not in run.place:
        with run.chunk() as chunk:
            settled = settled_since_the_last_night(authority=run.actor.authority)
            chunk.counts = {"raised": 0, "cleared": settled}
            chunk.place = {"settled": settled}
    plan = plan_flags(authority=run.actor.authority, on=run.on, at=run.began_at)
    total = run.job.done + sum(map(len, plan.chunks))
    done = FlagsRaised(skipped=dict(plan.poisoned))
    for ids in plan.chunks:
        with run.chunk() as chunk:
            more = raise_in(day=plan.day, child_ids=ids)
            chunk.done, chunk.total = len(ids), total
            chunk.counts = {"raised": more.raised, "cleared": more.cleared}
            done.add(more)
    with run.chunk():
        # Empty: the lease begins anew, for notices are committed by themselves, each once.
        pass
    notified = raise_notices(authority=run.actor.authority, on=run.on, at=run.began_at)
    with run.chunk() as chunk:
        chunk.counts = {"raised": 0, "cleared": 0, "notified": notified}
        chunk.place = {**run.place, "skipped": len(done.skipped)}
    run.outcome = flags_in_words(run.counts, skipped=len(done.skipped))


def flags_in_words(counts: dict[str, int], *, skipped: int) -> str:
    words = "{raised:,} flags raised, {cleared:,} cleared, {notified:,} notices given.".format(
        **counts
    )
    if not skipped:
        return words
    return f"{words} {skipped:,} clocks were left out because their rule cannot be read."


def run_check_clocks(run: JobRun) -> None:
    """Every child's clocks counted again and compared, writing nothing but the report."""
    system = system_for(run.actor)
    total = count_children(system=system)
    while ids := next_children(system=system, after=run.place.get("child", 0)):
        with run.chunk() as chunk:
            checked, drift = compare_children(system=system, child_ids=ids)
            chunk.done, chunk.total, chunk.place = len(ids), total, {"child": ids[-1]}
            chunk.counts = {"checked": checked, "drift": len(drift)}
            keep_drift(run, drift)
    run.outcome = drift_in_words(run.counts.get("checked", 0), run.counts.get("drift", 0))
    left_out = rulebook_of(run.actor.authority).left_out
    if left_out:
        # As a failure, so that those are told who can have it mended.
        raise JobRefused(f"{run.outcome} {left_out}")


def keep_drift(run: JobRun, drift: list[dict[str, Any]]) -> None:
    kept = json.loads(run.file(DRIFT) or b"[]") if drift else []
    if drift and len(kept) < MOST_DRIFT_KEPT:
        run.keep_result(DRIFT, as_report(kept + drift))


def as_report(drift: list[dict[str, Any]]) -> bytes:
    return json.dumps(drift[:MOST_DRIFT_KEPT], default=str).encode()


def drift_in_words(checked: int, drift: int) -> str:
    if not drift:
        return f"{checked:,} clocks compared; all agree with the facts."
    differ = "1 differs" if drift == 1 else f"{drift:,} differ"
    return f"{checked:,} clocks compared; {differ} from the facts. Count them again."


def run_check_holidays(run: JobRun) -> None:
    with run.chunk() as chunk:
        sentence = holidays_in_words(run.actor.authority, on=run.on)
        chunk.counts = {"warnings": int(bool(sentence))}
    run.outcome = sentence or LISTED_FAR_ENOUGH


def holidays_in_words(authority: Authority, *, on: date) -> str:
    """What runs out within 18 months, so that working days would be counted wrongly; or empty."""
    needed_to = due_on(on, HOLIDAYS_AHEAD_MONTHS, "months")
    warnings = []
    for whose, owner in (("Scotland’s holidays", None), ("Your own holidays", authority)):
        last = Holiday.objects.filter(authority=owner).order_by("on").last()
        if last is not None and last.on < needed_to:
            warnings.append(f"{whose} are listed to {sentence_day(last.on)} only")
    if not warnings:
        return ""
    missing = "add the next ones, or holidays count as working days and clocks fall due too early."
    return f"{'; '.join(warnings)}: {missing}"


def run_list_retention(run: JobRun) -> None:
    with run.chunk() as chunk:
        found = len(keeping_ended(system=system_for(run.actor), on=run.on))
        chunk.counts = {"ended": found}
    run.outcome = ended_in_words(found)


def ended_in_words(found: int) -> str:
    if not found:
        return "No record is past the time it must be kept."
    records = "1 record is" if found == 1 else f"{found:,} records are"
    return (
        f"{records} past the time it must be kept: retention_run --dry-run lists them. "
        "Nothing is destroyed by itself."
    )
