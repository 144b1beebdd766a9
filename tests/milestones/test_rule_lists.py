"""Causes of delay and the ladder: what ships until a council makes its own."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from accounts.actors import Actor, acting_as
from accounts.models import AuditEntry, Authority, Membership
from accounts.roles import Role
from cases.models import Child
from milestones.delay_lists import delay_lists_of, promises_under
from milestones.delays import HELD, delay_causes
from milestones.ladder import Ladder
from milestones.models import Clock, Delay, DelayCause
from milestones.services import delay_lists as services
from milestones.services.flag_answers import acknowledge_flag
from tests.conftest import NOON, TODAY

SignIn = Callable[[Membership], Client]
DAYS = {Role.SOCIAL_WORKER: 1, Role.TEAM_LEADER: 5, Role.MANAGER: 20}


@pytest.fixture
def as_catriona(catriona: Membership) -> Actor:
    return acting_as(catriona, at=NOON)


def offered(authority: Authority) -> list[str]:
    return [each.name for each in delay_causes(authority)]


def cause(authority: Authority, name: str) -> DelayCause:
    return next(each for each in delay_lists_of(authority).causes if each.name == name)


def test_the_first_change_copies_what_ships(
    south_ayrshire: Authority, highland: Authority, as_catriona: Actor
) -> None:
    before = offered(south_ayrshire)
    services.add_cause(by=as_catriona, name="Snow")
    assert offered(south_ayrshire) == [*before, "Snow"]
    assert offered(highland) == before


def test_a_shipped_cause_is_renamed_here_only(
    south_ayrshire: Authority, highland: Authority, as_catriona: Actor
) -> None:
    shipped = cause(south_ayrshire, "Waiting for a court date")
    services.rename_cause(by=as_catriona, cause=shipped, name="No date from the court yet")
    assert "No date from the court yet" in offered(south_ayrshire)
    assert "Waiting for a court date" in offered(highland)


def test_a_cause_out_of_use_is_not_offered_and_can_come_back(
    south_ayrshire: Authority, as_catriona: Actor
) -> None:
    shipped = cause(south_ayrshire, "The plan changed")
    services.use_cause(by=as_catriona, cause=shipped, is_in_use=False)
    assert "The plan changed" not in offered(south_ayrshire)
    own = cause(south_ayrshire, "The plan changed")
    services.use_cause(by=as_catriona, cause=own, is_in_use=True)
    assert "The plan changed" in offered(south_ayrshire)


def test_the_last_cause_stays_in_use(south_ayrshire: Authority, as_catriona: Actor) -> None:
    services.add_cause(by=as_catriona, name="Snow")
    DelayCause.objects.filter(authority=south_ayrshire).exclude(name="Snow").update(is_in_use=False)
    with pytest.raises(ValidationError):
        services.use_cause(by=as_catriona, cause=cause(south_ayrshire, "Snow"), is_in_use=False)


def test_a_cause_moves_up_by_one(south_ayrshire: Authority, as_catriona: Actor) -> None:
    first, second, *rest = offered(south_ayrshire)
    services.move_cause_up(by=as_catriona, cause=cause(south_ayrshire, second))
    assert offered(south_ayrshire) == [second, first, *rest]


def test_a_name_is_listed_once(as_catriona: Actor) -> None:
    with pytest.raises(ValidationError) as refused:
        services.add_cause(by=as_catriona, name="the plan  CHANGED")
    assert "already" in refused.value.message_dict["name"][0]


def test_the_ladder_is_the_authoritys_own_once_set(
    south_ayrshire: Authority, highland: Authority, as_catriona: Actor
) -> None:
    seen = delay_lists_of(south_ayrshire).seen
    services.set_ladder(by=as_catriona, days=DAYS, seen=seen)
    assert [rung.after_days for rung in Ladder.of(south_ayrshire).rungs] == [1, 5, 20]
    assert [rung.after_days for rung in Ladder.of(highland).rungs] == [0, 7, 28]


def test_the_second_of_two_managers_is_told(south_ayrshire: Authority, as_catriona: Actor) -> None:
    seen = delay_lists_of(south_ayrshire).seen
    services.set_ladder(by=as_catriona, days=DAYS, seen=seen)
    with pytest.raises(ValidationError, match="since you looked"):
        services.set_ladder(by=as_catriona, days=DAYS | {Role.MANAGER: 30}, seen=seen)


def test_nobody_is_told_before_those_below(as_catriona: Actor) -> None:
    seen = delay_lists_of(as_catriona.authority).seen
    with pytest.raises(ValidationError) as refused:
        services.set_ladder(by=as_catriona, days=DAYS | {Role.MANAGER: 3}, seen=seen)
    assert list(refused.value.message_dict) == [Role.MANAGER.value]


def test_each_change_is_audited_once(as_catriona: Actor) -> None:
    services.add_cause(by=as_catriona, name="Snow")
    entry = AuditEntry.objects.get(subject_kind="delay_list")
    assert (entry.act, entry.detail) == ("timescale.change", {"added": "Snow"})


def test_only_whoever_changes_rules_changes_the_lists(as_iain: Actor) -> None:
    with pytest.raises(PermissionDenied):
        services.add_cause(by=as_iain, name="Snow")
    assert not DelayCause.objects.filter(authority=as_iain.authority).exists()


def test_the_page_adds_renames_and_arranges(
    sign_in: SignIn, catriona: Membership, south_ayrshire: Authority
) -> None:
    browser = sign_in(catriona)
    browser.post(reverse("delay_lists"), {"name": "Snow"})
    snow = cause(south_ayrshire, "Snow")
    browser.post(f"{reverse('rename_cause')}?cause={snow.pk}", {"name": "Snow and ice"})
    browser.post(reverse("arrange_cause"), {"cause": snow.pk, "to": "up"})
    assert offered(south_ayrshire)[-2] == "Snow and ice"
    assert "Snow and ice" in browser.get(reverse("delay_lists")).content.decode()


def test_the_ladders_page_keeps_what_was_typed(
    sign_in: SignIn, catriona: Membership, south_ayrshire: Authority
) -> None:
    seen = delay_lists_of(south_ayrshire).seen
    typed = {"social_worker": "3", "team_leader": "14", "manager": "9", "seen": seen}
    browser = sign_in(catriona)
    text = browser.post(reverse("ladder"), typed).content.decode()
    assert 'value="14"' in text
    assert 'href="#id_manager"' in text
    assert browser.post(reverse("ladder"), typed | {"manager": "21"}).status_code == 302


def test_what_is_no_cause_of_this_council_leads_to_the_list(
    sign_in: SignIn, catriona: Membership, highland: Authority
) -> None:
    theirs = DelayCause.objects.create(authority=highland, name="Ferry cancelled")
    browser = sign_in(catriona)
    for number in (theirs.pk, "x", ""):
        answer = browser.get(f"{reverse('rename_cause')}?cause={number}", follow=True)
        assert "not in your list any more" in answer.content.decode()
        assert "Ferry" not in answer.content.decode()


def promised(child: Child, by: Actor, cause_: DelayCause) -> None:
    clock = Clock.objects.filter(child=child, stopped_on__isnull=True).latest("pk")
    given = {"cause": cause_, "promised_on": date(2026, 12, 7), "note": ""}
    acknowledge_flag(clock=clock, by=by, on=TODAY, **given)


def test_what_was_given_under_a_shipped_cause_is_read_by_its_new_name(
    callum: Child, as_iain: Actor, as_catriona: Actor
) -> None:
    shipped = cause(callum.authority, "The plan changed")
    promised(callum, as_iain, shipped)
    services.rename_cause(by=as_catriona, cause=shipped, name="Another plan")
    assert Delay.objects.get().cause.name == "Another plan"


def test_how_many_promises_use_a_cause_is_told_before_it_changes(
    sign_in: SignIn, catriona: Membership, callum: Child, as_iain: Actor
) -> None:
    shipped = cause(callum.authority, "The plan changed")
    promised(callum, as_iain, shipped)
    browser = sign_in(catriona)
    text = browser.get(f"{reverse('rename_cause')}?cause={shipped.pk}").content.decode()
    assert "1 clock that runs now has a day promised under it" in text
    assert '1<span class="vh"> clock</span>' in browser.get(reverse("delay_lists")).content.decode()
    out = browser.post(reverse("arrange_cause"), {"cause": shipped.pk, "to": "out"}, follow=True)
    assert "1 clock now promised under it" in out.content.decode()


def test_what_was_answered_since_or_is_over_is_no_live_promise(
    callum: Child, as_iain: Actor, as_catriona: Actor
) -> None:
    first, second = (cause(callum.authority, each) for each in ("The plan changed", HELD))
    promised(callum, as_iain, first)
    clock = Clock.objects.filter(child=callum, stopped_on__isnull=True).latest("pk")
    acknowledge_flag(clock=clock, by=as_iain, on=TODAY, cause=second, promised_on=None, note="")
    assert promises_under(callum.authority, on=TODAY) == {}
