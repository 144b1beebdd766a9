"""G5: what is taken away is gone with the next request, in a session and for a token alike."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.actors import acting_as, system_actor
from accounts.door import entered
from accounts.models import Authority, Membership, Person, SystemToken
from accounts.today import moment, today
from cases.models import Bar, Child, Grant, Involvement, NamedPerson, Proposal, Restriction
from cases.services.proposals import decide_proposal
from tests.access.cells import GRANTED_STORY
from tests.access.worlds import HOME, World

Change = Callable[[World, Child, Membership], Any]
GONE, NO_ROLE, SIGNED_OUT = (404, 404), (403, 401), (302, 401)


def membership(world: World, key: str) -> Membership:
    return Membership.objects.get(person__email=world.person(key)["username"])


def end_membership(world: World, child: Child, held: Membership) -> None:
    Membership.objects.filter(pk=held.pk).update(ends_on=today())


def disable(world: World, child: Child, held: Membership) -> None:
    Person.objects.filter(pk=held.person_id).update(is_active=False)


def end_agreement(world: World, child: Child, held: Membership) -> None:
    assert held.agreement is not None
    type(held.agreement).objects.filter(pk=held.agreement.pk).update(ends_on=today())


def restrict(world: World, child: Child, held: Membership) -> None:
    Restriction.objects.create(
        authority=child.authority,
        child=child,
        ground="high_risk",
        reason="High risk of harm",
        review_by=today() + timedelta(days=90),
    )


def bar(world: World, child: Child, held: Membership) -> None:
    Bar.objects.create(
        authority=child.authority, child=child, person=held.person, ground="conflict", reason="Aunt"
    )


def seal(world: World, child: Child, held: Membership) -> None:
    """By its two approvals, after adoption."""
    child.episodes.update(ended_on=today(), destination="adopted")
    asker = membership(world, "pa").person
    asked = Proposal.objects.create(
        authority=child.authority,
        child=child,
        kind="seal",
        reason="Adopted",
        proposed_by=asker,
        proposed_as="panel_administrator",
    )
    for key in ("sm", "ig"):
        decide_proposal(proposal=asked, by=acting_as(membership(world, key)), approves=True)


def end_involvements(world: World, child: Child, held: Membership) -> None:
    Involvement.objects.filter(child=child).update(ended_on=today())


def revoke_grants(world: World, child: Child, held: Membership) -> None:
    Grant.objects.filter(child=child).update(revoked_at=moment(), revoke_reason="Over")


def let_grants_run_out(world: World, child: Child, held: Membership) -> None:
    Grant.objects.filter(child=child).update(ends_at=moment())


CHANGES: dict[str, tuple[str, Change, tuple[int, int]]] = {
    "the membership ends": ("sw", end_membership, NO_ROLE),
    "the person is disabled": ("sw", disable, SIGNED_OUT),
    "the record is restricted": ("sw", restrict, GONE),
    "the person is barred": ("sw", bar, GONE),
    "the record is sealed": ("sw", seal, GONE),
    "the allocation and the team end": ("sw", end_involvements, GONE),
    "a manager's record is restricted": ("sm", restrict, GONE),
    "a manager is barred": ("sm", bar, GONE),
    "the agreement ends": ("pt", end_agreement, NO_ROLE),
    "the share is ended": ("pt", revoke_grants, GONE),
    "the share runs out": ("rp", let_grants_run_out, GONE),
    "the agenda item is withdrawn": ("pm", revoke_grants, GONE),
    "the instruction runs out": ("lg", let_grants_run_out, GONE),
    "the office's membership ends": ("pa", end_membership, NO_ROLE),
}


@pytest.mark.parametrize(("key", "change", "then"), CHANGES.values(), ids=CHANGES.keys())
def test_the_next_request_is_denied(
    key: str, change: Change, then: tuple[int, int], world: World
) -> None:
    told = world.child(GRANTED_STORY.get(key, "own"))
    page, answer = f"/children/{told['public_id']}/", f"/api/children/{told['public_id']}/"
    browser = world.browser(key)
    system = Client(headers={"authorization": f"Bearer {world.token(key)}"})
    assert browser.get(page).status_code == 200
    assert system.get(answer).status_code == 200
    with entered(system_actor(Authority.objects.get(code=HOME))):
        child = Child.objects.get(public_id=told["public_id"])
        change(world, child, membership(world, key))
    assert (browser.get(page).status_code, system.get(answer).status_code) == then
    assert told["child_ref"].encode() not in browser.get("/children/").content


def test_a_revoked_token_opens_nothing_while_the_session_goes_on(world: World) -> None:
    address = f"/api/children/{world.child('own')['public_id']}/"
    system = Client(headers={"authorization": f"Bearer {world.token('sw')}"})
    assert system.get(address).status_code == 200
    SystemToken.objects.filter(membership=membership(world, "sw")).update(revoked_at=moment())
    assert system.get(address).status_code == 401
    assert world.browser("sw").get("/children/").status_code == 200


def test_cover_ends_with_its_day(world: World) -> None:
    page = f"/children/{world.child('own')['public_id']}/"
    browser = world.browser("cover")
    assert browser.get(page).status_code == 200
    Membership.objects.filter(pk=membership(world, "cover").pk).update(ends_on=today())
    assert browser.get(page).status_code == 403


def test_a_naming_ends_with_its_day(world: World) -> None:
    restricted = world.child("restricted")["public_id"]
    browser = world.browser("named")
    assert browser.get(f"/children/{restricted}/").status_code == 200
    with entered(system_actor(Authority.objects.get(code=HOME))):
        NamedPerson.objects.filter(child__public_id=restricted).update(ends_on=today())
    assert browser.get(f"/children/{restricted}/").status_code == 404
