"""What gives and ends leave is decided in the service itself, and audited once, without a name."""

import inspect
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from accounts.actors import Actor, acting_as
from accounts.models import AuditEntry, Locality, Membership, Team
from accounts.roles import Role
from cases.models import Child, Grant
from cases.services import allocations, cover, decisions, grants, interests, notes, panels
from milestones.services import asking, children, deciding, living
from tests.conftest import NOON, TODAY, member
from tests.factories import give, grant

MODULES = [allocations, asking, cover, decisions, deciding, grants, interests, notes, panels]
SOON = TODAY + timedelta(days=30)
Change = Callable[[Child, Actor], Any]


def public_functions(module: ModuleType) -> Iterator[tuple[str, Callable[..., Any]]]:
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if not name.startswith("_") and function.__module__ == module.__name__:
            yield name, function


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_services_about_leave_are_called_by_keyword(module: ModuleType) -> None:
    for name, function in public_functions(module):
        for parameter in inspect.signature(inspect.unwrap(function)).parameters.values():
            assert parameter.kind is parameter.KEYWORD_ONLY, name


def of_role(child: Child, role: str) -> Membership:
    return member(f"Somebody {role}", child.authority, role)


def another_team(child: Child) -> Team:
    place = Locality.objects.create(authority=child.authority, name="Girvan")
    return Team.objects.create(authority=child.authority, name="Girvan", locality=place)


# By the team leader.
CHANGES: dict[str, Change] = {
    "allocate": lambda child, by: children.allocate_worker(
        child=child, by=by, on=TODAY, worker=of_role(child, Role.SOCIAL_WORKER).person
    ),
    "transfer": lambda child, by: allocations.transfer_to_team(
        child=child, by=by, on=TODAY, team=another_team(child)
    ),
    "end allocation": lambda child, by: allocations.end_involvement(
        involvement=give(child, to=of_role(child, Role.SOCIAL_WORKER), capacity="co_worker"),
        by=by,
        on=TODAY,
        reason="Done",
    ),
    "chair": lambda child, by: grants.name_reviewing_chair(
        child=child, by=by, chair=of_role(child, Role.REVIEWING_CHAIR), purpose="x", until=SOON
    ),
    "agenda": lambda child, by: panels.put_on_agenda(
        child=child, by=by, meets_on=SOON, purpose="x"
    ),
    "legal": lambda child, by: grants.instruct_legal(child=child, by=by, purpose="x", until=SOON),
    "share": lambda child, by: grants.share_record(
        child=child,
        by=by,
        partner=of_role(child, Role.PARTNER),
        purpose="x",
        field_groups=["reviews"],
        until=SOON,
    ),
    "end": lambda child, by: grants.end_grant(
        grant=grant(child, to=of_role(child, Role.REVIEWING_CHAIR)), by=by, reason="Done"
    ),
    "address": lambda child, by: living.record_address(
        placement=child.placements.get(), by=by, address="3 Shore Road", carers="Callum’s aunt"
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_change_of_leave_is_audited_once_without_a_name(
    change: Change, callum: Child, as_iain: Actor
) -> None:
    before = AuditEntry.objects.count()
    change(callum, as_iain)
    assert AuditEntry.objects.count() == before + 1
    entry = AuditEntry.objects.latest("pk")
    assert (entry.person, entry.subject_id) == (as_iain.person, callum.public_id)
    assert not {"Callum", "Erskine", "Shore"} & set(str(entry.detail).replace("’", " ").split())


@pytest.mark.parametrize(
    "change",
    [change for name, change in CHANGES.items() if name != "address"],
    ids=[name for name in CHANGES if name != "address"],
)
def test_a_social_worker_gives_no_leave(change: Change, callum: Child, as_morag: Actor) -> None:
    with pytest.raises(PermissionDenied):
        change(callum, as_morag)


def test_another_teams_leader_finds_no_such_child(callum: Child) -> None:
    leader = member("Other Leader", callum.authority, Role.TEAM_LEADER, another_team(callum))
    with pytest.raises(Http404):
        panels.put_on_agenda(
            child=callum, by=acting_as(leader, at=NOON), meets_on=SOON, purpose="x"
        )
    assert not Grant.objects.exists()


def test_leave_goes_to_nobody_of_another_authority(
    callum: Child, as_iain: Actor, ross: Membership
) -> None:
    theirs = member("Elsewhere Partner", ross.authority, Role.PARTNER)
    with pytest.raises(ValidationError, match="Choose somebody who holds that role"):
        grants.share_record(
            child=callum,
            by=as_iain,
            partner=theirs,
            purpose="x",
            field_groups=["reviews"],
            until=SOON,
        )


def test_a_day_given_is_open_through_all_of_it_and_no_longer(
    callum: Child, as_iain: Actor, niamh: Membership
) -> None:
    grants.instruct_legal(child=callum, by=as_iain, purpose="x", until=TODAY)
    # Midnight in Scotland, in winter.
    midnight = datetime(2026, 11, 21, tzinfo=UTC)
    for at, opens in ((midnight - timedelta(seconds=1), True), (midnight, False)):
        seen = Child.objects.visible_to(acting_as(niamh, at=at)).filter(pk=callum.pk)
        assert seen.exists() is opens
