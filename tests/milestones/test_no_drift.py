"""Whatever is recorded, corrected and voided, stored clocks are what the facts say."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.actors import Actor
from cases.models import Child, Episode, Fact, LegalOrder, Placement, Route
from milestones.clocks import check_clocks, rebuild_clocks
from milestones.models import Clock, Milestone, MilestoneKind
from milestones.services import corrections, living, milestones
from tests.conftest import NOON, TODAY
from tests.factories import switch_on
from tests.lanes import IS_WHOLE

KINDS = ["lac_review", "review_6_week", "meeting_72_hour", "home_review", "carer_visit"]
FACTS: list[type[Fact]] = [Milestone, Placement, LegalOrder, Route, Episode]


class Edits:
    """One random edit after another; those that make no sense are refused, and that is fine."""

    def __init__(self, child: Child, by: Actor, seed: int) -> None:
        self.child, self.by, self.random = child, by, Random(seed)

    def make(self, count: int) -> int:
        edits = [self.hold, self.plan, self.move, self.order, self.route, self.void, self.correct]
        edits += [self.end_order, self.leave_or_return]
        return sum(self.attempt(self.random.choice(edits)) for _ in range(count))

    def attempt(self, edit: Callable[[], Any]) -> bool:
        try:
            with transaction.atomic():
                edit()
        except ValidationError:
            return False
        return True

    def day(self) -> date:
        return date(2025, 9, 1) + timedelta(days=self.random.randrange(440))

    def kind(self) -> MilestoneKind:
        return MilestoneKind.objects.get(code=self.random.choice(KINDS), authority=None)

    @property
    def who(self) -> dict[str, Any]:
        return {"child": self.child, "by": self.by, "on": TODAY}

    def hold(self) -> None:
        kind = self.kind()
        outcome = self.random.choice([code for code in kind.outcomes if code != "not_held"])
        milestones.record_milestone(**self.who, kind=kind, held_on=self.day(), outcome=outcome)

    def plan(self) -> None:
        planned = milestones.plan_milestone(**self.who, kind=self.kind(), planned_on=self.day())
        if self.random.random() < 0.5:
            milestones.record_not_held(milestone=planned, by=self.by)

    def move(self) -> None:
        setting = self.random.choice(["home", "kinship", "foster"])
        living.start_placement(**self.who, setting=setting, began_on=self.day())

    def order(self) -> None:
        made = self.day()
        kind = self.random.choice(["cso", "icso", "section_25"])
        expires = made + timedelta(days=self.random.choice([22, 365]))
        living.record_order(**self.who, kind=kind, made_on=made, expires_on=expires)

    def end_order(self) -> None:
        order = self.one_of(LegalOrder)
        living.end_order(order=order, by=self.by, on=TODAY, ended_on=self.day())

    def route(self) -> None:
        living.choose_route(**self.who, route="kinship", from_on=self.day())

    def leave_or_return(self) -> None:
        episode = self.one_of(Episode)
        if episode.ended_on is None:
            living.end_episode(
                episode=episode, by=self.by, on=TODAY, ended_on=self.day(), destination="home"
            )
        else:
            living.begin_episode(**self.who, began_on=self.day())

    def void(self) -> None:
        fact = self.one_of(self.random.choice(FACTS[:3]))
        corrections.void_fact(fact=fact, by=self.by, reason="Typed twice")

    def correct(self) -> None:
        model, field = self.random.choice(
            [(Milestone, "held_on"), (Placement, "began_on"), (LegalOrder, "made_on")]
        )
        fact = self.one_of(model)
        corrections.correct_fact(
            fact=fact, by=self.by, on=TODAY, reason="Wrong day", changes={field: self.day()}
        )

    def one_of(self, model: type[Fact]) -> Any:
        facts = list(model._default_manager.filter(child=self.child, voided_at=None).order_by("pk"))
        if not facts:
            raise ValidationError("There is none.")
        return self.random.choice(facts)


@pytest.mark.parametrize("seed", range(8 if IS_WHOLE else 3))
def test_no_sequence_of_edits_leaves_drift(seed: int, callum: Child, as_iain: Actor) -> None:
    switch_on(callum.authority, "home_cso_two_years", "legal_referral_2_weeks_before_review")
    list(rebuild_clocks(authority=callum.authority, at=NOON))
    made = Edits(callum, as_iain, seed).make(30)
    assert made > 8
    (checked,) = check_clocks(authority=callum.authority)
    assert checked[1] == []
    assert checked[0] > 0


def test_a_clock_changed_behind_the_services_is_found(callum: Child) -> None:
    Clock.objects.filter(timescale__ref="recommendation_30_weeks").update(due_on=TODAY)
    ((_, drift),) = check_clocks(authority=callum.authority)
    assert [found["timescale"] for found in drift] == ["recommendation_30_weeks"]
    list(rebuild_clocks(authority=callum.authority, at=NOON))
    ((_, mended),) = check_clocks(authority=callum.authority)
    assert mended == []
