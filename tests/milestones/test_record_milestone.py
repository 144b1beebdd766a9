"""Recording a milestone in the browser."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry, Membership
from cases.models import Child
from milestones.clocks import refresh_clocks
from milestones.models import Clock, Milestone
from milestones.rule_words import in_passing
from tests.conftest import NOON
from tests.factories import MilestoneFactory, grant

SignIn = Callable[[Membership], Client]


def page(child: Child) -> str:
    return reverse("record_milestone", args=[child.public_id])


def answers(**given: str) -> dict[str, str]:
    return {
        "kind": "meeting_72_hour",
        "held_on_0": "6",
        "held_on_1": "11",
        "held_on_2": "2025",
        "held_at": "10:30",
        "outcome": "held",
        "chaired_by": "team_leader",
        **given,
    }


def test_a_milestone_is_saved_and_its_clock_stops(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    response = sign_in(morag).post(page(callum), answers(), follow=True)

    milestone = Milestone.objects.get(child=callum)
    assert str(milestone.held_on) == "2025-11-06"
    assert milestone.recorded_by == morag.person
    clock = Clock.objects.get(child=callum, timescale__ref="meeting_72_hours")
    assert clock.stopped_by == milestone
    assert "72-hour meeting saved" in response.content.decode()
    assert "1 day to spare" in response.content.decode()


def test_recording_is_audited_without_the_note(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    sign_in(morag).post(page(callum), answers(note="about the family"))

    entry = AuditEntry.objects.get(act="milestone.record")
    assert (entry.person, entry.subject_id) == (morag.person, callum.public_id)
    assert "about the family" not in str(entry.detail)


def test_the_next_step_of_the_journey_is_chosen(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    shown = sign_in(morag).get(page(callum)).content.decode()

    assert 'value="meeting_72_hour"' in shown
    assert shown.index("72-hour meeting") < shown.index("LAC review")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"held_on_0": "31", "held_on_1": "2"}, "The day it was held must be a real date"),
        ({"held_on_2": ""}, "The day it was held must include a year"),
        ({"held_on_2": "2027"}, "must be today, 20 November 2026, or earlier"),
        ({"held_on_2": "2019"}, "40 weeks before the child was born"),
        ({"chaired_by": ""}, "Choose who chaired the meeting"),
        ({"held_at": "25:00"}, "must be a real time"),
        ({"kind": "nonsense"}, "Choose what happened"),
    ],
)
def test_a_wrong_answer_is_named_and_nothing_is_lost(
    sign_in: SignIn, morag: Membership, callum: Child, given: dict[str, str], said: str
) -> None:
    sent = answers(note="kept as typed", **given)
    shown = sign_in(morag).post(page(callum), sent).content.decode()

    assert said in shown
    assert "There is a problem" in shown
    assert "kept as typed" in shown
    assert not Milestone.objects.exists()


def test_the_same_milestone_twice_a_day_is_refused_at_its_day(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    client = sign_in(morag)
    client.post(page(callum), answers())
    shown = client.post(page(callum), answers()).content.decode()

    assert 'href="#id_held_on_0"' in shown
    assert "already recorded for that day" in shown


def test_another_kind_asks_its_own_questions_and_keeps_what_was_typed(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    sent = answers(kind="home_review", shown="meeting_72_hour", note="kept as typed")
    shown = sign_in(morag).post(page(callum), sent).content.decode()

    assert "End the order" in shown
    assert "kept as typed" in shown
    assert 'value="2025"' in shown
    assert "There is a problem" not in shown
    assert not Milestone.objects.exists()


def test_a_milestone_completes_the_one_that_was_planned(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    planned = MilestoneFactory.create(child=callum, code="carer_visit", planned_on="2026-11-10")
    sent = answers(
        kind="carer_visit",
        completes=str(planned.public_id),
        held_on_0="12",
        held_on_2="2026",
    )
    sign_in(morag).post(page(callum), sent)

    planned.refresh_from_db()
    assert (str(planned.planned_on), str(planned.held_on)) == ("2026-11-10", "2026-11-12")


@pytest.mark.parametrize(
    "name, within",
    [
        ("LAC review", "LAC review"),
        ("Permanence panel", "permanence panel"),
        ("Agency Decision Maker’s decision", "Agency Decision Maker’s decision"),
    ],
)
def test_an_error_spells_the_meeting_as_people_do(name: str, within: str) -> None:
    assert in_passing(name) == within


def test_dates_agreed_in_a_meeting_become_plans(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    clock = Clock.objects.get(child=callum, timescale__ref="recommendation_30_weeks")
    field = f"next_{clock.timescale_id}"
    agreed = {f"{field}_0": "5", f"{field}_1": "12", f"{field}_2": "2026"}
    sign_in(morag).post(page(callum), answers(**agreed))

    plan = Milestone.objects.planned().get(child=callum)
    assert (plan.kind.code, str(plan.planned_on)) == ("lac_review", "2026-12-05")


def test_the_child_of_another_authority_is_not_there(
    sign_in: SignIn, ross: Membership, callum: Child
) -> None:
    assert sign_in(ross).get(page(callum)).status_code == 404
    assert sign_in(ross).post(page(callum), answers()).status_code == 404


def test_a_manager_may_not_record(sign_in: SignIn, catriona: Membership, callum: Child) -> None:
    assert sign_in(catriona).get(page(callum)).status_code == 403


def test_a_social_worker_is_refused_what_the_panel_records(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    sent = answers(kind="panel", outcome="recommended")
    assert sign_in(morag).post(page(callum), sent).status_code == 403
    assert not Milestone.objects.exists()


@pytest.mark.parametrize(
    ("who", "kind", "outcome"),
    [
        ("eilidh", "panel", "recommended"),
        ("alasdair", "adm_decision", "approved"),
        ("niamh", "order_lodged", ""),
        ("niamh", "order_granted", "granted"),
    ],
)
def test_each_role_records_its_own_kinds(
    request: pytest.FixtureRequest,
    sign_in: SignIn,
    callum: Child,
    who: str,
    kind: str,
    outcome: str,
) -> None:
    recorder = request.getfixturevalue(who)
    grant(callum, to=recorder)
    sent = answers(kind=kind, outcome=outcome, route="permanence_order")
    sign_in(recorder).post(page(callum), sent)

    assert Milestone.objects.get(child=callum).kind.code == kind


def test_a_stranger_is_sent_to_sign_in(client: Client, callum: Child) -> None:
    response = client.get(page(callum))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("sign_in"))


def test_what_depends_on_the_outcome_alone_is_told_under_it(
    sign_in: SignIn, alasdair: Membership, callum: Child
) -> None:
    grant(callum, to=alasdair, ground="awaiting_decision")
    MilestoneFactory.create(
        child=callum, code="panel", outcome_id="recommended", held_on="2026-11-10"
    )
    refresh_clocks(authority=callum.authority, child_ids=[callum.pk], at=NOON)
    grant(callum, to=alasdair, ground="awaiting_decision")
    told = sign_in(alasdair).get(page(callum)).content.decode()
    assert "If the outcome is “approved”<" in told
    assert "starts none" not in told
