"""Who may know of a child: the page, and leave given and ended on it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from accounts.models import AuditEntry, Authority, Locality, Membership, Team
from accounts.roles import Role
from cases.models import Bar, Child, Grant, Involvement, Restriction
from tests.conftest import TODAY, member
from tests.factories import give, grant, hold

SignIn = Callable[[Membership], Client]


def parts(name: str, day: date) -> dict[str, str]:
    return {f"{name}_0": str(day.day), f"{name}_1": str(day.month), f"{name}_2": str(day.year)}


def around(child: Child, page: str = "") -> str:
    return f"{child.get_absolute_url()}people/{page}"


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


@pytest.fixture
def girvan(south_ayrshire: Authority) -> Team:
    place = Locality.objects.create(authority=south_ayrshire, name="Girvan")
    return Team.objects.create(authority=south_ayrshire, name="Girvan", locality=place)


@pytest.fixture
def euan(south_ayrshire: Authority) -> Membership:
    return member("Euan Other-Worker", south_ayrshire, Role.SOCIAL_WORKER)


@pytest.fixture
def shona(south_ayrshire: Authority) -> Membership:
    return member("Shona Chair", south_ayrshire, Role.REVIEWING_CHAIR)


def test_the_page_tells_who_may_know_why_and_until_when(
    sign_in: SignIn,
    iain: Membership,
    catriona: Membership,
    shona: Membership,
    callum: Child,
    friday: date,
) -> None:
    grant(callum, to=shona, purpose="Chairs the reviews", made_by=iain.person)
    page = text(sign_in(iain).get(around(callum)))
    for told in (
        "Morag Social-Worker",
        "Ayr, led by Iain Team-Leader",
        "Catriona Manager",
        "Manages the service",
        "Shona Chair",
        "Own review: Chairs the reviews.",
        "Give leave",
    ):
        assert told in page


def test_a_social_worker_reads_the_page_and_changes_nothing(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    browser = sign_in(morag)
    assert "Give leave" not in text(browser.get(around(callum)))
    assert browser.post(around(callum, "allocate/")).status_code == 403


def test_a_restricted_record_says_so_and_a_bar_is_not_told(
    sign_in: SignIn, iain: Membership, morag: Membership, euan: Membership, callum: Child
) -> None:
    Bar.objects.create(
        authority=callum.authority,
        child=callum,
        person=euan.person,
        ground="conflict",
        reason="kin",
    )
    page = text(sign_in(iain).get(around(callum)))
    assert "Euan" not in page
    assert "restricted" not in page
    restriction = Restriction.objects.create(
        authority=callum.authority,
        child=callum,
        ground="high_profile",
        reason="In the papers",
        review_by=TODAY + timedelta(days=90),
    )
    restriction.named.create(
        authority=callum.authority,
        child=callum,
        person=iain.person,
        begins_on=TODAY,
        ends_on=TODAY + timedelta(days=14),
    )
    assert "This record is restricted" in text(sign_in(iain).get(around(callum)))
    assert sign_in(morag).get(around(callum)).status_code == 404


def test_a_worker_is_allocated_and_the_one_before_ends(
    sign_in: SignIn, iain: Membership, morag: Membership, euan: Membership, callum: Child
) -> None:
    browser = sign_in(iain)
    page = text(browser.get(around(callum, "allocate/")))
    assert "Morag Social-Worker, Ayr (1 child)" in page
    assert "Euan Other-Worker, South Ayrshire (0 children)" in page
    sent = {"worker": str(euan.person.public_id), "capacity": "social_worker"}
    assert browser.post(around(callum, "allocate/"), sent).status_code == 302
    assert Involvement.objects.allocated().get(child=callum).person == euan.person
    assert sign_in(euan).get(f"{callum.get_absolute_url()}moves/record/").status_code == 200
    # Of the same team, Morag may still read; the work is no longer hers.
    assert sign_in(morag).get(f"{callum.get_absolute_url()}moves/record/").status_code == 403


def test_a_co_worker_stands_beside_the_social_worker(
    sign_in: SignIn, iain: Membership, morag: Membership, euan: Membership, callum: Child
) -> None:
    sent = {"worker": str(euan.person.public_id), "capacity": "co_worker"}
    sign_in(iain).post(around(callum, "allocate/"), sent)
    for each in (euan, morag):
        page = f"{callum.get_absolute_url()}moves/record/"
        assert sign_in(each).get(page).status_code == 200


@pytest.mark.parametrize("is_barred", [True, False])
def test_a_barred_person_and_one_without_the_role_are_not_allocated(
    sign_in: SignIn,
    iain: Membership,
    euan: Membership,
    shona: Membership,
    callum: Child,
    is_barred: bool,
) -> None:
    Bar.objects.create(
        authority=callum.authority,
        child=callum,
        person=euan.person,
        ground="conflict",
        reason="kin",
    )
    chosen = euan if is_barred else shona
    sent = {"worker": str(chosen.person.public_id), "capacity": "social_worker"}
    page = text(sign_in(iain).post(around(callum, "allocate/"), sent))
    said = "may not open the record" if is_barred else "Choose one of those listed"
    assert said in page
    assert 'href="#id_worker"' in page
    assert not Involvement.objects.filter(child=callum, person=chosen.person).exists()


def test_a_transfer_ends_the_team_the_same_day_and_the_leader_lets_go(
    sign_in: SignIn, iain: Membership, girvan: Team, callum: Child
) -> None:
    browser = sign_in(iain)
    answer = browser.post(around(callum, "team/"), {"team": str(girvan.pk)}, follow=True)
    assert answer.status_code == 200
    before, now = Involvement.objects.filter(child=callum, capacity="team").order_by("pk")
    assert (before.ended_on, now.began_on, now.team) == (TODAY, TODAY, girvan)
    assert browser.get(callum.get_absolute_url()).status_code == 404


def test_the_same_team_again_is_refused(
    sign_in: SignIn, iain: Membership, ayr: Team, callum: Child
) -> None:
    page = text(sign_in(iain).post(around(callum, "team/"), {"team": str(ayr.pk)}))
    assert "The child is this team’s already" in page


def test_a_reviewing_chair_is_named_for_six_months_at_most(
    sign_in: SignIn, iain: Membership, shona: Membership, callum: Child
) -> None:
    assert sign_in(shona).get(callum.get_absolute_url()).status_code == 404
    sent = {"chair": str(shona.pk), "purpose": "Reviews", **parts("until", date(2027, 6, 1))}
    browser = sign_in(iain)
    page = text(browser.post(around(callum, "chair/"), sent))
    assert "The last day must be between today and 19 May 2027." in page
    sent |= parts("until", date(2027, 5, 19))
    assert browser.post(around(callum, "chair/"), sent).status_code == 302
    assert sign_in(shona).get(callum.get_absolute_url()).status_code == 200
    assert Grant.objects.get(child=callum).last_day == date(2027, 5, 19)


def test_legal_services_are_instructed_as_an_office(
    sign_in: SignIn, iain: Membership, niamh: Membership, callum: Child
) -> None:
    sent = {"purpose": "Advice on a petition", **parts("until", date(2027, 11, 19))}
    sign_in(iain).post(around(callum, "legal/"), sent)
    made = Grant.objects.get(child=callum)
    assert (made.role, made.membership, made.ground) == (Role.LEGAL, None, "legal_instruction")
    assert sign_in(niamh).get(callum.get_absolute_url()).status_code == 200


def test_leave_is_ended_with_a_reason_and_opens_nothing_at_once(
    sign_in: SignIn, iain: Membership, shona: Membership, callum: Child
) -> None:
    made = grant(callum, to=shona)
    browser = sign_in(iain)
    address = around(callum, f"grants/{made.public_id}/end/")
    assert "Say why" in text(browser.post(address, {"reason": " "}))
    assert browser.post(address, {"reason": "Another chair"}).status_code == 302
    assert sign_in(shona).get(callum.get_absolute_url()).status_code == 404
    assert "Ended: Another chair" in text(browser.get(around(callum)))
    assert "This has ended already" in text(browser.post(address, {"reason": "Again"}))


def test_an_allocation_is_ended_with_a_reason(
    sign_in: SignIn, iain: Membership, euan: Membership, callum: Child
) -> None:
    beside = give(callum, to=euan, capacity="co_worker")
    address = around(callum, f"allocations/{beside.public_id}/end/")
    sign_in(iain).post(address, {"reason": "No longer needed"})
    assert sign_in(euan).get(callum.get_absolute_url()).status_code == 404
    assert AuditEntry.objects.filter(reason="No longer needed").count() == 1


def test_another_childs_leave_is_not_there(
    sign_in: SignIn, iain: Membership, shona: Membership, callum: Child, ayr: Team
) -> None:
    other = type(callum).objects.create(
        authority=callum.authority, child_ref="SA-0999", born_on=date(2020, 1, 1)
    )
    hold(other, team=ayr)
    made = grant(other, to=shona)
    address = around(callum, f"grants/{made.public_id}/end/")
    assert sign_in(iain).post(address, {"reason": "Mine"}).status_code == 404


@pytest.mark.parametrize(
    ("who", "links"),
    [
        ("iain", {"people/", "address/"}),
        ("catriona", {"people/"}),
        ("eilidh", {"address/", "notes/record/", "pack/", "interest/"}),
        ("shona", {"interest/"}),
    ],
)
def test_the_childs_page_leads_to_what_is_done_round_the_record(
    sign_in: SignIn,
    request: pytest.FixtureRequest,
    callum: Child,
    who: str,
    links: set[str],
) -> None:
    reader: Membership = request.getfixturevalue(who)
    if who in {"eilidh", "shona"}:
        grant(callum, to=reader)
    browser = sign_in(reader)
    page = text(browser.get(callum.get_absolute_url()))
    every = {"people/", "address/", "notes/record/", "pack/", "interest/"}
    assert {each for each in every if f'href="{callum.get_absolute_url()}{each}"' in page} == links
    for each in links:
        assert browser.get(f"{callum.get_absolute_url()}{each}").status_code == 200
