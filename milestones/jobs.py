"""The work of this layer that is done later: clocks counted again and compared, every night's."""

from accounts.jobs.kinds import Daily, JobKind, register
from accounts.jobs.running import JobRun
from accounts.nightly import NIGHTS_WORK
from milestones.nightly import (
    run_check_clocks,
    run_check_holidays,
    run_list_retention,
    run_raise_flags,
)
from milestones.rebuilding import (
    count_children,
    next_children,
    rebuild_children,
    system_for,
)
from milestones.rulebook import rulebook_of


def run_rebuild(run: JobRun) -> None:
    """Every child's clocks, by the rules as they stand when their turn comes."""
    system = system_for(run.actor)
    total = count_children(system=system)
    while ids := next_children(system=system, after=run.place.get("child", 0)):
        with run.chunk() as chunk:
            written = rebuild_children(system=system, child_ids=ids)
            chunk.done, chunk.total, chunk.place = len(ids), total, {"child": ids[-1]}
            chunk.counts = {"children": len(ids), "clocks": written}
    run.outcome = f"{told(run.counts)} {rulebook_of(run.actor.authority).left_out}".strip()


def told(counts: dict[str, int]) -> str:
    children, clocks = counts.get("children", 0), counts.get("clocks", 0)
    changed = "1 clock" if clocks == 1 else f"{clocks:,} clocks"
    return f"Clocks counted again for {children:,} children; {changed} changed."


CHANGES_RULES = "timescale.change"
ASKED_FOR = JobKind(
    "rebuild_clocks",
    "Count the clocks again",
    act=CHANGES_RULES,
    run=run_rebuild,
    unit="children",
)
EACH_NIGHT = (
    JobKind("raise_flags", "Flags raised and cleared", NIGHTS_WORK, run_raise_flags, Daily.NIGHT),
    JobKind(
        "check_clocks",
        "Clocks compared with the facts",
        act=CHANGES_RULES,
        run=run_check_clocks,
        daily=Daily.NIGHT,
        unit="children",
        page="drift",
    ),
    JobKind("check_holidays", "Holidays ahead", NIGHTS_WORK, run_check_holidays, Daily.NIGHT),
    JobKind(
        "list_retention", "Records kept long enough", NIGHTS_WORK, run_list_retention, Daily.NIGHT
    ),
)
for kind in (ASKED_FOR, *EACH_NIGHT):
    register(kind)
