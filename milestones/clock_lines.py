"""A clock as people read it: how it stands on a day, how long is left, who can stop it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from accounts.actors import Actor
from accounts.policy import RECORDS_ONLY, may_record_kind
from accounts.roles import Role
from cases.models import Child
from milestones.clock_keys import clock_id
from milestones.leads import Leads
from milestones.models import Clock, Milestone, Timescale
from milestones.rule_groups import KINDS_WITH
from milestones.rulebook import definition_of
from milestones.status import Status, standing_of

OVERDUE, SOON, RUNNING, PROMPT = "overdue", "soon", "running", "prompt"
MET, MET_LATE, MISSED_LEFT, LEFT, QUERY = (
    "met",
    "met_late",
    "missed_left",
    "left_before_due",
    "query",
)

IN_DAYS = 42

# Who records what no worker may, as a sentence about the clock names them.
OFFICES: dict[str, str] = {
    Role.PANEL_ADMINISTRATOR: "the panel’s desk",
    Role.DECISION_MAKER: "the Agency Decision Maker",
    Role.LEGAL: "legal services",
}
A_WEEK = 7

# A rule that any LAC review stops is recorded as one, unless its own kind says more.
_ANY_REVIEW = "lac_review"


@dataclass(frozen=True, slots=True)
class ClockLine:
    clock: Clock
    state: str
    days_left: int | None
    days_used: int
    booked: Milestone | None = None
    record_url: str = ""
    record_name: str = ""
    office: str = ""
    is_bookable: bool = False

    @property
    def days_over(self) -> int:
        return max(0, -(self.days_left or 0))

    @property
    def spare(self) -> int:
        """Days between the stop and the limit; below nought it was late."""
        done = self.clock.stopped_on
        return (self.clock.due_on - done).days if self.clock.due_on and done else 0

    @property
    def late(self) -> int:
        return max(0, -self.spare)

    @property
    def booked_inside(self) -> int | None:
        """Days from the booked meeting to the limit; below nought it is booked too late."""
        planned = self.booked.planned_on if self.booked else None
        return (self.clock.due_on - planned).days if planned and self.clock.due_on else None

    @property
    def shown_days(self) -> tuple[int | str, str]:
        """The number and its words in a list: days, and weeks once more than six are left."""
        days = self.days_left or 0
        if days < 0:
            return -days, "day over" if days == -1 else "days over"
        if days > IN_DAYS:
            return days // 7, "weeks left"
        if days == 0:
            return "Due", "today"
        return days, "day left" if days == 1 else "days left"

    @property
    def is_within_a_week(self) -> bool:
        """Whether seven days or fewer are left, on whichever side of Sunday they end."""
        return self.days_left is not None and 0 <= self.days_left <= A_WEEK

    @property
    def limit_days(self) -> int | None:
        return (self.clock.due_on - self.clock.started_on).days if self.clock.due_on else None

    @property
    def page_url(self) -> str:
        """The clock's own page; its child came through the gate."""
        clock = self.clock
        address = clock_id(clock.child, clock.timescale, clock.started_on)
        return reverse("clock", args=[clock.child.public_id, address])

    @property
    def is_history(self) -> bool:
        return is_history(self.clock)

    @property
    def is_open(self) -> bool:
        return self.state in {OVERDUE, SOON, RUNNING, PROMPT}


def is_history(clock: Clock) -> bool:
    """Due before the authority went live: shown, never chased."""
    live_on = clock.child.authority.went_live_on
    return live_on is not None and clock.due_on is not None and clock.due_on < live_on


def state_of(clock: Clock, *, on: date, leads: Leads | None = None) -> str:
    """One of the eight statuses; what waits is told apart by how near its day is."""
    status = standing_of(clock, on)
    if status != Status.WAITING:
        return str(status)
    if clock.due_on is None:
        return PROMPT
    near = (leads or Leads.of_clocks([clock])).first_day(clock.timescale_id, clock.due_on)
    return SOON if on >= near else RUNNING


def clock_lines(
    clocks: Iterable[Clock], *, actor: Actor, on: date, planned: Iterable[Milestone] = ()
) -> list[ClockLine]:
    """Each clock with its state, its booked meeting and the page that records its stop."""
    first_booked: dict[tuple[int, str], Milestone] = {}
    for milestone in planned:
        first_booked.setdefault((milestone.child_id, milestone.kind.code), milestone)
    told = list(clocks)
    leads = Leads.of_clocks(told)
    return [_line(clock, actor, on, first_booked, leads) for clock in told]


def _line(
    clock: Clock,
    actor: Actor,
    on: date,
    booked: dict[tuple[int, str], Milestone],
    leads: Leads,
) -> ClockLine:
    kinds = stopping_kinds(clock.timescale)
    meetings = [booked[key] for kind in kinds if (key := (clock.child_id, kind)) in booked]
    url, name = _where_to_record(clock, kinds, actor)
    return ClockLine(
        clock=clock,
        state=state_of(clock, on=on, leads=leads),
        days_left=(clock.due_on - on).days if clock.due_on else None,
        days_used=((clock.stopped_on or clock.ended_on or on) - clock.started_on).days,
        booked=min(meetings, key=lambda each: each.planned_on or date.max, default=None),
        record_url=url,
        record_name=name,
        office="" if url else office_for(kinds),
        is_bookable=bool(kinds),
    )


def stopping_kinds(timescale: Timescale) -> list[str]:
    """The kinds of milestone that stop this rule, in its own order.

    A rule that names outcomes only is stopped by every kind that can have them.
    """
    found: list[str] = []
    for stop in definition_of(timescale).get("stop", []):
        named = stop.get("milestones", [])
        found += named or [k for o in stop.get("outcomes", []) for k in KINDS_WITH.get(o, ())]
    return found


def usual_kind(kinds: list[str], actor: Actor) -> str | None:
    """The kind most likely meant when any of these would stop the clock."""
    recorded = [kind for kind in kinds if may_record_kind(actor.role, kind)]
    if len(recorded) > 1 and _ANY_REVIEW in recorded:
        return _ANY_REVIEW
    return recorded[0] if recorded else None


def office_for(kinds: list[str]) -> str:
    """The office that alone records what stops the clock; empty where a worker may."""
    if any(may_record_kind(Role.SOCIAL_WORKER, kind) for kind in kinds):
        return ""
    keepers = (role for role, kept in RECORDS_ONLY.items() if kept & set(kinds))
    return OFFICES.get(next(keepers, ""), "")


def _where_to_record(clock: Clock, kinds: list[str], actor: Actor) -> tuple[str, str]:
    """The page that records the stop, where the actor may for this child."""
    may = clock.child.standing.may
    kind = usual_kind(kinds, actor)
    if kind is not None and may("milestone.record"):
        return f"{_page('record_milestone', clock.child)}?kind={kind}", kind
    facts = {stop.get("fact", "") for stop in definition_of(clock.timescale).get("stop", [])}
    if facts & {"order_made", "order_ended"} and may("order.record"):
        return _page("record_order", clock.child), "order"
    if "placement_began" in facts and may("placement.record"):
        return _page("record_move", clock.child), "move"
    return "", ""


def _page(name: str, child: Child) -> str:
    return reverse(name, args=[child.public_id])
