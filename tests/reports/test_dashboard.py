"""The dashboard: who is given one, what it tells, and that each number leads to its list."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEntry, Authority, Locality, Membership, Person
from accounts.pseudonyms import pseudonym
from cases.models import Child, Involvement
from milestones.clocks import refresh_clocks
from milestones.models import Clock, Delay, DelayCause
from tests.conftest import NOON, TODAY, member
from tests.factories import (
    ChildFactory,
    EpisodeFactory,
    MilestoneFactory,
    PlacementFactory,
    give,
)

SignIn = Callable[[Membership], Client]
COUNT_LINK = re.compile(r'<a href="([^"]+)"[^>]*>(\d+)<')
WITH_NOTHING = re.compile(r'<a href="([^"]+)">(\d+) with nothing booked</a>')
BAR = re.compile(r'<a href="([^"]+)" aria-label="(\d+) overdue')


def shown(client: Client, query: str = "") -> str:
    answer = client.get(f"/dashboard/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def main_of(page: str) -> str:
    return page.partition('id="main"')[2]


def looked_after(authority: Authority, ref: str, since: date, **more: Any) -> Child:
    child = ChildFactory.create(authority=authority, child_ref=ref, **more)
    EpisodeFactory.create(child=child, began_on=since)
    PlacementFactory.create(child=child, began_on=since)
    return child


@pytest.fixture
def team(south_ayrshire: Authority, callum: Child, morag: Membership) -> list[Child]:
    """Five children of the Ayr team: two workers, one without, one by e-mail, two localities."""
    girvan = Locality.objects.create(authority=south_ayrshire, name="Girvan")
    fergus = member("Fergus Social-Worker", south_ayrshire, "social_worker", morag.team)
    found = [callum]
    for number, days in enumerate((20, 45, 100, 300)):
        since = TODAY - timedelta(days=days)
        child = looked_after(south_ayrshire, f"SA-060{number}", since, is_morags=False)
        Child.objects.filter(pk=child.pk).update(locality=girvan if number % 2 else None)
        found.append(child)
    give(found[1], to=fergus)
    give(found[2], to=fergus)
    Involvement.objects.create(
        authority=south_ayrshire, child=found[3], email="new@x.pace.example", began_on=TODAY
    )
    MilestoneFactory.create(child=found[1], planned_on=TODAY + timedelta(days=3))
    refresh_clocks(authority=south_ayrshire, child_ids=[child.pk for child in found], at=NOON)
    return found


def clocks_on(client: Client, address: str) -> int:
    """How many the list has, over all of its pages."""
    first = client.get(address).content.decode()
    counted = first.count('<li class="clock">')
    for page in range(2, max([1, *map(int, re.findall(r"[?&;]page=(\d+)", first))]) + 1):
        counted += client.get(f"{address}&page={page}").content.decode().count('<li class="clock">')
    return counted


def listed(client: Client, address: str) -> int:
    if address.startswith("/my-work/") and address.endswith("#h-meet"):
        page = client.get(address.partition("#")[0]).content.decode()
        return page.partition('id="h-meet"')[2].partition("</aside>")[0].count("<li>")
    if address.startswith("/my-work/"):
        return clocks_on(client, address)
    assert address.startswith("/children/"), address
    page = client.get(address).content.decode()
    return page.partition("<tbody")[2].count('<th scope="row"')


@pytest.mark.parametrize("who", ["iain", "catriona", "morag"])
def test_each_number_is_as_long_as_the_list_it_leads_to(
    sign_in: SignIn, team: list[Child], who: str, request: pytest.FixtureRequest
) -> None:
    client = sign_in(request.getfixturevalue(who))
    page = main_of(shown(client))
    links = COUNT_LINK.findall(page) + WITH_NOTHING.findall(page) + BAR.findall(page)
    assert len(links) >= {"morag": 5}.get(who, 20)
    for address, count in links:
        assert listed(client, unescape(address)) == int(count), address


def test_the_overdue_list_is_in_order_and_says_why_and_until_when(
    sign_in: SignIn, iain: Membership, team: list[Child]
) -> None:
    clock = Clock.objects.running(on=TODAY).due_before(TODAY).order_by("due_on", "child_id")[0]
    cause = DelayCause.objects.filter(authority=None)[0]
    Delay.objects.create(
        authority=clock.authority,
        child=clock.child,
        timescale=clock.timescale,
        started_on=clock.started_on,
        cause=cause,
        promised_on=date(2026, 12, 4),
    )
    page = main_of(shown(sign_in(iain)))
    days = [int(told) for told in re.findall(r'"over nowrap">(\d+) days?<', page)]
    assert days == sorted(days, reverse=True)
    assert len(days) == Clock.objects.running(on=TODAY).due_before(TODAY).count()
    first = page.partition('<tr role="row" class="row-overdue">')[2].partition("</tr>")[0]
    assert cause.name in first
    assert "4 Dec" in first
    assert "Give a cause" not in first
    assert "Give a cause" in page


def test_filters_narrow_the_list_and_leave_the_numbers(
    sign_in: SignIn, iain: Membership, team: list[Child]
) -> None:
    client = sign_in(iain)
    every, old = main_of(shown(client)), main_of(shown(client, "?age=85-"))
    assert all(int(n) >= 85 for n in re.findall(r'"over nowrap">(\d+) days?<', old))
    assert every.count("row-overdue") > old.count("row-overdue") > 0
    for page in (every, old):
        assert "Due within 2 weeks" in page
    assert (
        every.partition('<div class="tiles">')[2].partition("</section>")[0]
        == (old.partition('<div class="tiles">')[2].partition("</section>")[0])
    )
    nobody = main_of(shown(client, "?worker=nobody"))
    assert "SA-0603" in nobody
    assert "SA-0412" not in nobody


@pytest.mark.parametrize(
    "query", ["?page=0", "?page=9999999999", "?worker=x", "?rule=%00", "?age=1-2", "?due=never"]
)
def test_odd_addresses_are_answered(
    sign_in: SignIn, iain: Membership, callum: Child, query: str
) -> None:
    shown(sign_in(iain), query)


def test_workers_stand_in_order_of_name_and_who_covers_for_them(
    sign_in: SignIn, iain: Membership, morag: Membership, team: list[Child]
) -> None:
    away = Membership.objects.create(
        person=Person.objects.get(full_name="Fergus Social-Worker"),
        authority=morag.authority,
        role="social_worker",
        covers=morag,
        begins_on=TODAY,
        ends_on=date(2026, 12, 5),
    )
    page = main_of(shown(sign_in(iain))).partition('id="h-w"')[2]
    names = ["Fergus Social-Worker", "Morag Social-Worker", "not joined yet", "Nobody allocated"]
    places = [page.index(f"{name}</a>") for name in names]
    assert places == sorted(places)
    assert f"covered by {away.person.full_name} to 4 December" in page


def test_a_colleague_who_left_is_told_beside_their_children(
    sign_in: SignIn, iain: Membership, morag: Membership, callum: Child
) -> None:
    Membership.objects.filter(pk=morag.pk).update(ends_on=date(2026, 11, 1))
    assert "no longer a social worker here" in shown(sign_in(iain))


def test_a_social_worker_is_told_of_their_own_children_only(
    sign_in: SignIn, morag: Membership, team: list[Child]
) -> None:
    page = main_of(shown(sign_in(morag)))
    assert "SA-0412" in page
    assert "SA-060" not in page
    assert "By worker" not in page
    assert "1 child " in page


def test_an_analyst_is_told_pseudonyms_without_a_worker_or_a_link(
    sign_in: SignIn, south_ayrshire: Authority, team: list[Child]
) -> None:
    page = main_of(shown(sign_in(member("Freya Analyst", south_ayrshire, "analyst"))))
    assert pseudonym(team[0].public_id) in page
    for told in ("SA-0412", "CE <", str(team[0].public_id), "Morag", "/children/"):
        assert told not in page, told


def test_an_office_keeps_its_queue(sign_in: SignIn, eilidh: Membership, callum: Child) -> None:
    client = sign_in(eilidh)
    assert client.get("/dashboard/")["Location"] == "/my-work/"
    assert "/dashboard/" not in client.get("/my-work/").content.decode()


@pytest.mark.parametrize(
    ("who", "first", "name"),
    [
        ("iain", "/dashboard/", "Team"),
        ("catriona", "/dashboard/", "Authority"),
        ("morag", "/my-work/", "Overview"),
    ],
)
def test_the_first_page_and_its_name_are_the_roles(
    sign_in: SignIn,
    callum: Child,
    who: str,
    first: str,
    name: str,
    request: pytest.FixtureRequest,
) -> None:
    client = sign_in(request.getfixturevalue(who))
    assert client.get("/")["Location"] == first
    told = client.get("/dashboard/").content.decode().partition('class="mainnav"')[2]
    assert f'href="/dashboard/" aria-current="page">{name}' in told


def test_the_page_writes_down_whom_its_list_showed(
    sign_in: SignIn, iain: Membership, team: list[Child]
) -> None:
    page = shown(sign_in(iain))
    entry = AuditEntry.objects.get(act="clock.list")
    told = {child for child in team if child.child_ref in page}
    assert set(entry.detail["shown"]) == {str(child.public_id) for child in told}


def test_another_authority_sees_nothing(sign_in: SignIn, ross: Membership, callum: Child) -> None:
    page = shown(sign_in(ross))
    assert "SA-0412" not in page
    assert "Nothing is overdue" in page
