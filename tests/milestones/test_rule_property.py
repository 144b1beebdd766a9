"""Random lives and changes: the preview says what the rebuild does, and no clock drifts."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from accounts.actors import Actor, acting_as
from accounts.models import Authority, Membership
from milestones.clocks import check_clocks, rebuild_clocks
from milestones.models import Clock, Flag
from milestones.rebuilding import next_children, system_for
from milestones.rule_change.change import ChangeKind, RuleChange
from milestones.rule_change.preview import comparison_of, preview_children
from milestones.services.flags import raise_flags
from milestones.services.timescales import change_rule
from tests.conftest import NOON, TODAY
from tests.factories import (
    ChildFactory,
    EpisodeFactory,
    MilestoneFactory,
    PlacementFactory,
    switch_on,
)
from tests.lanes import IS_WHOLE

# Two shipped rules of one start and stop: an own one displaces both.
RULE, ALIKE = "recommendation_30_weeks", "clear_plan_6_months"
FIRST = date(2025, 6, 1)
Clocks = dict[tuple[int, str, date], tuple[int, date | None]]


def live(random: Random, authority: Authority, number: int) -> None:
    began = FIRST + timedelta(days=random.randrange(500))
    child = ChildFactory.create(authority=authority)
    left = began + timedelta(days=random.randrange(20, 300)) if number % 3 == 0 else None
    EpisodeFactory.create(
        child=child, began_on=began, ended_on=left, destination="home" if left else ""
    )
    PlacementFactory.create(child=child, began_on=began, ended_on=left)
    if number % 2:
        MilestoneFactory.create(
            child=child,
            held_on=began + timedelta(days=random.randrange(1, 250)),
            outcome_id="permanence_recommended",
        )


@pytest.fixture
def by(catriona: Membership) -> Actor:
    return acting_as(catriona, at=NOON)


def changes(random: Random) -> Iterator[RuleChange]:
    """Each is possible after those before it."""
    day = FIRST
    for _ in range(2):
        day += timedelta(days=random.randrange(1, 200))
        weeks = random.randrange(7, 50)
        yield RuleChange(
            ChangeKind.VERSION,
            RULE,
            from_on=day,
            amount=weeks,
            unit="weeks",
            name=f"Recommendation within {weeks} weeks",
            stops_when="permanence is recommended",
            reason="Agreed",
        )
        yield RuleChange(ChangeKind.SWITCH_OFF, RULE)
        yield RuleChange(ChangeKind.SWITCH_ON, RULE)
        yield RuleChange(ChangeKind.LEADS, RULE, lead_times=((random.randrange(1, 7), "weeks"),))
    end = day + timedelta(days=random.randrange(1, 100))
    yield RuleChange(ChangeKind.END, RULE, from_on=end, reason="No longer")


def clocks() -> Clocks:
    kept = Clock.objects.values_list(
        "child", "timescale__ref", "started_on", "timescale__version", "due_on"
    )
    return {key: (version, due) for *key, version, due in kept for key in [tuple(key)]}


def flags() -> set[Any]:
    columns = ("child", "timescale__ref", "timescale__version", "started_on", "step", "lead_days")
    return set(Flag.objects.live().values_list(*columns, "due_on"))


def foreseen(by: Actor, change: RuleChange) -> dict[str, int]:
    system = system_for(by)
    ids = next_children(system=system, after=0)
    return preview_children(system, comparison_of(system, change), change.ref, ids)[0].counts


def happened(before: Clocks, after: Clocks, flagged: set[Any]) -> dict[str, int]:
    both = before.keys() & after.keys()
    now = flags()
    return {
        "started": len(after.keys() - before.keys()),
        "kept_no_more": len(before.keys() - after.keys()),
        "due_moved": sum(before[key][1] != after[key][1] for key in both),
        "flags_raised": len(now - flagged),
        "flags_cleared": len(flagged - now),
    }


def make(by: Actor, change: RuleChange) -> None:
    change_rule(by=by, change=change)
    list(rebuild_clocks(authority=by.authority, at=NOON))
    raise_flags(authority=by.authority, on=TODAY, at=NOON)


@pytest.mark.parametrize("seed", range(12 if IS_WHOLE else 1))
def test_what_is_foreseen_happens_and_nothing_drifts(
    seed: int, south_ayrshire: Authority, by: Actor
) -> None:
    random = Random(seed)
    switch_on(south_ayrshire, RULE, ALIKE)
    for number in range(7):
        live(random, south_ayrshire, number)
    list(rebuild_clocks(authority=south_ayrshire, at=NOON))
    raise_flags(authority=south_ayrshire, on=TODAY, at=NOON)
    for change in changes(random):
        told, before, flagged = foreseen(by, change), clocks(), flags()
        told.pop("overdue_at_once")
        make(by, change)
        assert happened(before, clocks(), flagged) == told, change
        ((_, drift),) = check_clocks(authority=south_ayrshire)
        assert drift == []


@pytest.mark.parametrize("seed", range(4 if IS_WHOLE else 1))
def test_clocks_from_before_a_version_keep_their_limit(
    seed: int, south_ayrshire: Authority, by: Actor
) -> None:
    random = Random(seed)
    switch_on(south_ayrshire, RULE)
    for number in range(7):
        live(random, south_ayrshire, number)
    list(rebuild_clocks(authority=south_ayrshire, at=NOON))
    before = clocks()
    change = next(changes(random))
    make(by, change)
    since = change.from_on or TODAY
    old = {key for key in before if key[1] == RULE and key[2] < since}
    assert old
    assert {key: clocks()[key] for key in old} == {key: before[key] for key in old}


def test_off_and_on_again_gives_the_same_clocks(south_ayrshire: Authority, by: Actor) -> None:
    random = Random(7)
    switch_on(south_ayrshire, RULE)
    for number in range(7):
        live(random, south_ayrshire, number)
    list(rebuild_clocks(authority=south_ayrshire, at=NOON))
    before = clocks()
    for kind in (ChangeKind.SWITCH_OFF, ChangeKind.SWITCH_ON):
        make(by, RuleChange(kind, RULE))
    assert clocks() == before
