"""The evaluator a second time: slow, obvious, day by day, and blind to what lies after a day.

It shares the plain values and the arithmetic of durations with the real one, nothing else.
A history is first cut down to what had happened by the day of the question; then every spell
is a set of days, and every question is asked of one day after another.
"""

from dataclasses import replace
from datetime import date, timedelta

from milestones.durations import age_on, due_on
from milestones.history import History
from milestones.rules import Rule
from milestones.selectors import Selector
from tests.milestones.slow_facts import BEGINNING, DAYS, NEVER, Event, Facts, Run, known_by

Result = dict[date, tuple[str, date | None, date | None]]


def statuses(history: History, rule: Rule, on: date) -> Result:
    """Start → (status, due day, day stopped) of every clock of the rule as at that day."""
    return _Question(known_by(history, on), rule, on).answer()


class _Question(Facts):
    def answer(self) -> Result:
        results: Result = {}
        for started_on, source, spell, before in self._starts():
            due = self._due(started_on, source)
            stopped_on = self._stopped_on(started_on, source, spell, before)
            status = self._status(started_on, due, stopped_on, spell)
            results[started_on] = (status, due, stopped_on)
        return results

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
            if day < self._first_day(stop, started_on, source, spell, before):
                continue
            not_again = own if day == started_on and self._means_next(stop) else []
            if any(when == day and fact not in not_again for when, fact in self._events(stop)):
                return day
        return None

    def _first_day(
        self, stop: Selector, started_on: date, source: object, spell: Run, before: date | None
    ) -> date:
        """The earliest day on which a stop may lie."""
        if not self.rule.counts_back:
            return self._counts_from(started_on)
        anchor = self._carried(started_on, source)
        if anchor is None or anchor > started_on or self._means_next(stop):
            return started_on + timedelta(days=1)
        return max(before or BEGINNING, self._since(spell)) + timedelta(days=1)

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
