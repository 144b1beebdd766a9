"""Which team holds an imported child: the worker's, else the only one of the locality."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Authority, Locality, Membership, Team
from accounts.roles import Role
from cases.models import Child, Involvement
from tests.conftest import member
from tests.exchange.importing import child_row, take_in, the_child

pytestmark = pytest.mark.django_db


@pytest.fixture
def girvan(south_ayrshire: Authority) -> Team:
    place = Locality.objects.create(authority=south_ayrshire, name="Girvan")
    return Team.objects.create(authority=south_ayrshire, name="Girvan", locality=place)


def team_of(child: Child) -> str:
    held = Involvement.objects.teams().filter(child=child).first()
    return str(held.team) if held else ""


def test_the_team_of_the_worker_holds_the_child(morag: Membership, girvan: Team) -> None:
    worker = morag.person.email
    take_in({"children": [child_row(worker=worker, locality="Girvan")]})
    assert team_of(the_child()) == "Ayr"


def test_without_a_worker_of_a_team_the_only_team_of_the_locality_does(
    south_ayrshire: Authority, girvan: Team
) -> None:
    unknown = "Somebody@council.example"
    take_in({"children": [child_row(worker=unknown, locality="Girvan")]})
    assert team_of(the_child()) == "Girvan"


def test_where_a_locality_has_two_teams_nobody_guesses(
    south_ayrshire: Authority, girvan: Team
) -> None:
    Team.objects.create(authority=south_ayrshire, name="Girvan 2", locality=girvan.locality)
    take_in({"children": [child_row(locality="Girvan")]})
    assert team_of(the_child()) == ""


def test_a_child_who_has_a_team_keeps_it_when_the_worker_changes(
    south_ayrshire: Authority, morag: Membership, girvan: Team
) -> None:
    take_in({"children": [child_row(locality="Girvan")]})
    take_in({"children": [child_row(locality="Girvan", worker=morag.person.email)]})
    assert team_of(the_child()) == "Girvan"


def test_a_child_without_a_team_gets_one_with_the_worker(morag: Membership) -> None:
    take_in({"children": [child_row()]})
    assert team_of(the_child()) == ""
    take_in({"children": [child_row(worker=morag.person.email)]})
    assert team_of(the_child()) == "Ayr"


def test_a_role_that_is_over_gives_no_team(south_ayrshire: Authority, ayr: Team) -> None:
    gone = member("Gone Worker", south_ayrshire, Role.SOCIAL_WORKER, ayr)
    gone.ends_on = "2026-01-01"
    gone.save()
    take_in({"children": [child_row(worker=gone.person.email)]})
    assert team_of(the_child()) == ""


def test_many_children_cost_no_more_queries_than_one(morag: Membership, girvan: Team) -> None:
    def rows(first: int, last: int) -> dict[str, Any]:
        return {
            "children": [
                child_row(f"C{n}", worker=morag.person.email, locality="Girvan")
                for n in range(first, last)
            ]
        }

    take_in(rows(0, 1))
    with CaptureQueriesContext(connection) as one:
        take_in(rows(1, 2))
    with CaptureQueriesContext(connection) as many:
        take_in(rows(2, 40))
    assert len(many) == len(one)
