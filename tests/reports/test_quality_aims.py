"""The data-quality list says how far each aim could move, to those who see the aim."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Authority, Membership, Team
from aims.models import Aim
from aims.reporting import report
from cases.models import Child
from milestones.clocks import refresh_clocks
from milestones.models import Milestone
from tests.aims.invented import load
from tests.conftest import NOON, TODAY
from tests.factories import (
    ChildFactory,
    EpisodeFactory,
    MilestoneFactory,
    OrderFactory,
    PlacementFactory,
)

SignIn = Callable[[Membership], Client]
CONTROL = ("SAVEPOINT", "RELEASE")
LODGED: dict[str, Any] = {
    "ref": "south-ayrshire-lodged",
    "authority": "S12000028",
    "label": "Aim 4",
    "national_stage": 4,
    "kind": "duration",
    "start": {"milestones": ["adm_decision"], "outcomes": ["approved"]},
    "stop": [{"milestones": ["order_lodged"]}],
    "limit": {"amount": 4, "unit": "weeks"},
    "cohort": {"from": "2026-01-01", "to": None},
    "target_percent": 80,
    "target_date": "2027-03-31",
    "draft": False,
}


def decided(child: Child, on: date, lodged: date) -> None:
    for code, day, outcome in [
        ("lac_review", date(2026, 1, 12), "permanence_recommended"),
        ("panel", date(2026, 2, 2), "recommended"),
        ("adm_decision", on, "approved"),
        ("order_lodged", lodged, "held"),
    ]:
        MilestoneFactory.create(
            child=child,
            code=code,
            held_on=day,
            outcome_id=outcome,
            route="permanence_order" if code == "lac_review" else "",
        )


def another(authority: Authority, ref: str) -> Child:
    child = ChildFactory.create(authority=authority, child_ref=ref)
    EpisodeFactory.create(child=child)
    PlacementFactory.create(child=child)
    return child


@pytest.fixture
def aim(callum: Child, south_ayrshire: Authority) -> Aim:
    """Two children in time; Callum's petition was lodged before his decision."""
    assert load(LODGED).as_data()["rejected"] == []
    children = [another(south_ayrshire, "SA-0001"), another(south_ayrshire, "SA-0002")]
    for child in children:
        decided(child, date(2026, 3, 2), date(2026, 3, 20))
    decided(callum, date(2026, 3, 2), date(2026, 2, 20))
    everybody = [callum.pk, *(child.pk for child in children)]
    refresh_clocks(authority=south_ayrshire, child_ids=everybody, at=NOON)
    return Aim.objects.get(ref="south-ayrshire-lodged")


def shown(client: Client) -> str:
    return client.get("/data-quality/").content.decode()


def test_a_line_says_how_far_it_could_move_which_aim(
    sign_in: SignIn, iain: Membership, aim: Aim
) -> None:
    page = shown(sign_in(iain))
    assert "Aim 4: 2 of 2 now; between 2 and 3 of 3 once this is put right." in page
    assert "<strong>2 of 2 now; between 2 and 3 of 3</strong> once all of this" in page


def test_what_is_said_of_now_is_what_the_aims_own_page_says(
    sign_in: SignIn, iain: Membership, aim: Aim, callum: Child
) -> None:
    assert report(aim, on=TODAY).rates["due_reached"] == (2, 2)
    Milestone.objects.filter(child=callum, kind__code="order_lodged").update(
        held_on=date(2026, 9, 1)
    )
    refresh_clocks(authority=callum.authority, child_ids=[callum.pk], at=NOON)
    assert report(aim, on=TODAY).rates["due_reached"] == (2, 3)
    page = shown(sign_in(iain))
    assert "Nothing to put right" in page


def test_an_aim_that_no_question_touches_is_not_told(
    sign_in: SignIn, iain: Membership, aim: Aim, callum: Child
) -> None:
    Milestone.objects.filter(child=callum, kind__code="order_lodged").update(
        held_on=date(2026, 3, 9)
    )
    MilestoneFactory.create(child=callum, code="carer_visit", planned_on=date(2026, 11, 2))
    refresh_clocks(authority=callum.authority, child_ids=[callum.pk], at=NOON)
    page = shown(sign_in(iain))
    assert "Visit" in page
    assert "How far this could move the aims" not in page


def test_a_restricted_childs_clock_is_counted_and_never_listed(
    sign_in: SignIn, morag: Membership, aim: Aim, ayr: Team
) -> None:
    """A social worker of one child meets the whole council's figures beside it."""
    Child.objects.get(child_ref="SA-0001").involvements.update(ended_on=date(2026, 5, 1))
    page = shown(sign_in(morag))
    assert "2 of 2 now" in page
    assert "SA-0001" not in page


def test_queries_do_not_grow_with_the_aims_or_the_questions(
    sign_in: SignIn,
    iain: Membership,
    aim: Aim,
    south_ayrshire: Authority,
) -> None:
    """Transactions’ own statements aside, as in benchmarks/overdue_page.py."""
    without_home = LODGED | {"exclude_routes": ["home"]}
    load(*[without_home | {"ref": f"sa-{n}", "label": f"Aim {n}"} for n in range(5, 9)])
    children = [another(south_ayrshire, f"SA-1{number:03}") for number in range(6)]
    for child in children:
        decided(child, date(2026, 3, 2), date(2026, 2, 20))
        child.placements.update(ended_on=date(2026, 10, 1))
        MilestoneFactory.create(child=child, code="lac_review", planned_on=date(2026, 9, 1))
        MilestoneFactory.create(child=child, code="order_granted", held_on=date(2026, 9, 7))
        OrderFactory.create(child=child, expires_on=date(2026, 10, 1))
    refresh_clocks(authority=south_ayrshire, child_ids=[child.pk for child in children], at=NOON)
    client = sign_in(iain)
    with CaptureQueriesContext(connection) as asked:
        page = shown(client)
    for code in ("planned_day_passed", "order_expired", "no_placement", "outcome_missing"):
        assert f"g-{code}" in page
    assert "Aim 8" in page
    told = [query["sql"] for query in asked if not query["sql"].startswith(CONTROL)]
    assert len(told) <= 15, told
