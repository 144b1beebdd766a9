"""A page of a list of work: its groups, the jumps to the others, the meetings beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.gate import with_standings
from milestones.clock_lines import clock_lines
from milestones.models import Milestone
from milestones.work.lists import PAGE, Row, WorkList, page_of, rows
from milestones.work.meetings import meetings_ahead, readable_meetings
from milestones.work.spans import Span


@dataclass(frozen=True, slots=True)
class Jump:
    """A count that leads to its group, on this page or the one where the group begins."""

    group: Span
    count: int
    page: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class WorkPage:
    number: int
    last: int
    total: int
    jumps: Sequence[Jump]
    groups: Sequence[tuple[Span, int, list[Row]]]
    meetings: Sequence[Milestone]


def work_page(work: WorkList, number: int) -> WorkPage:
    """The children of its rows and of its meetings are stood to and noted for the audit once."""
    actor, on, counts = work.actor, work.on, work.counts
    clocks = page_of(work.found, number)
    meetings = meetings_ahead(actor, work.asked, on=on)
    children = {clock.child_id: clock.child for clock in clocks}
    with_standings(actor, [*children.values(), *(each.child for each in meetings)])
    for clock in clocks:
        clock.child = children[clock.child_id]
    planned = Milestone.objects.planned().filter(child__in=children).select_related("kind")
    booked = planned.order_by("planned_on", "pk")
    lines = clock_lines(clocks, actor=actor, on=on, planned=booked)
    found = rows(lines, actor=actor, on=on)
    return WorkPage(
        number=number,
        last=work.last_page,
        total=work.total,
        jumps=jumps(work.groups, counts, number),
        groups=in_groups(work.groups, counts, found),
        meetings=readable_meetings(meetings, work.asked, actor),
    )


def in_groups(
    groups: Sequence[Span], counts: dict[str, int], found: Sequence[Row]
) -> list[tuple[Span, int, list[Row]]]:
    """The page's rows under their group, groups without a row on this page left out."""
    told = []
    for group in groups:
        due = ((row, row.line.clock.due_on) for row in found)
        inside = [row for row, day in due if day is not None and group.holds(day)]
        if inside:
            told.append((group, counts[group.code], inside))
    return told


def jumps(groups: Sequence[Span], counts: dict[str, int], number: int) -> list[Jump]:
    told, before = [], 0
    for group in groups:
        count = counts[group.code]
        first, last = before // PAGE + 1, max(before, before + count - 1) // PAGE + 1
        told.append(Jump(group, count, first, first <= number <= last))
        before += count
    return told
