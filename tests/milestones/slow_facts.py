"""What the slow evaluator sees: days, unbroken runs of days, and facts on their days."""

from dataclasses import replace
from datetime import date, timedelta

from milestones.history import History, Order
from milestones.rules import Rule
from milestones.selectors import Selector

FIRST_DAY = date(2020, 1, 1)
HORIZON = 140
DAYS = [FIRST_DAY + timedelta(n) for n in range(-20, HORIZON)]
NEVER = DAYS[-1] + timedelta(1)
BEGINNING = DAYS[0] - timedelta(1)

Run = tuple[date, date]
Event = tuple[date, object]


def known_by(history: History, on: date) -> History:
    """What had happened by that day. What an order says of its own expiry is known from then."""

    def ended(day: date | None) -> date | None:
        return day if day is not None and day <= on else None

    return replace(
        history,
        episodes=tuple(
            replace(
                e, ended_on=ended(e.ended_on), destination=e.destination * bool(ended(e.ended_on))
            )
            for e in history.episodes
            if e.began_on <= on
        ),
        placements=tuple(
            replace(p, ended_on=ended(p.ended_on)) for p in history.placements if p.began_on <= on
        ),
        orders=tuple(
            replace(o, ended_on=ended(o.ended_on)) for o in history.orders if o.made_on <= on
        ),
        milestones=tuple(
            m if ended(m.held_on) else replace(m, held_on=None) for m in history.milestones
        ),
    )


def runs(days: set[date]) -> list[Run]:
    """Unbroken runs of days, each with the day after its last."""
    found: list[Run] = []
    for day in sorted(days):
        if found and found[-1][1] == day:
            found[-1] = (found[-1][0], day + timedelta(1))
        else:
            found.append((day, day + timedelta(1)))
    return found


def days_of(began: date, ended: date | None) -> set[date]:
    return {day for day in DAYS if began <= day and (ended is None or day < ended)}


def in_force(order: Order) -> set[date]:
    return days_of(order.made_on, order.ended_on) & days_of(order.made_on, order.expires_on)


class Facts:
    """One child's facts as known by a day, and what a rule's selectors find in them."""

    def __init__(self, history: History, rule: Rule, on: date) -> None:
        self.history, self.rule, self.on = history, rule, on
        self.care = runs({d for e in history.episodes for d in days_of(e.began_on, e.ended_on)})
        self.away = self._within_care(
            {
                day
                for placement in history.placements
                if placement.setting != "home"
                for day in days_of(placement.began_on, placement.ended_on)
            }
        )
        self._take_over_from_elsewhere()

    def _within_care(self, days: set[date]) -> list[Run]:
        pieces: list[Run] = []
        for began, ended in runs(days):
            around = [care for care in self.care if days_of(*care) & days_of(began, ended)]
            if not around:
                pieces.append((began, ended))
            for number, care in enumerate(around):
                pieces.append((care[0] if number else began, min(ended, care[1])))
        return pieces

    def _take_over_from_elsewhere(self) -> None:
        for care in self.care:
            first = next(e for e in self.history.episodes if e.began_on == care[0])
            original = first.originally_accommodated_on
            if not first.transferred_in or original is None:
                continue
            mine = [away for away in self.away if days_of(*away) & days_of(*care)]
            if mine:
                self.away.remove(mine[0])
                self.away.append((min(original, mine[0][0]), mine[0][1]))
            elif not any(
                days_of(p.began_on, p.ended_on) & days_of(*care) for p in self.history.placements
            ):
                self.away.append((original, care[1]))
        self.away.sort()

    def _situations(self) -> list[Run]:
        settings, orders = self.rule.situation.settings, self.rule.situation.orders
        if not settings and not orders:
            return self.care
        placed = {
            day
            for p in self.history.placements
            if p.setting in settings
            for day in days_of(p.began_on, p.ended_on)
        }
        ordered = {day for o in self.history.orders if o.kind in orders for day in in_force(o)}
        return self._within_care(
            (placed if settings else set(DAYS)) & (ordered if orders else set(DAYS))
        )

    def _care_of(self, spell: Run) -> Run | None:
        """The last, since a spell dated back to another council may reach into earlier ones."""
        around = [care for care in self.care if days_of(*care) & days_of(*spell)]
        return around[-1] if around else None

    def _siblings(self) -> list[Run]:
        """The spells of the same sort as the one a clock of this rule lives in."""
        if self.rule.situation:
            return self._situations()
        return self.away if self.rule.start.fact == "accommodated" else self.care

    def _spell(self, day: date, source: object) -> Run | None:
        if self.rule.situation:
            return next((s for s in self._situations() if day in days_of(*s)), None)
        if isinstance(source, tuple):
            return (source[0], source[1])
        if not self.care:
            return (BEGINNING, NEVER)
        return next((care for care in self.care if day <= care[1]), None)

    def _since(self, spell: Run) -> date:
        care = self._care_of(spell) or spell
        ends = [ended for began, ended in self.care if ended <= care[0] and began < care[0]]
        ends += [ended for _, ended in self._siblings() if ended <= spell[0]]
        return max(ends, default=BEGINNING)

    def _events(self, selector: Selector) -> list[Event]:
        """Facts on their days; a fact's identity is the fact itself, or the run of days."""
        h, orders, settings = self.history, selector.orders, selector.settings
        if selector.fact == "looked_after":
            found: list[Event] = [(run[0], run) for run in self.care]
        elif selector.fact == "accommodated":
            found = [(run[0], run) for run in self.away]
        elif selector.fact == "situation_began":
            found = [(run[0], run) for run in self._situations()]
        elif selector.fact == "placement_began":
            found = [(p.began_on, p) for p in h.placements if not settings or p.setting in settings]
        elif selector.fact == "order_made":
            found = [
                (o.made_on, o)
                for o in sorted(h.orders, key=lambda o: o.kind)
                if not orders or o.kind in orders
            ]
            if selector == self.rule.start and self.rule.occurrence == "first":
                found = [(day, o) for day, o in found if not self._continues(o)]
        elif selector.fact == "order_ended":
            found = [
                (o.ended_on, o)
                for o in h.orders
                if o.ended_on is not None
                and (not orders or o.kind in orders)
                and not any(o.kind == p.kind and o.ended_on in in_force(p) for p in h.orders)
            ]
        else:
            found = self._milestones(selector)
        return sorted(found, key=lambda event: event[0])

    def _continues(self, order: object) -> bool:
        assert isinstance(order, Order)
        before = {
            day
            for other in self.history.orders
            if other.kind == order.kind and other.made_on < order.made_on
            for day in in_force(other)
        }
        return order.made_on - timedelta(1) in before or order.made_on in before

    def _milestones(self, selector: Selector) -> list[Event]:
        return [
            (day, m)
            for m in self.history.milestones
            if (day := m.planned_on if selector.planned else m.held_on) is not None
            and m.outcome != "not_held"
            and (not selector.milestones or m.kind in selector.milestones)
            and (not selector.outcomes or m.outcome in selector.outcomes)
            and (not selector.routes or m.route in selector.routes)
        ]
