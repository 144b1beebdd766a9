"""Which figures and which children of an aim each role reads."""

from collections.abc import Callable
from datetime import date

from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry, Authority, Membership, Team
from accounts.pseudonyms import pseudonym
from aims.models import Aim
from cases.models import Child, Restriction
from tests.conftest import member
from tests.factories import give, hold
from tests.reports.conftest import DAY

SignIn = Callable[[Membership], Client]


def page(client: Client, aim: Aim) -> str:
    answer = client.get(reverse("aim", args=[aim.ref]), DAY)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_manager_lists_every_child_counted(
    sign_in: SignIn, midlothian: Authority, aim: Aim
) -> None:
    shown = page(sign_in(member("Duncan Manager", midlothian, "manager")), aim)
    assert all(ref in shown for ref in ("ML-1", "ML-2", "ML-3"))
    entry = AuditEntry.objects.get(act="aim.view")
    assert len(entry.detail["shown"]) == 3


def test_a_team_leader_sees_the_figures_of_the_locality_and_the_teams_children(
    sign_in: SignIn, midlothian: Authority, dalkeith: Team, aim: Aim
) -> None:
    leader = sign_in(member("Agnes Leader", midlothian, "team_leader", dalkeith))
    answer = leader.get(reverse("aim", args=[aim.ref]), {**DAY, "locality": "Penicuik"})
    shown = answer.content.decode()
    assert sum(answer.context["card"].report.counts.values()) == 1
    assert "In which locality" not in shown
    assert "Dalkeith" in shown
    assert "Listed: 0 of the 1 counted, those your team holds" in shown
    hold(Child.objects.get(child_ref="ML-3"), team=dalkeith)
    shown = page(leader, aim)
    assert "ML-3" in shown
    assert "ML-1" not in shown


def test_a_social_worker_lists_their_own_children_only(
    sign_in: SignIn, midlothian: Authority, aim: Aim
) -> None:
    worker = member("Rowan Worker", midlothian, "social_worker")
    give(Child.objects.get(child_ref="ML-2"), to=worker)
    shown = page(sign_in(worker), aim)
    assert "ML-2" in shown
    assert "ML-1" not in shown
    assert "Listed: 1 of the 3 counted, those allocated to you" in shown


def test_an_analyst_lists_pseudonyms_without_a_link(
    sign_in: SignIn, midlothian: Authority, aim: Aim
) -> None:
    shown = page(sign_in(member("Freya Analyst", midlothian, "analyst")), aim)
    child = Child.objects.get(child_ref="ML-1")
    assert pseudonym(child.public_id) in shown
    assert "ML-" not in shown.replace("midlothian", "")
    assert str(child.public_id) not in shown


def test_the_decision_maker_sees_figures_and_no_children(
    sign_in: SignIn, midlothian: Authority, aim: Aim
) -> None:
    shown = page(sign_in(member("Keir Decides", midlothian, "decision_maker")), aim)
    assert "h-children" not in shown
    assert "ML-1" not in shown


def test_a_restricted_child_is_counted_and_not_listed(
    sign_in: SignIn, midlothian: Authority, aim: Aim
) -> None:
    manager = sign_in(member("Duncan Manager", midlothian, "manager"))
    before = manager.get(reverse("aim", args=[aim.ref]), DAY).context["card"].report.counts
    Restriction.objects.create(
        authority=midlothian,
        child=Child.objects.get(child_ref="ML-1"),
        ground="high_profile",
        reason="For the test",
        review_by=date(2027, 1, 1),
    )
    answer = manager.get(reverse("aim", args=[aim.ref]), DAY)
    assert answer.context["card"].report.counts == before
    assert "ML-1" not in answer.content.decode()
    assert "Listed: 2 of the 3 counted" in answer.content.decode()
