"""The evaluator a second time: slow, obvious, day by day, and blind to what lies after a day.

It shares the plain values and the arithmetic of durations with the real one, nothing else.
A history is first cut down to what had happened by the day of the question; then every spell
is a set of days, and every question is asked of one day after another.
"""

from dataclasses import replace
from datetime import date, timedelta

from milestones.durations import age_on, due_on
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
Result = dict[date, tuple[str, date | None, date | None]]


def statuses(history: History, rule: Rule, on: date) -> Result:
    """Start → (status, due day, day stopped) of every clock of the rule as at that day."""
    return _Question(known_by(history, on), rule, on).answer()


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


class _Question:
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

    def answer(self) -> Result:
        results: Result = {}
        for started_on, source, spell, before in self._starts():
            due = self._due(started_on, source)
            stopped_on = self._stopped_on(started_on, source, spell, before)
            status = self._status(started_on, due, stopped_on, spell)
            results[started_on] = (status, due, stopped_on)
        return results

    # Spells

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
        ends += [ended for began, ended in self._siblings() if began < spell[0]]
        return max(ends, default=BEGINNING)

    # Occurrences

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
            found = [(o.made_on, o) for o in h.orders if not orders or o.kind in orders]
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

    # Clocks

    def _starts(self) -> list[tuple[date, object, Run, date | None]]:
        by_spell: dict[Run, list[Event]] = {}
        for day, source in self._events(self.rule.start):
            spell = self._spell(day, source)
            if spell is not None and day not in [d for d, _ in by_spell.get(spell, [])]:
                by_spell.setdefault(spell, []).append((day, source))
        starts = []
        for spell, events in by_spell.items():
            for number, (day, source) in enumerate(events):
                wanted = {"first": number == 0, "each": True, "after_first": number > 0}
                if wanted[self.rule.occurrence]:
                    before = events[number - 1][0] if number else None
                    starts.append((day, source, spell, before))
        return starts

    def _due(self, started_on: date, source: object) -> date | None:
        rule = self.rule
        if rule.kind == "coverage":
            return rule.target_date
        if rule.limit is None or rule.limit.amount is None:
            return None
        from_on = self._carried(started_on, source)
        return None if from_on is None else due_on(from_on, rule.limit.amount, rule.limit.unit)

    def _carried(self, started_on: date, source: object) -> date | None:
        field = self.rule.limit.date_field if self.rule.limit else None
        if field is None:
            return started_on
        carried: date | None = getattr(source, field, None)
        return carried

    def _counts_from(self, started_on: date) -> date:
        if self.rule.kind != "coverage":
            return started_on
        threshold = started_on
        if self.rule.limit is not None and self.rule.limit.amount is not None:
            threshold = due_on(started_on, self.rule.limit.amount, self.rule.limit.unit)
            if self.rule.limit.threshold == "more_than":
                threshold += timedelta(1)
        return max(threshold, self.rule.counted_from or threshold)

    def _early(self, stop: Selector, started_on: date, spell: Run) -> bool:
        if self.rule.occurrence != "first" and not isinstance(
            self._events(self.rule.start)[0][1], tuple
        ):
            return False
        if self.rule.counts_back or self._means_next(stop):
            return False
        return any(self._since(spell) < day < started_on for day, _ in self._events(stop))

    def _means_next(self, stop: Selector) -> bool:
        start = self.rule.start
        return (stop.fact, stop.planned) == (start.fact, start.planned) and all(
            not wide or (narrow and narrow <= wide)
            for wide, narrow in (
                (stop.milestones, start.milestones),
                (stop.outcomes, start.outcomes),
                (stop.routes, start.routes),
                (stop.settings, start.settings),
                (stop.orders, start.orders),
            )
        )

    def _first_stop(
        self, stop: Selector, started_on: date, source: object, spell: Run, before: date | None
    ) -> date | None:
        own = [s for day, s in self._events(self.rule.start) if day == started_on]
        allowed = self.rule.allow_before_start and self.rule.kind != "coverage"
        if allowed and self._early(stop, started_on, spell):
            return started_on
        for day in DAYS:
            if day > spell[1] or day > self.on:
                return None
            if self.rule.counts_back:
                anchor = self._carried(started_on, source)
                if anchor is None or anchor > started_on or self._means_next(stop):
                    if day <= started_on:
                        continue
                elif day <= max(before or BEGINNING, self._since(spell)):
                    continue
            elif day < self._counts_from(started_on):
                continue
            for happened_on, fact in self._events(stop):
                repeated = day == started_on and self._means_next(stop) and fact in own
                if happened_on == day and not repeated:
                    return day
        return None

    def _stopped_on(
        self, started_on: date, source: object, spell: Run, before: date | None
    ) -> date | None:
        days = [
            self._first_stop(stop, started_on, source, spell, before) for stop in self.rule.stops
        ]
        known = [day for day in days if day is not None]
        if self.rule.stop_rule == "all" and len(known) == len(days):
            return max(known)
        if self.rule.stop_rule == "any" and known:
            return min(known)
        if spell[1] < NEVER and self._goes_home(spell[1]):
            return spell[1]
        return None

    def _goes_home(self, on: date) -> bool:
        returns = [
            p.return_kind
            for p in self.history.placements
            if p.began_on == on and p.setting == "home"
        ] + [
            e.return_kind
            for e in self.history.episodes
            if e.ended_on == on and e.destination == "home"
        ]
        wanted = self.rule.exits_that_count
        return bool(returns) and (
            "home" in wanted or ("home_permanent" in wanted and "permanent" in returns)
        )

    # Status

    def _is_excluded(self, started_on: date, due: date | None, spell: Run) -> bool:
        rule, care = self.rule, self._care_of(spell)
        if started_on > self.on and not (due is not None and due < started_on):
            return True
        if care is not None and not rule.include_transfers_in:
            first = next(e for e in self.history.episodes if e.began_on == care[0])
            if first.transferred_in:
                return True
        if rule.kind == "coverage":
            threshold = replace(rule, counted_from=None)
            reached = _Question(self.history, threshold, self.on)._counts_from(started_on)
            if rule.target_date is not None and reached > rule.target_date:
                return True
            return spell[1] <= self.on and spell[1] < self._counts_from(started_on)
        if rule.counted_from is not None and started_on < rule.counted_from:
            return True
        if rule.counted_to is not None and started_on > rule.counted_to:
            return True
        born_on = self.history.born_on
        if rule.under_age is None or born_on is None:
            return False
        return age_on(born_on, started_on) >= rule.under_age

    def _status(
        self, started_on: date, due: date | None, stopped_on: date | None, spell: Run
    ) -> str:
        if self._is_excluded(started_on, due, spell):
            return "excluded"
        if self.rule.under_age is not None and self.history.born_on is None:
            return "query"
        if stopped_on is not None:
            return "met" if due is None or stopped_on <= due else "met_late"
        if not self.rule.allow_before_start and any(
            self._early(stop, started_on, spell) for stop in self.rule.stops
        ):
            return "query"
        if spell[1] < NEVER and spell[1] <= self.on:
            return "left_before_due" if due is None or spell[1] <= due else "missed_left"
        return "waiting" if due is None or self.on <= due else "overdue"
