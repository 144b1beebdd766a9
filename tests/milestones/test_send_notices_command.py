"""send_notices: who would be told how much, before anybody is; then tell and mail."""

import json
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command

from accounts.jobs.daily import ask_daily
from accounts.jobs.kinds import Daily
from accounts.jobs.running import run_job
from accounts.models import AuditEntry, Job, Membership
from cases.models import Child
from milestones.models import Flag, Mailing, Notice
from milestones.notices.foreseeing import foreseen_notices
from milestones.notices.jobs import ask_mailings
from tests.conftest import NOON, TODAY, outside
from tests.milestones.told import flagged, told


@pytest.fixture(autouse=True)
def a_mail_server(settings: Any, friday: date) -> None:
    settings.EMAIL_HOST = "mail.pace.example"


def run(**options: Any) -> str:
    out = StringIO()
    with outside():
        call_command("send_notices", stdout=out, authority="S12000028", **options)
    return out.getvalue()


def test_a_dry_run_tells_roles_and_counts_and_writes_nothing(
    callum: Child, morag: Membership, iain: Membership
) -> None:
    flagged(callum, due_on=date(2026, 11, 1))
    entries = AuditEntry.objects.count()
    words = run(dry_run=True)
    assert "2 notices to 2 people, 2 of them by e-mail" in words
    assert "1 as Social worker" in words
    assert "m…@council.pace.example" in words
    assert morag.person.email not in words
    assert not Notice.objects.exists()
    assert not Mailing.objects.exists()
    assert not Job.objects.exists()
    assert AuditEntry.objects.count() == entries
    assert mail.outbox == []


def test_a_dry_run_in_json_says_the_same(callum: Child, morag: Membership) -> None:
    flagged(callum)
    [told_] = json.loads(run(dry_run=True, format="json"))
    assert told_ == {
        "authority": "S12000028",
        "notices": 1,
        "people": 1,
        "mails": 1,
        "by_role": {"social_worker": 1},
        "readers": [
            {
                "to": "m…@council.pace.example",
                "role": "social_worker",
                "notices": 1,
                "mail": "digest",
            }
        ],
    }


def test_a_dry_run_counts_the_mails_of_what_the_night_told_before(
    callum: Child, morag: Membership, iain: Membership
) -> None:
    told(morag, callum)
    cleared = flagged(callum)
    told(iain, callum, flag=cleared)
    Flag.objects.filter(pk=cleared.pk).update(
        cleared_at=NOON, cleared_on=TODAY, cleared_because=Flag.Why.STOPPED
    )
    assert "1 e-mail to others, of what they were told on the page before." in run(dry_run=True)
    [foreseen] = json.loads(run(dry_run=True, format="json"))
    assert foreseen["mails"] == json.loads(run(format="json"))["sent"] == 1
    assert "no e-mail waits" in run(dry_run=True)


def test_it_tells_mails_and_says_when_it_ran(callum: Child, morag: Membership) -> None:
    flagged(callum)
    assert json.loads(run(format="json")) == {"notices": 1, "sent": 1, "failed": 0}
    assert json.loads(run(format="json")) == {"notices": 0, "sent": 0, "failed": 0}
    assert len(mail.outbox) == 1
    first = Job.objects.filter(kind="send_notices").earliest("pk")
    assert first.sentence == "1 notices given, 1 e-mails sent."


def test_without_a_mail_server_it_says_so(callum: Child, morag: Membership, settings: Any) -> None:
    settings.EMAIL_HOST = ""
    flagged(callum)
    assert "on the page only" in run()
    assert Notice.objects.count() == 1


def test_a_rule_can_be_tried_before_it_is_switched_on(callum: Child, morag: Membership) -> None:
    flag = flagged(callum)
    unsaved = Flag(
        authority=callum.authority,
        child=callum,
        timescale=flag.timescale,
        started_on=date(2026, 1, 1),
        due_on=date(2026, 11, 18),
        step="overdue",
        raised_on=TODAY,
    )
    with outside():
        found = foreseen_notices(authority=callum.authority, on=TODAY, flags=[unsaved])
    assert (found.notices, found.people, found.mails) == (1, 1, 1)
    assert not Notice.objects.exists()


def test_each_morning_is_a_job_and_asked_for_once(callum: Child, morag: Membership) -> None:
    flagged(callum)
    with outside():
        for _ in range(2):
            ask_daily(daily=Daily.MORNING, at=NOON)
        for job in Job.objects.filter(kind="send_notices"):
            run_job(public_id=job.public_id, at=NOON)
    job = Job.objects.get(kind="send_notices", authority=callum.authority)
    assert job.state == "done"
    assert job.counts == {"notices": 1, "sent": 1, "failed": 0}
    assert len(mail.outbox) == 1


def test_within_the_day_it_is_asked_for_only_where_something_is_to_be_sent(
    callum: Child, morag: Membership
) -> None:
    with outside():
        assert ask_mailings(at=NOON) == 0
    told(morag, callum)
    with outside():
        assert ask_mailings(at=NOON) == 1
        ask_mailings(at=NOON)
    Job.objects.update(state="done", finished_at=NOON)
    with outside():
        assert ask_mailings(at=NOON + timedelta(hours=1)) == 1
    assert Job.objects.filter(kind="send_notices").count() == 2
