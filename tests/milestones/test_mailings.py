"""Mails of notices: each thing once, whatever is killed when; capped; and never a name."""

from typing import Any

import pytest
from django.core import mail

from accounts.models import Membership
from cases.models import Bar, Child
from milestones.models import Flag, Mailing, Notice, NoticeChoice, Snooze
from milestones.services.mailings import MailRun
from tests.conftest import NOON, TODAY
from tests.factories import MembershipFactory
from tests.milestones.told import DAY, MINUTE, MORNING, NIGHT, flagged, send, told


@pytest.fixture(autouse=True)
def a_mail_server(settings: Any) -> None:
    settings.EMAIL_HOST = "mail.pace.example"
    settings.PUBLIC_URL = "https://pace.example"


def body() -> str:
    return str(mail.outbox[-1].body)


def test_a_digest_carries_references_rules_days_and_links(callum: Child, morag: Membership) -> None:
    told(morag, callum, flag=flagged(callum), path="/children/x/clocks/y/")
    assert send(morag) == MailRun(sent=1)
    sent = mail.outbox[0]
    assert sent.to == [morag.person.email]
    assert sent.subject == "PACE tracker: 1 thing overdue"
    assert "SA-0412: 30 weeks to a recommendation" in body()
    assert "2 weeks over, was due 6 November 2026" in body()
    assert "https://pace.example/children/x/clocks/y/" in body()
    assert "https://pace.example/notices/choices/" in body()


def test_it_names_nobody(callum: Child, morag: Membership) -> None:
    told(morag, callum, flag=flagged(callum))
    send(morag)
    text = mail.outbox[0].message().as_string()
    for name in ("Callum", "Erskine", "Morag", "2023"):
        assert name not in text.replace(morag.person.email, "")


def test_all_that_waits_goes_in_one_mail_and_nothing_twice(
    callum: Child, morag: Membership
) -> None:
    for number in range(30):
        told(morag, callum, key=str(number))
    assert send(morag) == MailRun(sent=1)
    assert send(morag, MORNING + 60 * MINUTE) == MailRun()
    assert len(mail.outbox) == 1
    assert body().count("SA-0412") == 30


def test_nothing_new_is_no_mail(callum: Child, morag: Membership) -> None:
    told(morag, callum)
    send(morag)
    assert send(morag, MORNING + DAY) == MailRun()


def test_before_half_past_seven_nothing_that_can_wait_is_sent(
    callum: Child, morag: Membership
) -> None:
    told(morag, callum)
    assert send(morag, MORNING - MINUTE) == MailRun()
    assert send(morag, MORNING) == MailRun(sent=1)


def test_what_cannot_wait_is_sent_in_the_night(callum: Child, morag: Membership) -> None:
    told(morag, callum, raised_on=TODAY - DAY)
    send(morag, MORNING - DAY)
    told(morag, callum, key="urgent", cannot_wait=True, words="Meeting within 72 hours")
    told(morag, callum, key="not urgent", words="Another")
    assert send(morag, NIGHT) == MailRun(sent=1)
    assert "72 hours" in body()
    assert "Another" not in body()


def test_the_first_night_of_an_authority_sends_one_digest_in_the_morning(
    callum: Child, morag: Membership
) -> None:
    for number in range(20):
        told(morag, callum, key=str(number), cannot_wait=number % 2 == 0)
    assert send(morag, NIGHT) == MailRun()
    assert send(morag, MORNING) == MailRun(sent=1)
    assert len(mail.outbox) == 1


def test_a_weeks_digest_comes_on_monday(callum: Child, morag: Membership) -> None:
    NoticeChoice.objects.create(person=morag.person, authority=morag.authority, rhythm="weekly")
    told(morag, callum)
    monday = MORNING + 3 * DAY
    assert send(morag) == send(morag, monday - DAY) == MailRun()
    assert send(morag, monday) == MailRun(sent=1)


def test_a_monday_that_was_missed_is_made_up_for(callum: Child, morag: Membership) -> None:
    NoticeChoice.objects.create(person=morag.person, authority=morag.authority, rhythm="weekly")
    told(morag, callum)
    tuesday = MORNING + 4 * DAY
    told(morag, callum, key="since Monday", words="Since Monday", raised_on=tuesday.date())
    assert send(morag, tuesday) == MailRun(sent=1)
    assert "Since Monday" not in body()


def test_who_wants_none_is_mailed_nothing_not_even_what_cannot_wait(
    callum: Child, morag: Membership
) -> None:
    NoticeChoice.objects.create(person=morag.person, authority=morag.authority, rhythm="page_only")
    told(morag, callum, cannot_wait=True)
    assert send(morag) == MailRun()
    assert Notice.objects.get().mailing is None


def test_after_the_days_cap_the_rest_waits_for_the_next_digest(
    callum: Child, morag: Membership, settings: Any
) -> None:
    settings.NOTICE_DAILY_CAP = 2
    for number in range(4):
        told(morag, callum, key=str(number), cannot_wait=True)
        send(morag, MORNING + number * 60 * MINUTE)
    assert len(mail.outbox) == 2
    assert send(morag, MORNING + DAY) == MailRun(sent=1)
    assert body().count("SA-0412") == 2


def test_a_flag_cleared_before_the_mail_is_withdrawn_from_it(
    callum: Child, morag: Membership
) -> None:
    flag = flagged(callum)
    notice = told(morag, callum, flag=flag)
    Flag.objects.filter(pk=flag.pk).update(
        cleared_at=NOON, cleared_on=TODAY, cleared_because="stopped"
    )
    assert send(morag) == MailRun()
    notice.refresh_from_db()
    assert notice.withdrawn_at == MORNING


def test_what_was_read_on_the_page_is_not_mailed_as_well(callum: Child, morag: Membership) -> None:
    told(morag, callum, read_at=NIGHT)
    assert send(morag) == MailRun()


def test_a_child_from_whom_they_were_barred_meanwhile_is_in_no_mail(
    callum: Child, morag: Membership
) -> None:
    told(morag, callum)
    told(morag, None, key="other", kind="job", words="The import is done")
    Bar.objects.create(
        authority=callum.authority, child=callum, person=morag.person, ground="conflict", reason="x"
    )
    send(morag)
    assert "SA-0412" not in body()
    assert "The import is done" in body()


def test_where_nothing_is_left_to_tell_no_mail_is_sent_nor_tried_again(
    callum: Child, morag: Membership
) -> None:
    notice = told(morag, callum)
    Bar.objects.create(
        authority=callum.authority, child=callum, person=morag.person, ground="conflict", reason="x"
    )
    send(morag)
    send(morag, MORNING + 20 * MINUTE)
    notice.refresh_from_db()
    assert mail.outbox == []
    assert notice.withdrawn_at is not None


def test_readers_under_pseudonyms_get_none(callum: Child) -> None:
    analyst = MembershipFactory.create(authority=callum.authority, role="analyst")
    told(analyst, None, kind="job", words="Done")
    send(analyst)
    assert mail.outbox == []


def test_who_has_left_is_mailed_nothing(callum: Child, morag: Membership) -> None:
    told(morag, callum)
    Membership.objects.filter(pk=morag.pk).update(ends_on=TODAY)
    assert send(morag) == MailRun()


def test_without_a_mail_server_everything_is_on_the_page_only(
    callum: Child, morag: Membership, settings: Any
) -> None:
    settings.EMAIL_HOST = ""
    told(morag, callum)
    assert send(morag) == MailRun(page_only=True)
    assert not Mailing.objects.exists()


def test_a_clock_silenced_after_the_notice_is_not_mailed_until_it_speaks_up_again(
    callum: Child, morag: Membership
) -> None:
    flag = flagged(callum)
    told(morag, callum, flag=flag)
    Snooze.objects.create(
        authority=callum.authority,
        child=callum,
        timescale=flag.timescale,
        started_on=flag.started_on,
        until=TODAY + 2 * DAY,
        reason="The review is booked",
        snoozed_on=TODAY,
    )
    assert send(morag) == send(morag, MORNING + DAY) == MailRun()
    assert send(morag, MORNING + 2 * DAY) == MailRun(sent=1)
