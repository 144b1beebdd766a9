"""A child's life as imagined to its end, and how much of it is told by a day.

A life is imagined whole, then told up to a day: what lies after that day has not happened,
except for meetings already agreed, which are told as planned. That is how some clocks stand
overdue, some fall due this week and most run quietly, without anyone arranging it.
"""

from dataclasses import dataclass, field
from datetime import date, time, timedelta

from exchange.case_files.layout import (
    CHILDREN,
    EPISODES,
    MILESTONES,
    ORDERS,
    PLACEMENTS,
    ROUTES,
)

Row = dict[str, str]
BOOKED_AHEAD = timedelta(weeks=9)


@dataclass(frozen=True, slots=True)
class Event:
    """A milestone on a day. `booked`: before that day it was in the diary already.

    `forgotten`: it stays in the diary, and nobody says what became of it.
    """

    kind: str
    day: date
    outcome: str = ""
    route: str = ""
    at: time | None = None
    planned_on: date | None = None
    chaired_by: str = ""
    note: str = ""
    booked: bool = False
    forgotten: bool = False


@dataclass(frozen=True, slots=True)
class Stay:
    setting: str
    began_on: date
    at: time | None = None
    basis: str = "ordinary"
    return_kind: str = ""
    ended_on: date | None = None


@dataclass(slots=True)
class Order:
    kind: str
    made_on: date
    expires_on: date | None = None
    ended_on: date | None = None


@dataclass(slots=True)
class Life:
    child_ref: str
    born_on: date
    given_name: str = ""
    family_name: str = ""
    sex: str = ""
    locality: str = ""
    family_ref: str = ""
    worker: str = ""
    began_on: date = date.max
    ended_on: date | None = None
    destination: str = ""
    return_kind: str = ""
    transferred_from: str = ""
    stays: list[Stay] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    routes: list[tuple[str, date, str]] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def leaves(self, day: date, destination: str, return_kind: str = "") -> None:
        """The child stops being looked after: what was imagined for later does not come about."""
        self.ended_on, self.destination, self.return_kind = day, destination, return_kind

    def is_looked_after(self, on: date) -> bool:
        return self.began_on <= on and (self.ended_on is None or self.ended_on > on)

    def first(self, kind: str, *, outcome: str = "") -> date | None:
        days = [e.day for e in self.events if e.kind == kind and outcome in ("", e.outcome)]
        return min(days, default=None)


def rows_of(lives: list[Life], *, on: date) -> dict[str, list[Row]]:
    """The lives as the rows of case files, told up to a day."""
    rows: dict[str, list[Row]] = {
        file: [] for file in (CHILDREN, EPISODES, PLACEMENTS, ORDERS, ROUTES, MILESTONES)
    }
    for life in lives:
        if life.began_on > on or life.born_on > on:
            continue
        rows[CHILDREN].append(_child(life))
        rows[EPISODES].append(_episode(life, on))
        rows[PLACEMENTS] += _placements(life, on)
        rows[ORDERS] += _orders(life, on)
        rows[ROUTES] += _routes(life, on)
        rows[MILESTONES] += _milestones(life, on)
    return rows


def _child(life: Life) -> Row:
    return {
        "child_ref": life.child_ref,
        "date_of_birth": life.born_on.isoformat(),
        "given_name": life.given_name,
        "family_name": life.family_name,
        "sex": life.sex,
        "locality": life.locality,
        "family_ref": life.family_ref,
        "worker": life.worker,
    }


def _episode(life: Life, on: date) -> Row:
    row = {
        "child_ref": life.child_ref,
        "started_on": life.began_on.isoformat(),
        "transferred_from": life.transferred_from,
    }
    if not life.is_looked_after(on):
        row["ended_on"] = _day(life.ended_on)
        row["destination"] = life.destination
        row["return"] = life.return_kind
    return row


def _placements(life: Life, on: date) -> list[Row]:
    told = [stay for stay in sorted(life.stays, key=_began) if _is_told(life, stay.began_on, on)]
    rows = []
    for stay, following in zip(told, [*told[1:], None], strict=True):
        ended_on = stay.ended_on or (following.began_on if following else _past(life.ended_on, on))
        row = {
            "child_ref": life.child_ref,
            "setting": stay.setting,
            "started_on": stay.began_on.isoformat(),
            "started_at": _time(stay.at),
            "ended_on": _day(ended_on),
            "basis": stay.basis,
            "return": stay.return_kind,
        }
        rows.append(row)
    return rows


def _orders(life: Life, on: date) -> list[Row]:
    rows = []
    for order in life.orders:
        if not _is_told(life, order.made_on, on):
            continue
        ended_on = order.ended_on or (None if order.expires_on else life.ended_on)
        if life.ended_on and not ended_on and order.expires_on and order.expires_on > life.ended_on:
            ended_on = life.ended_on
        rows.append(
            {
                "child_ref": life.child_ref,
                "kind": order.kind,
                "made_on": order.made_on.isoformat(),
                "expires_on": _day(order.expires_on),
                "ended_on": _day(_past(ended_on, on)),
            }
        )
    return rows


def _routes(life: Life, on: date) -> list[Row]:
    return [
        {"child_ref": life.child_ref, "route": route, "from": day.isoformat(), "reason": reason}
        for route, day, reason in life.routes
        if _is_told(life, day, on)
    ]


def _milestones(life: Life, on: date) -> list[Row]:
    seen: set[tuple[str, date]] = set()
    rows = []
    for event in sorted(life.events, key=lambda event: event.day):
        if (event.kind, event.day) in seen or (life.ended_on and event.day > life.ended_on):
            continue
        seen.add((event.kind, event.day))
        row = _milestone(event, on)
        if row:
            rows.append({"child_ref": life.child_ref, "kind": event.kind, **row})
    return rows


def _milestone(event: Event, on: date) -> Row | None:
    if event.outcome == "not_held":
        return (
            {"planned_on": event.day.isoformat(), "outcome": "not_held"} if event.day < on else None
        )
    if event.forgotten:
        return {"planned_on": event.day.isoformat()}
    # What is agreed for the day itself is still to come.
    if event.day > on or (event.booked and event.day == on):
        is_agreed = event.booked and event.day <= on + BOOKED_AHEAD
        return {"planned_on": event.day.isoformat()} if is_agreed else None
    return {
        "held_on": event.day.isoformat(),
        "held_at": _time(event.at),
        "planned_on": _day(event.planned_on),
        "outcome": event.outcome,
        "route": event.route,
        "chaired_by": event.chaired_by,
        "note": event.note,
    }


def _is_told(life: Life, day: date, on: date) -> bool:
    return day <= on and (life.ended_on is None or day < life.ended_on)


def _began(stay: Stay) -> date:
    return stay.began_on


def _past(day: date | None, on: date) -> date | None:
    return day if day and day <= on else None


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _time(at: time | None) -> str:
    return at.strftime("%H:%M") if at else ""
