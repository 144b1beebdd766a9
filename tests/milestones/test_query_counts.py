"""Pages and writes ask the same number of questions, however much there is to tell."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actors import Actor
from accounts.models import Authority, Membership
from cases.models import Child
from milestones.clocks import refresh_clocks
from milestones.models import MilestoneKind, Timescale
from milestones.services.milestones import record_milestone
from tests.conftest import NOON, TODAY
from tests.factories import ChildFactory, EpisodeFactory, MilestoneFactory, PlacementFactory

SignIn = Callable[[Membership], Client]


def local_rules(authority: Authority, count: int) -> None:
    Timescale.objects.bulk_create(
        Timescale(
            authority=authority,
            ref=f"local_{number}",
            name=f"Review within {number + 1} weeks",
            basis=Timescale.Basis.LOCAL,
            definition={
                "start": {"fact": "accommodated"},
                "stop": [{"milestones": ["lac_review"]}],
                "limit": {"amount": number + 1, "unit": "weeks"},
            },
        )
        for number in range(count)
    )


def queries_to_record(child: Child, by: Actor, held_on: date) -> int:
    kind = MilestoneKind.objects.get(code="lac_review", authority=None)
    with CaptureQueriesContext(connection) as asked:
        record_milestone(child=child, by=by, on=TODAY, kind=kind, held_on=held_on)
    return len(asked)


def test_recording_a_milestone_costs_the_same_however_many_timescales_run(
    callum: Child, as_morag: Actor
) -> None:
    few = queries_to_record(callum, as_morag, date(2025, 12, 10))
    local_rules(callum.authority, 40)
    refresh_clocks(authority=callum.authority, child_ids=[callum.pk], at=NOON)
    many = queries_to_record(callum, as_morag, date(2025, 12, 11))
    assert many <= few + 1
    assert many <= 52


def children(authority: Authority, count: int) -> None:
    made = []
    for _ in range(count):
        child = ChildFactory.create(authority=authority)
        EpisodeFactory.create(child=child)
        PlacementFactory.create(child=child)
        MilestoneFactory.create(child=child, held_on=date(2025, 12, 10))
        made.append(child.pk)
    refresh_clocks(authority=authority, child_ids=made, at=NOON)


def queries_of(browser: Client, address: str) -> int:
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


def test_lists_ask_no_more_of_many_children_than_of_few(
    sign_in: SignIn, iain: Membership, callum: Child
) -> None:
    browser = sign_in(iain)
    children(callum.authority, 2)
    pages = [reverse(name) for name in ("children", "my_work", "dashboard")]
    few = [queries_of(browser, page) for page in pages]
    children(callum.authority, 12)
    assert [queries_of(browser, page) for page in pages] == few


def test_a_childs_page_asks_no_more_of_a_long_history(
    sign_in: SignIn, iain: Membership, callum: Child
) -> None:
    browser = sign_in(iain)
    page = reverse("child", args=[callum.public_id])
    MilestoneFactory.create(child=callum, held_on=date(2025, 12, 10))
    refresh_clocks(authority=callum.authority, child_ids=[callum.pk], at=NOON)
    few = queries_of(browser, page)
    for month in range(1, 10):
        MilestoneFactory.create(child=callum, held_on=date(2026, month, 10), code="carer_visit")
        MilestoneFactory.create(child=callum, held_on=date(2026, month, 11))
    refresh_clocks(authority=callum.authority, child_ids=[callum.pk], at=NOON)
    assert queries_of(browser, page) == few


CONTROL = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")
MOST = 12


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("who", ["iain", "morag", "catriona"])
@pytest.mark.parametrize("page", ["dashboard", "my_work"])
def test_a_page_of_work_asks_a_dozen_questions_at_most(
    sign_in: SignIn, callum: Child, who: str, page: str, request: pytest.FixtureRequest
) -> None:
    """Session, person and roles, the door, the navigation's counts and the audit among them."""
    browser = sign_in(request.getfixturevalue(who))
    browser.get(reverse(page))
    with CaptureQueriesContext(connection) as asked:
        browser.get(reverse(page))
    told = [each["sql"] for each in asked.captured_queries]
    questions = [sql for sql in told if not sql.startswith(CONTROL)]
    assert len(questions) <= MOST, "\n".join(sql[:120] for sql in questions)
    assert len(told) <= MOST + 2
