"""Mails of notices: each thing once, whatever is killed when; capped; and never a name."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core import mail
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEntry, Membership
from cases.models import Bar, Child
from milestones.models import Flag, Mailing, Notice, NoticeChoice
from milestones.notices.collecting import collect_mailings
from milestones.services.mailings import MOST_ATTEMPTS, Mailed, claim_mailing, send_mailings
from tests.conftest import NOON, TODAY, outside
from tests.factories import MembershipFactory
from tests.milestones.told import flagged, told

MORNING = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
NIGHT = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def a_mail_server(settings: Any) -> None:
    settings.EMAIL_HOST = "mail.pace.example"
    settings.PUBLIC_URL = "https://pace.example"


def send(membership: Membership, at: datetime = MORNING) -> Mailed:
    with outside():
        return send_mailings(authority=membership.authority, on=at.date(), at=at)


def body() -> str:
    return str(mail.outbox[-1].body)


def test_a_digest_carries_references_rules_days_and_links(callum: Child, morag: Membership) -> None:
    told(morag, callum, flag=flagged(callum), path="/children/x/clocks/y/")
    assert send(morag) == Mailed(sent=1)
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
    assert send(morag) == Mailed(sent=1)
    assert send(morag, MORNING + 60 * MINUTE) == Mailed()
    assert len(mail.outbox) == 1
    assert body().count("SA-0412") == 30


def test_nothing_new_is_no_mail(callum: Child, morag: Membership) -> None:
    told(morag, callum)
    send(morag)
    assert send(morag, MORNING + DAY) == Mailed()


def test_before_half_past_seven_nothing_that_can_wait_is_sent(
    callum: Child, morag: Membership
) -> None:
    told(morag, callum)
    assert send(morag, MORNING - MINUTE) == Mailed()
    assert send(morag, MORNING) == Mailed(sent=1)


def test_what_cannot_wait_is_sent_in_the_night(callum: Child, morag: Membership) -> None:
    told(morag, callum, raised_on=TODAY - DAY)
    send(morag, MORNING - DAY)
    told(morag, callum, key="urgent", cannot_wait=True, words="Meeting within 72 hours")
    told(morag, callum, key="not urgent", words="Another")
    assert send(morag, NIGHT) == Mailed(sent=1)
    assert "72 hours" in body()
    assert "Another" not in body()


def test_the_first_night_of_an_authority_sends_one_digest_in_the_morning(
    callum: Child, morag: Membership
) -> None:
    for number in range(20):
        told(morag, callum, key=str(number), cannot_wait=number % 2 == 0)
    assert send(morag, NIGHT) == Mailed()
    assert send(morag, MORNING) == Mailed(sent=1)
    assert len(mail.outbox) == 1


def test_a_weeks_digest_comes_on_monday(callum: Child, morag: Membership) -> None:
    NoticeChoice.objects.create(person=morag.person, authority=morag.authority, rhythm="weekly")
    told(morag, callum)
    monday = MORNING + 3 * DAY
    assert send(morag) == send(morag, monday - DAY) == Mailed()
    assert send(morag, monday) == Mailed(sent=1)


def test_a_monday_that_was_missed_is_made_up_for(callum: Child, morag: Membership) -> None:
    NoticeChoice.objects.create(person=morag.person, authority=morag.authority, rhythm="weekly")
    told(morag, callum)
    tuesday = MORNING + 4 * DAY
    told(morag, callum, key="since Monday", words="Since Monday", raised_on=tuesday.date())
    assert send(morag, tuesday) == Mailed(sent=1)
    assert "Since Monday" not in body()


def test_who_wants_none_is_mailed_nothing_not_even_what_cannot_wait(
    callum: Child, morag: Membership
) -> None:
    NoticeChoice.objects.create(person=morag.person, authority=morag.authority, rhythm="page_only")
    told(morag, callum, cannot_wait=True)
    assert send(morag) == Mailed()
    assert Notice.objects.get().mailing is None


def test_after_the_days_cap_the_rest_waits_for_the_next_digest(
    callum: Child, morag: Membership, settings: Any
) -> None:
    settings.NOTICE_DAILY_CAP = 2
    for number in range(4):
        told(morag, callum, key=str(number), cannot_wait=True)
        send(morag, MORNING + number * 60 * MINUTE)
    assert len(mail.outbox) == 2
    assert send(morag, MORNING + DAY) == Mailed(sent=1)
    assert body().count("SA-0412") == 2


def test_a_flag_cleared_before_the_mail_is_withdrawn_from_it(
    callum: Child, morag: Membership
) -> None:
    flag = flagged(callum)
    notice = told(morag, callum, flag=flag)
    Flag.objects.filter(pk=flag.pk).update(
        cleared_at=NOON, cleared_on=TODAY, cleared_because="stopped"
    )
    assert send(morag) == Mailed()
    notice.refresh_from_db()
    assert notice.withdrawn_at == MORNING


def test_what_was_read_on_the_page_is_not_mailed_as_well(callum: Child, morag: Membership) -> None:
    told(morag, callum, read_at=NIGHT)
    assert send(morag) == Mailed()


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
    assert send(morag) == Mailed()


def test_without_a_mail_server_everything_is_on_the_page_only(
    callum: Child, morag: Membership, settings: Any
) -> None:
    settings.EMAIL_HOST = ""
    told(morag, callum)
    assert send(morag) == Mailed(page_only=True)
    assert not Mailing.objects.exists()


def test_killed_between_claim_and_note_it_is_sent_again_under_the_same_id(
    callum: Child, morag: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mail went, the process died before it could say so."""

    def dies(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    told(morag, callum)
    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr("milestones.services.mailings._note_sent", dies)
        send(morag)
    assert send(morag, MORNING + 9 * MINUTE) == Mailed()
    assert send(morag, MORNING + 11 * MINUTE) == Mailed(sent=1)
    first, second = [each.message()["Message-ID"] for each in mail.outbox]
    assert first == second
    assert send(morag, MORNING + 30 * MINUTE) == Mailed()


def test_a_server_that_refuses_is_tried_three_times_and_the_rest_waits_for_tomorrow(
    callum: Child, morag: Membership, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    def refuses(*args: object, **kwargs: object) -> int:
        raise ConnectionRefusedError(morag.person.email)

    notice = told(morag, callum)
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", refuses)
        for minutes in range(0, 60, 11):
            send(morag, MORNING + minutes * MINUTE)
    assert Mailing.objects.get().attempts == MOST_ATTEMPTS
    notice.refresh_from_db()
    assert notice.mailing is None
    assert send(morag, MORNING + DAY) == Mailed(sent=1)
    assert morag.person.email not in caplog.text
    assert "SA-0412" not in caplog.text


def test_a_claimed_mailing_is_nobody_elses(callum: Child, morag: Membership) -> None:
    told(morag, callum)
    told_to = {"authority": morag.authority, "on": TODAY, "at": MORNING}
    collect_mailings(**told_to, cap=6)
    assert claim_mailing(**told_to) is not None
    assert claim_mailing(**told_to) is None


def test_each_mail_stands_in_the_audit_by_the_person_it_went_to(
    callum: Child, morag: Membership
) -> None:
    told(morag, callum)
    send(morag)
    entry = AuditEntry.objects.get(act="notice.mail")
    assert entry.subject_id == morag.person.public_id
    assert entry.detail == {"kind": "digest", "notices": 1}


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_mail_once(callum: Child, morag: Membership) -> None:
    """On two connections, as two workers that were told of the same hour."""
    others = [MembershipFactory.create(authority=callum.authority) for _ in range(4)]
    for each in [morag, *others]:
        told(each, None, kind="job", words="The import is done")
    begin = Barrier(2)

    def run() -> None:
        begin.wait()
        send_mailings(authority=callum.authority, on=TODAY, at=MORNING)
        connections.close_all()

    both = [Thread(target=run) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(each.to[0] for each in mail.outbox) == sorted(
        each.person.email for each in [morag, *others]
    )


def test_more_people_ask_no_more_queries_to_put_their_mails_together(
    callum: Child, morag: Membership
) -> None:
    def queries() -> int:
        with outside(), CaptureQueriesContext(connection) as asked:
            collect_mailings(authority=callum.authority, on=TODAY, at=MORNING, cap=6)
        return len(asked)

    told(morag, callum)
    few = queries()
    for number in range(10):
        other = MembershipFactory.create(authority=callum.authority)
        told(other, callum, key=str(number))
        told(morag, callum, key=f"again {number}")
    assert queries() == few
    assert Mailing.objects.count() == 11


def test_a_server_that_is_away_is_not_asked_for_everybody_in_vain(
    callum: Child, morag: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: object, **kwargs: object) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", away)
    for _ in range(6):
        told(MembershipFactory.create(authority=callum.authority), None, kind="job")
    assert send(morag) == Mailed(failed=3)
