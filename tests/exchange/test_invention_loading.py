"""The invented world taken in: by the same import and services as a real council's."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password
from django.core.management import CommandError, call_command

from accounts.actors import Actor, acting_as, system_actor
from accounts.models import AuditEntry, Authority, Membership
from aims.models import Aim
from aims.reporting import report
from aims.services import load_aims
from cases.models import Bar, Child, Grant, Involvement, Restriction
from exchange.case_files.reading import RowsSource
from exchange.case_files.services import import_cases
from exchange.invention.life import rows_of
from exchange.invention.people import PASSWORD, people_of
from exchange.invention.places import HIGHLAND, MIDLOTHIAN, SOUTH_AYRSHIRE, Place
from exchange.invention.published import published_children
from exchange.invention.services import load_council
from exchange.invention.staffing import employ, first_of_each_role
from milestones.clocks import check_clocks
from milestones.models import Clock, TimescaleSwitch
from milestones.services.timescales import switch_timescale
from tests.conftest import inside

ON = date(2026, 11, 21)
PUBLISHED = Path(__file__).parents[2] / "aims" / "data" / "published.json"
FINDS_CHILDREN = (
    "social_worker",
    "team_leader",
    "reviewing_chair",
    "panel_administrator",
    "panel_member",
    "legal",
    "decision_maker",
    "manager",
    "partner",
    "reporter",
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def midlothian() -> Authority:
    return Authority.objects.get(code=MIDLOTHIAN.code)


def generate(children: int, *, seed: int = 1, authorities: int = 3) -> str:
    out = StringIO()
    call_command(
        "generate_cases",
        children=children,
        seed=seed,
        on=ON,
        authorities=authorities,
        stdout=out,
    )
    return out.getvalue()


def test_a_generated_nation_has_the_children_asked_for_and_clocks_that_agree() -> None:
    assert generate(15).startswith("15 invented children")
    children = []
    for authority in Authority.objects.order_by("code")[:3]:
        inside(authority.code)
        children.append(Child.objects.count())
        assert all(not drift for _, drift in check_clocks(authority=authority))
    assert children == [5, 5, 5]


def test_generating_again_changes_nothing() -> None:
    generate(8)
    told = list(Child.objects.order_by("pk").values_list("child_ref", "born_on"))
    clocks = Clock.objects.count()
    audited = AuditEntry.objects.count()
    generate(8)
    assert list(Child.objects.order_by("pk").values_list("child_ref", "born_on")) == told
    assert (Clock.objects.count(), AuditEntry.objects.count()) == (clocks, audited)


def test_more_councils_than_scotland_has_are_refused() -> None:
    with pytest.raises(CommandError, match="1 to 32"):
        generate(5, authorities=33)


def test_the_demonstration_is_refused_outside_the_demonstration(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="PACE_DEMO"):
        call_command("load_demo", stdout=StringIO())
    assert not Membership.objects.exists()


def test_invented_people_can_sign_in_under_their_roles(midlothian: Authority) -> None:
    people = people_of(MIDLOTHIAN, midlothian.name)
    for _ in range(2):
        employ(people=people, by=system_actor(midlothian), on=ON)
    # CELCIS's is live under a data-sharing agreement only.
    assert Membership.objects.live(on=ON).count() == len(people) - 1 == 13
    worker = Membership.objects.get(role="social_worker")
    assert worker.place == "Dalkeith"
    assert authenticate(username=worker.person.email, password=PASSWORD) == worker.person


def test_a_switched_rule_is_kept_and_audited(midlothian: Authority) -> None:
    inside(midlothian.code)
    switch_timescale(by=system_actor(midlothian), ref="review_2_weeks", is_on=True)
    switch_timescale(by=system_actor(midlothian), ref="review_2_weeks", is_on=False)
    assert TimescaleSwitch.objects.get(authority=midlothian).is_on is False
    assert AuditEntry.objects.filter(act="timescale.change").count() == 2


def published_in(place: Place) -> Iterator[Aim]:
    """The aims of a council's poster, over the children invented for them."""
    data = Path(__file__).parents[2] / "aims" / "data" / "published.json"
    own = [
        aim
        for aim in json.loads(data.read_text(encoding="utf-8"))["aims"]
        if aim["authority"] == place.code
    ]
    by: Actor = system_actor(Authority.objects.get(code=place.code))
    assert not load_aims(documents=own, by=by, on=ON).rejected
    rows = rows_of(published_children(place, own, seed="demo"), on=ON)
    assert not import_cases(source=RowsSource(rows), by=by, on=ON).rejected
    yield from Aim.objects.filter(authority=by.authority)


def test_midlothians_children_give_the_figures_of_its_newsletter() -> None:
    (aim,) = published_in(MIDLOTHIAN)
    told = report(aim, on=date(2018, 9, 28))
    assert told.rates["decided"] == (20, 21)
    assert told.rates["to_date"] == (20, 25)
    assert (sum(told.counts.values()), told.families) == (32, 25)


def test_caithness_has_five_children_and_all_in_time() -> None:
    aim = next(aim for aim in published_in(HIGHLAND) if aim.ref == "highland-2")
    told = report(aim, on=date(2018, 9, 30), locality="Caithness")
    assert told.rates["to_date"] == (5, 5)
    assert dict(told.outcomes) == {"permanence_recommended": (4, 4)}


def test_south_ayrshire_reviewed_40_of_63_and_32_would_end_the_order() -> None:
    aim = next(aim for aim in published_in(SOUTH_AYRSHIRE) if aim.ref == "south-ayrshire-1")
    told = report(aim, on=date(2019, 12, 13))
    assert (told.counts["met"], told.counts["waiting"]) == (40, 23)
    assert told.outcomes["end_order"] == (32, 40)


def test_each_role_of_the_demonstration_finds_what_is_theirs(midlothian: Authority) -> None:
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))["aims"]
    told = {"on": ON, "hashed": make_password(PASSWORD)}
    load_council(MIDLOTHIAN, midlothian, published, **told)
    inside(midlothian.code)
    people = first_of_each_role(midlothian, on=ON)
    at = datetime.combine(ON, time(12), tzinfo=UTC)
    found = {}
    for role, membership in people.items():
        actor = acting_as(Membership.objects.with_place().get(pk=membership.pk), at=at)
        found[role] = Child.objects.visible_to(actor).count()
    for role in FINDS_CHILDREN:
        assert found[role], role
    assert found["partner"] == found["reporter"] == 2
    worker = people["social_worker"].person
    assert worker.memberships.live(on=ON).filter(covers__isnull=False).count() == 1
    assert (Restriction.objects.count(), Bar.objects.count()) == (1, 1)
    assert Child.objects.filter(sealed_on__isnull=False).count() == 1
    in_care = Child.objects.filter(episodes__ended_on__isnull=True)
    assert not in_care.exclude(pk__in=Involvement.objects.teams().values("child")).exists()
    assert Grant.objects.emergencies().unjudged().count() == 1
    # Told once more, nothing is added: a sealed child's lines would be refused.
    grants = Grant.objects.count()
    load_council(MIDLOTHIAN, midlothian, published, **told)
    assert Grant.objects.count() == grants
