"""A clock's own page: it explains itself, and takes people's answers."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.actors import Actor
from accounts.models import AuditEntry, Authority, Membership
from cases.models import Child
from milestones.clock_keys import clock_id
from milestones.clocks import refresh_clocks
from milestones.models import Clock, Delay, DelayCause, Snooze, Timescale
from milestones.services.flag_answers import snooze_flag
from milestones.services.flags import raise_flags
from milestones.services.raising import raise_notices
from tests.conftest import NOON, TODAY, member
from tests.factories import MilestoneFactory, grant

SignIn = Callable[[Membership], Client]
RULE = "recommendation_30_weeks"
LATER = TODAY + timedelta(days=20)


def clock(child: Child, ref: str = RULE) -> Clock:
    return Clock.objects.select_related("timescale").get(child=child, timescale__ref=ref)


def address(child: Child, ref: str = RULE, under: str = "") -> str:
    found = clock(child, ref)
    key = clock_id(child, found.timescale, found.started_on)
    return f"/children/{child.public_id}/clocks/{key}/{under}"


def shown(client: Client, child: Child, ref: str = RULE) -> str:
    response = client.get(address(child, ref))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def day(name: str, on: date) -> dict[str, int]:
    return {f"{name}_0": on.day, f"{name}_1": on.month, f"{name}_2": on.year}


def delay(client: Client, child: Child, cause: str, on: date | None = LATER) -> Any:
    chosen = DelayCause.objects.get(name=cause).pk
    sent = {"cause": chosen, "note": "", **(day("promised_on", on) if on else {})}
    return client.post(address(child, under="delay/"), sent)


def snooze(client: Client, child: Child, until: date, reason: str = "Court in June") -> Any:
    sent = {**day("until", until), "reason": reason}
    return client.post(address(child, under="snooze/"), sent)


def test_a_clock_explains_itself(sign_in: SignIn, morag: Membership, callum: Child) -> None:
    raise_flags(authority=callum.authority, on=TODAY, at=NOON)
    page = shown(sign_in(morag), callum)
    for told in (
        "4 November 2025",
        "The child comes into care away from home",
        "30 weeks",
        "over",
        "Overdue",
        "Still up",
        "Morag Social-Worker, social worker",
    ):
        assert told in page, told
    assert f"/children/{callum.public_id}/milestones/record/?kind=lac_review" in page


def test_the_childs_page_and_the_list_lead_to_it(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    client = sign_in(morag)
    for page in (callum.get_absolute_url(), "/my-work/"):
        assert address(callum) in client.get(page).content.decode()


def test_what_was_flagged_stays_when_the_facts_take_the_clock_away(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    raise_flags(authority=callum.authority, on=TODAY, at=NOON)
    where = address(callum)
    callum.placements.update(began_on=date(2026, 11, 1))
    refresh_clocks(authority=callum.authority, child_ids=[callum.pk], at=NOON)
    client = sign_in(morag)
    page = client.get(where).content.decode()
    assert "This clock no longer runs" in page
    assert "The facts were corrected" in page
    assert client.get(f"{where}delay/").status_code == 404


def test_a_mailed_link_leads_on_to_the_clock_under_a_later_version(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    raise_flags(authority=callum.authority, on=TODAY, at=NOON)
    where, old = address(callum), clock(callum)
    later = Timescale.objects.get(pk=old.timescale_id)
    later.pk, later.version, later.authority = None, later.version + 1, callum.authority
    later.save()
    Clock.objects.filter(pk=old.pk).update(timescale=later)
    page = sign_in(morag).get(where).content.decode()
    assert address(callum) in page
    assert address(callum) != where
    assert "The rule was changed" in page


def test_what_stopped_it_stands_beside_the_flag(
    sign_in: SignIn, morag: Membership, callum: Child, friday: date
) -> None:
    raise_flags(authority=callum.authority, on=TODAY, at=NOON)
    MilestoneFactory.create(child=callum, code="meeting_72_hour", held_on=date(2026, 11, 19))
    refresh_clocks(authority=callum.authority, child_ids=[callum.pk], at=NOON)
    assert "72-hour meeting, 19 November 2026" in shown(sign_in(morag), callum, "meeting_72_hours")


def test_a_cause_and_a_promise_stand_there_and_the_next_ones_follow(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    client = sign_in(morag)
    assert delay(client, callum, "Waiting for a medical report").status_code == 302
    assert delay(client, callum, "Waiting for a court date").status_code == 302
    page = shown(client, callum)
    assert "Waiting for a court date: promised by 10 December 2026" in page
    assert "Waiting for a medical report" in page
    assert Delay.objects.filter(superseded_at__isnull=True).count() == 1
    assert AuditEntry.objects.filter(act="flag.acknowledge").count() == 2


def test_a_double_click_answers_once(sign_in: SignIn, morag: Membership, callum: Child) -> None:
    client = sign_in(morag)
    for _ in range(2):
        assert delay(client, callum, "Waiting for a court date").status_code == 302
        assert snooze(client, callum, LATER).status_code == 302
    assert (Delay.objects.count(), Snooze.objects.count()) == (1, 1)


def test_a_clock_that_stopped_while_it_was_looked_at_is_not_answered(
    callum: Child, as_iain: Actor
) -> None:
    looked_at = clock(callum, "meeting_72_hours")
    MilestoneFactory.create(child=callum, code="meeting_72_hour", held_on=date(2026, 11, 19))
    refresh_clocks(authority=callum.authority, child_ids=[callum.pk], at=NOON)
    with pytest.raises(ValidationError, match="no longer runs"):
        snooze_flag(clock=looked_at, by=as_iain, on=TODAY, until=LATER, reason="Court")


def test_only_what_was_held_already_promises_no_day(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    client = sign_in(morag)
    refused = delay(client, callum, "Waiting for a court date", None).content.decode()
    assert "Enter the day by which it will be done." in refused
    assert delay(client, callum, "Held, and not yet recorded", None).status_code == 302


@pytest.mark.parametrize("on", [TODAY - timedelta(days=1), TODAY + timedelta(days=366)])
def test_a_promise_lies_ahead_and_within_a_year(
    sign_in: SignIn, morag: Membership, callum: Child, on: date
) -> None:
    refused = delay(sign_in(morag), callum, "Waiting for a court date", on).content.decode()
    assert "The day promised must be between today and 19 November 2027." in refused
    assert Delay.objects.count() == 0


def test_an_authority_with_a_list_of_its_own_offers_no_other_cause(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    DelayCause.objects.create(authority=callum.authority, name="Ferry cancelled")
    client = sign_in(morag)
    page = client.get(address(callum, under="delay/")).content.decode()
    assert "Ferry cancelled" in page
    assert "Waiting for a court date" not in page
    refused = delay(client, callum, "Waiting for a court date").content.decode()
    assert "Choose one of those listed" in refused


def test_silence_has_an_end_and_can_be_broken(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    raise_flags(authority=callum.authority, on=TODAY, at=NOON)
    client = sign_in(morag)
    assert snooze(client, callum, LATER).status_code == 302
    page = shown(client, callum)
    assert "No notices until 10 December 2026." in page
    assert client.post(address(callum, under="wake/")).status_code == 302
    assert "Speak up again" not in shown(client, callum)
    assert Snooze.objects.filter(woken_at__isnull=True).count() == 0
    assert AuditEntry.objects.filter(act="flag.snooze").count() == 2


@pytest.mark.parametrize("days", [0, 29])
def test_silence_lasts_four_weeks_at_the_most(
    sign_in: SignIn, morag: Membership, callum: Child, days: int
) -> None:
    refused = snooze(sign_in(morag), callum, TODAY + timedelta(days=days)).content.decode()
    assert "Choose a day after today, by 18 December 2026." in refused


def test_what_has_stopped_is_answered_no_more(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    Clock.objects.filter(timescale__ref=RULE).update(stopped_on=TODAY)
    refused = delay(sign_in(morag), callum, "Waiting for a court date").content.decode()
    assert "This clock no longer runs" in refused


def test_a_promise_ahead_keeps_it_from_the_leader(
    sign_in: SignIn, morag: Membership, iain: Membership, callum: Child
) -> None:
    raise_flags(authority=callum.authority, on=TODAY, at=NOON)
    client = sign_in(morag)
    assert "Iain Team-Leader" in shown(client, callum)
    Clock.objects.filter(timescale__ref=RULE).update(due_on=TODAY - timedelta(days=3))
    assert "24 November 2026: Iain Team-Leader" in shown(client, callum)
    delay(client, callum, "Waiting for a court date")
    assert "11 December 2026: Iain Team-Leader" in shown(client, callum)


def test_who_was_given_a_notice_stands_there(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    raise_flags(authority=callum.authority, on=TODAY, at=NOON)
    client = sign_in(morag)
    assert "given</summary>" not in shown(client, callum)
    raise_notices(authority=callum.authority, on=TODAY, at=NOON)
    page = shown(client, callum)
    assert "1 notice given</summary>" in page
    assert "Morag Social-Worker, social worker<span" in page


def test_a_rule_that_is_not_read_has_no_page(
    sign_in: SignIn, south_ayrshire: Authority, callum: Child
) -> None:
    partner = member("Dr Sunita Partner", south_ayrshire, "partner")
    more = {"ground": "share", "begins_at": datetime(2026, 9, 1, tzinfo=UTC)}
    grant(callum, to=partner, field_groups=["health"], **more)
    assert sign_in(partner).get(address(callum)).status_code == 404


def test_who_may_not_answer_is_refused_and_who_may_not_know_finds_nothing(
    sign_in: SignIn, eilidh: Membership, ross: Membership, callum: Child
) -> None:
    grant(callum, to=eilidh, ground="agenda_item")
    for under in ("delay/", "snooze/", "wake/"):
        assert sign_in(eilidh).post(address(callum, under=under)).status_code == 403
        assert sign_in(ross).post(address(callum, under=under)).status_code == 404
    assert sign_in(eilidh).get(address(callum)).status_code == 200
    assert sign_in(ross).get(address(callum)).status_code == 404
