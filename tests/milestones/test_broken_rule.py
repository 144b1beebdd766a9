"""A rule whose row was broken in the database stops nobody: the others run, its clocks stay."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.actors import Actor, acting_as
from accounts.jobs.asking import ask_job
from accounts.jobs.running import run_job
from accounts.models import Job, JobState, Membership
from cases.models import Child
from milestones.clock_keys import clock_id
from milestones.clocks import refresh_clocks
from milestones.models import Clock, Flag, Timescale
from milestones.rulebook import is_readable
from milestones.services.flags import raise_flags
from milestones.services.timescales import switch_timescale
from tests.conftest import NOON, TODAY
from tests.factories import MilestoneFactory

pytestmark = pytest.mark.django_db
BROKEN = "recommendation_30_weeks"
DEFINITIONS = ({}, {"nonsense": 1}, [], "x", {"limit": "soon"}, {"start": 3, "stop": [7]})


@pytest.mark.parametrize("definition", DEFINITIONS, ids=str)
def test_whatever_stands_in_the_row_is_known_for_broken(definition: object) -> None:
    assert not is_readable(Timescale(ref=BROKEN, definition=definition))


@pytest.fixture
def broken(callum: Child) -> Child:
    """Callum, flagged under both rules, after one of them was broken."""
    raise_flags(authority=callum.authority, on=TODAY, at=NOON)
    Timescale.objects.filter(ref=BROKEN).update(definition={"limit": "soon"})
    return callum


@pytest.fixture
def as_catriona(catriona: Membership) -> Actor:
    return acting_as(catriona, at=NOON)


def address_of(clock: Clock) -> str:
    return reverse(
        "clock",
        args=[clock.child.public_id, clock_id(clock.child, clock.timescale, clock.started_on)],
    )


def live(child: Child) -> set[str]:
    flags = Flag.objects.live().filter(child=child, timescale__ref__in=[BROKEN, "meeting_72_hours"])
    return set(flags.values_list("timescale__ref", flat=True))


def refreshed(child: Child) -> int:
    return refresh_clocks(authority=child.authority, child_ids=[child.pk], at=NOON)


def test_other_clocks_follow_their_facts_and_its_own_stay_as_they_were(broken: Child) -> None:
    before = list(Clock.objects.filter(timescale__ref=BROKEN).values())
    MilestoneFactory.create(child=broken, code="meeting_72_hour", held_on=TODAY)
    assert refreshed(broken) > 0
    assert list(Clock.objects.filter(timescale__ref=BROKEN).values()) == before
    assert live(broken) == {BROKEN}
    assert not raise_flags(authority=broken.authority, on=TODAY, at=NOON).skipped
    assert live(broken) == {BROKEN}


def test_switched_off_it_takes_its_clocks_with_it(broken: Child, as_catriona: Actor) -> None:
    switch_timescale(by=as_catriona, ref=BROKEN, is_on=False)
    assert not Clock.objects.filter(timescale__ref=BROKEN).exists()
    assert live(broken) == {"meeting_72_hours"}


def test_the_check_says_which_rule_it_could_not_read(broken: Child) -> None:
    told, wrong = StringIO(), StringIO()
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("rebuild_clocks", "--check", stdout=told, stderr=wrong)
    call_command("rebuild_clocks", "--authority", "S12000028", stdout=told, stderr=wrong)
    assert wrong.getvalue().count(f"were left as they are: {BROKEN}.") == 2


def test_the_nights_comparison_fails_so_that_somebody_is_told(
    broken: Child, as_catriona: Actor
) -> None:
    job = ask_job(by=as_catriona, kind="check_clocks")
    run_job(public_id=job.public_id, at=NOON)
    job = Job.objects.get(pk=job.pk)
    assert (job.state, BROKEN in job.sentence) == (JobState.FAILED, True)


def test_every_page_opens_and_the_rules_page_says_so(
    broken: Child,
    sign_in: Callable[[Membership], Client],
    catriona: Membership,
    iain: Membership,
    niamh: Membership,
) -> None:
    clock = Clock.objects.get(child=broken, timescale__ref="meeting_72_hours")
    own = f"/children/{broken.public_id}/"
    pages = (own, address_of(clock), "/rules/", f"/rules/{BROKEN}/", "/dashboard/", "/notices/")
    for reader in (catriona, iain):
        client = sign_in(reader)
        assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)
    assert sign_in(niamh).get("/my-work/").status_code == 200
    assert "cannot be read" in sign_in(catriona).get("/rules/").content.decode()
