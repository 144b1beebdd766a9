from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from milestones.evaluate import evaluate
from milestones.history import History
from milestones.rules import Rule
from milestones.status import Status, status_of
from tests.lanes import examples
from tests.milestones import slow_evaluator
from tests.milestones.histories import coverage_rules, histories, rules
from tests.milestones.slow_facts import FIRST_DAY

QUESTIONS = st.integers(0, 70).map(lambda n: FIRST_DAY + timedelta(n))
PATIENT = settings(deadline=None, suppress_health_check=list(HealthCheck))


def quick(history: History, rule: Rule, on: date) -> slow_evaluator.Result:
    """The real evaluator's clocks in the slow one's form."""
    return {
        reading.started_on: (
            status_of(reading, on),
            reading.due_on,
            reading.stopped_on if reading.stopped_on and reading.stopped_on <= on else None,
        )
        for reading in evaluate(history, [rule])
    }


def compare(history: History, rule: Rule, on: date) -> None:
    """Of clocks that begin later nothing is known but that only planned ones may be seen.

    Two things are judged by what came later, so they are asked about when it has come: what
    lies between two episodes belongs to the second, and the first placement of a child who
    was transferred takes over the original date whenever it begins.
    """
    moved_here = any(episode.transferred_in for episode in history.episodes)
    one_episode = len(history.episodes) < 2 and not moved_here
    assume(one_episode or all(fact.began_on <= on for fact in history.episodes))
    assume(not moved_here or all(fact.began_on <= on for fact in history.placements))
    slow = slow_evaluator.statuses(history, rule, on)
    fast = quick(history, rule, on)
    begun = {day: clock for day, clock in slow.items() if day <= on}
    assert {day: clock for day, clock in fast.items() if day <= on} == begun
    for day, (status, due, _) in fast.items():
        assert day <= on or status == Status.EXCLUDED or (due is not None and due < day)


@given(histories(), rules(), QUESTIONS)
@settings(PATIENT, max_examples=examples(200))
def test_durations_agree_with_the_slow_evaluator(history: History, rule: Rule, on: date) -> None:
    compare(history, rule, on)


@given(histories(), coverage_rules(), QUESTIONS)
@settings(PATIENT, max_examples=examples(200))
def test_coverage_agrees_with_the_slow_evaluator(history: History, rule: Rule, on: date) -> None:
    compare(history, rule, on)


@given(histories(), rules(), st.integers())
@settings(PATIENT, max_examples=examples(80))
def test_the_order_in_which_facts_were_typed_does_not_matter(
    history: History, rule: Rule, seed: int
) -> None:
    shuffled = Random(seed)
    mixed = replace(
        history,
        episodes=tuple(shuffled.sample(history.episodes, len(history.episodes))),
        placements=tuple(shuffled.sample(history.placements, len(history.placements))),
        orders=tuple(shuffled.sample(history.orders, len(history.orders))),
        milestones=tuple(shuffled.sample(history.milestones, len(history.milestones))),
    )

    def dates(readings: History) -> list[tuple[object, ...]]:
        return [
            (r.started_on, r.due_on, r.stopped_on, r.ended_on, r.exit_reason, r.early_stop)
            for r in evaluate(readings, [rule])
        ]

    assert dates(mixed) == dates(history)
