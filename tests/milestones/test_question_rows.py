"""Questions are kept as the facts ask them: written with the clocks, compared with the clocks."""

from datetime import date

import pytest

from accounts.actors import Actor
from cases.models import Child
from milestones.clocks import check_clocks, rebuild_clocks, refresh_clocks
from milestones.models import MilestoneKind, Question
from milestones.services.corrections import void_fact
from milestones.services.milestones import plan_milestone, record_not_held
from tests.conftest import NOON, TODAY
from tests.factories import MilestoneFactory


@pytest.fixture
def forgotten(callum: Child, as_iain: Actor) -> Child:
    """A review planned for yesterday."""
    plan_milestone(
        child=callum,
        by=as_iain,
        on=date(2026, 11, 1),
        kind=MilestoneKind.objects.get(code="lac_review"),
        planned_on=date(2026, 11, 19),
    )
    return callum


def asked(child: Child) -> list[str]:
    return list(Question.objects.filter(child=child).values_list("code", flat=True))


def test_a_service_writes_what_its_fact_asks_and_takes_back_what_is_put_right(
    forgotten: Child, as_iain: Actor
) -> None:
    assert asked(forgotten) == ["planned_day_passed"]
    record_not_held(milestone=forgotten.milestones.get(), by=as_iain)
    assert asked(forgotten) == []


def test_a_voided_fact_asks_nothing(forgotten: Child, as_iain: Actor) -> None:
    void_fact(fact=forgotten.milestones.get(), by=as_iain, reason="Typed for another child")
    assert asked(forgotten) == []


def test_what_is_asked_stands_before_its_day_and_is_asked_from_it(forgotten: Child) -> None:
    assert Question.objects.asked(on=date(2026, 11, 19)).count() == 0
    assert Question.objects.asked(on=TODAY).count() == 1


def test_a_second_refresh_writes_nothing(forgotten: Child) -> None:
    before = Question.objects.get()
    assert refresh_clocks(authority=forgotten.authority, child_ids=[forgotten.pk], at=NOON) == 0
    assert Question.objects.get().public_id == before.public_id


def test_a_changed_day_changes_the_question_and_keeps_it(forgotten: Child) -> None:
    before = Question.objects.get()
    forgotten.milestones.update(planned_on=date(2026, 11, 12))
    assert refresh_clocks(authority=forgotten.authority, child_ids=[forgotten.pk], at=NOON) > 0
    after = Question.objects.get()
    assert (after.pk, after.asks_from) == (before.pk, date(2026, 11, 13))


def test_a_question_changed_behind_the_services_is_found_and_mended(forgotten: Child) -> None:
    Question.objects.update(asks_from=date(2026, 11, 1))
    MilestoneFactory.create(child=forgotten, code="panel", planned_on=date(2026, 11, 2))
    ((_, drift),) = check_clocks(authority=forgotten.authority)
    assert [(each["timescale"], each["stored"], each["computed"]) for each in drift] == [
        (
            "question planned_day_passed",
            {"asks_from": date(2026, 11, 1)},
            {"asks_from": date(2026, 11, 20)},
        ),
        ("question planned_day_passed", None, {"asks_from": date(2026, 11, 3)}),
    ]
    list(rebuild_clocks(authority=forgotten.authority, at=NOON))
    ((_, mended),) = check_clocks(authority=forgotten.authority)
    assert mended == []
