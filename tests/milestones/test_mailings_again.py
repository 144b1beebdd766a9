"""Mails that are interrupted, refused or sent by two at once: none is lost, none is doubled."""

from threading import Barrier, Thread
from typing import Any

import pytest
from django.core import mail
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEntry, Membership
from cases.models import Child
from milestones.models import Mailing
from milestones.notices.collecting import collect_mailings
from milestones.services.mailings import MOST_ATTEMPTS, MailRun, claim_mailing, send_mailings
from tests.conftest import TODAY, outside
from tests.factories import MembershipFactory
from tests.milestones.told import DAY, MINUTE, MORNING, send, told


@pytest.fixture(autouse=True)
def a_mail_server(settings: Any) -> None:
    settings.EMAIL_HOST = "mail.pace.example"
    settings.PUBLIC_URL = "https://pace.example"


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
    assert send(morag, MORNING + 9 * MINUTE) == MailRun()
    assert send(morag, MORNING + 11 * MINUTE) == MailRun(sent=1)
    first, second = [each.message()["Message-ID"] for each in mail.outbox]
    assert first == second
    assert send(morag, MORNING + 30 * MINUTE) == MailRun()


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
    assert send(morag, MORNING + DAY) == MailRun(sent=1)
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
    assert send(morag) == MailRun(failed=3)
