"""The night's work as jobs: once a day, each for itself, told on a page."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.actors import Actor, acting_as, system_actor
from accounts.jobs import expiring
from accounts.jobs.asking import ask_job
from accounts.jobs.daily import ask_daily
from accounts.jobs.expiring import forget_expired, forget_old_jobs
from accounts.jobs.files import keep_files
from accounts.jobs.kinds import Daily, daily_kinds
from accounts.jobs.running import run_job
from accounts.models import Authority, Job, JobFile, JobState, Membership
from accounts.roles import Role
from cases.models import Child
from milestones import nightly
from milestones.models import Clock, Flag, Holiday
from tests.conftest import NOON, member

pytestmark = pytest.mark.django_db
SignIn = Callable[[Membership], Client]
NIGHT = datetime(2026, 11, 20, 2, 31, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)


def ran(kind: str, authority: Authority, at: datetime = NIGHT) -> Job:
    job = ask_job(by=system_actor(authority, at=at), kind=kind)
    run_job(public_id=job.public_id, at=at + A_SECOND)
    job.refresh_from_db()
    return job


def test_a_night_makes_each_kind_once_where_people_work_however_often_it_is_told(
    morag: Membership, ross: Membership
) -> None:
    kinds = len(daily_kinds(Daily.NIGHT))
    assert kinds >= 7
    assert ask_daily(daily=Daily.NIGHT, at=NIGHT) == 2 * kinds
    assert ask_daily(daily=Daily.NIGHT, at=NIGHT + timedelta(hours=1)) == 0
    assert Job.objects.count() == 2 * kinds


def test_one_kind_that_fails_stops_no_other(callum: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**options: object) -> None:
        raise ZeroDivisionError("Callum Erskine")

    monkeypatch.setattr(nightly, "plan_flags", broken)
    ask_daily(daily=Daily.NIGHT, at=NIGHT)
    for job in Job.objects.all():
        run_job(public_id=job.public_id, at=NIGHT + A_SECOND)
    states = dict(Job.objects.values_list("kind", "state"))
    assert states.pop("raise_flags") == JobState.FAILED
    assert set(states.values()) == {JobState.DONE}
    assert not Job.objects.filter(sentence__contains="Callum").exists()


def test_the_night_raises_the_flags_of_its_day_and_says_how_many(callum: Child) -> None:
    job = ran("raise_flags", callum.authority)
    raised = Flag.objects.live().count()
    assert raised > 0
    assert job.sentence.startswith(f"{raised} flags raised, 0 cleared,")
    assert ran("raise_flags", callum.authority).counts["raised"] == 0


def test_clocks_that_differ_from_the_facts_are_counted_and_kept_for_the_report(
    callum: Child,
) -> None:
    assert ran("check_clocks", callum.authority).counts["drift"] == 0
    clock = Clock.objects.filter(child=callum, due_on__isnull=False).first()
    assert clock is not None
    Clock.objects.filter(pk=clock.pk).update(due_on=date(2030, 1, 1))
    job = ran("check_clocks", callum.authority)
    assert (job.counts["drift"], job.done, job.total) == (1, 1, 1)
    assert "1 differs from the facts" in job.sentence
    assert JobFile.objects.get(job=job).name == "drift.json"


def test_a_manager_reads_which_clocks_by_initials_and_reference(
    callum: Child, sign_in: SignIn, catriona: Membership, iain: Membership
) -> None:
    Clock.objects.filter(child=callum).update(due_on=date(2030, 1, 1))
    job = ran("check_clocks", callum.authority)
    address = reverse("drift", args=[job.public_id])
    told = sign_in(catriona).get(address).content.decode()
    assert callum.initials_and_ref in told
    assert "due 1 January 2030, by the facts" in told
    assert "Erskine" not in told
    assert sign_in(iain).get(address).status_code == 403


def test_only_a_comparison_has_a_report(
    callum: Child, sign_in: SignIn, catriona: Membership
) -> None:
    job = ran("raise_flags", callum.authority)
    client = sign_in(catriona)
    assert client.get(reverse("drift", args=[job.public_id])).status_code == 404


def test_the_report_counts_a_restricted_child_and_names_it_not(
    callum: Child, sign_in: SignIn, catriona: Membership
) -> None:
    Clock.objects.filter(child=callum).update(due_on=date(2030, 1, 1))
    job = ran("check_clocks", callum.authority)
    body = JobFile.objects.get(job=job)
    body.body = bytes(body.body).replace(b"SA-0412", b"SA-9999")
    body.save()
    told = sign_in(catriona).get(reverse("drift", args=[job.public_id])).content.decode()
    assert "SA-9999" not in told
    assert "more of records that are not open to you" in told


def test_from_the_report_a_manager_has_the_clocks_counted_again(
    callum: Child, sign_in: SignIn, catriona: Membership
) -> None:
    Clock.objects.filter(child=callum).update(due_on=date(2030, 1, 1))
    answer = sign_in(catriona).post(reverse("count_again"))
    job = Job.objects.get(kind="rebuild_clocks")
    assert answer.headers["Location"] == reverse("job", args=[job.public_id])
    run_job(public_id=job.public_id, at=NOON + A_SECOND)
    assert ran("check_clocks", callum.authority, at=NOON).counts["drift"] == 0


@pytest.mark.parametrize(
    ("last", "warns"), [("2028-05-19", True), ("2028-05-20", False), ("2027-01-01", True)]
)
def test_holidays_that_run_out_within_18_months_are_warned_of(
    south_ayrshire: Authority, last: str, warns: bool
) -> None:
    Holiday.objects.filter(on__gt=last).delete()
    Holiday.objects.update_or_create(authority=None, on=last, defaults={"name": "A day"})
    job = ran("check_holidays", south_ayrshire, at=NOON)
    assert job.counts == {"warnings": int(warns)}
    assert ("Scotland’s holidays are listed to" in job.sentence) is warns


def test_roles_that_nobody_confirmed_are_counted_and_end_not(morag: Membership) -> None:
    job = ran("access_review", morag.authority)
    assert job.sentence.startswith("1 role is not confirmed since")
    morag.refresh_from_db()
    assert morag.ends_on is None


def test_the_audit_is_anchored_by_its_own_night(south_ayrshire: Authority) -> None:
    job = ran("anchor_audit", south_ayrshire)
    assert job.state == JobState.DONE, job.sentence


def test_files_of_old_jobs_go_and_younger_ones_stay(catriona: Membership) -> None:
    actor = acting_as(catriona, at=NOON)
    for days, names in ((31, ["old"]), (29, ["young", "held/young"]), (0, ["new", "held/new"])):
        job = ask_job(by=actor, kind="import_check", files=[("brought", b"x")])
        over = NOON - timedelta(days=days)
        Job.objects.filter(pk=job.pk).update(asked_at=over, finished_at=over, state=JobState.DONE)
        keep_files(job, [(name, b"x") for name in names], by=actor, is_result=True)
    waiting = ask_job(by=actor, kind="import_check", files=[("waits", b"x")])
    system = system_actor(catriona.authority, at=NOON)
    assert forget_expired(by=system, at=NOON) == 5
    kept = set(JobFile.objects.values_list("name", flat=True))
    assert kept == {"young", "new", "held/new", "waits"}
    assert JobFile.objects.filter(job=waiting).exists()


def ended(by: Actor, kind: str, days: int, **more: Any) -> Job:
    over = NOON - timedelta(days=days)
    job = ask_job(by=by, kind=kind)
    told = {"state": JobState.DONE, "asked_at": over, "finished_at": over, **more}
    Job.objects.filter(pk=job.pk).update(**told)
    return job


def test_jobs_go_90_days_after_they_ended_but_the_last_of_each_kind(
    catriona: Membership, ross: Membership
) -> None:
    manager, system = acting_as(catriona, at=NOON), system_actor(catriona.authority, at=NOON)
    elsewhere = system_actor(ross.authority, at=NOON)
    kept = {
        "of the last 90 days": ended(manager, "import_check", 89),
        "the last night done": ended(system, "raise_flags", 100),
        "the last night, which failed": ended(system, "raise_flags", 95, state=JobState.FAILED),
        "another authority's": ended(elsewhere, "raise_flags", 200),
        "one that waits still": ask_job(by=manager, kind="import_check"),
        "one whose file is still there": ended(manager, "import_check", 90),
    }
    keep_files(kept["one whose file is still there"], [("x", b"x")], by=manager, is_result=True)
    for days in (90, 91, 400):
        ended(manager, "import_check", days)
        ended(system, "raise_flags", days + 30)
    assert forget_old_jobs(by=system, at=NOON) == 6
    assert forget_old_jobs(by=system, at=NOON) == 0
    assert set(Job.objects.values_list("pk", flat=True)) == {job.pk for job in kept.values()}


def test_the_night_tells_how_many_files_and_jobs_went(
    catriona: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expiring, "AT_ONCE", 2)
    system = system_actor(catriona.authority, at=NOON)
    for days in (95, 96, 97, 98):
        ended(system, "check_clocks", days)
    job = Job.objects.order_by("-finished_at")[0]
    keep_files(job, [("old", b"x")], by=system, is_result=True)
    night = ran("remove_files", catriona.authority, at=NOON)
    assert (
        night.sentence
        == "1 file of ended jobs removed, and 3 jobs that ended 90 days ago or longer."
    )
    again = ran("remove_files", catriona.authority, at=NOON + timedelta(hours=1))
    assert again.sentence == "No file and no job was old enough to remove."


def test_the_page_tells_when_each_part_ran_what_it_did_and_what_failed(
    south_ayrshire: Authority, sign_in: SignIn, catriona: Membership
) -> None:
    ran("check_holidays", south_ayrshire, at=NOON - timedelta(hours=1))
    failed = ran("access_review", south_ayrshire, at=NOON - timedelta(days=2))
    Job.objects.filter(pk=failed.pk).update(state=JobState.FAILED, sentence="It broke.")
    told = sign_in(catriona).get(reverse("nightly")).content.decode()
    assert "Never yet" in told
    assert "<strong>Failed.</strong> It broke." in told
    assert told.count("it is late") == 1


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMINISTRATOR, Role.INFORMATION_GOVERNANCE])
def test_administrators_and_information_governance_read_it_too(
    south_ayrshire: Authority, sign_in: SignIn, role: str
) -> None:
    assert sign_in(member("A Colleague", south_ayrshire, role)).get("/nightly/").status_code == 200


def test_a_social_worker_does_not(sign_in: SignIn, morag: Membership) -> None:
    assert sign_in(morag).get(reverse("nightly")).status_code == 403


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        (("rebuild_clocks", "--check"), "check_clocks"),
        (("rebuild_clocks",), "rebuild_clocks"),
        (("raise_flags",), "raise_flags"),
        (("check_holidays",), "check_holidays"),
        (("access_review",), "access_review"),
        (("retention_run", "--dry-run"), "list_retention"),
    ],
)
def test_a_command_run_from_cron_leaves_its_row(
    callum: Child, command: tuple[str, ...], kind: str
) -> None:
    told = StringIO()
    call_command(*command, "--authority", "S12000028", stdout=told, stderr=StringIO())
    assert told.getvalue().strip()
    job = Job.objects.get(kind=kind)
    assert (job.state, job.asked_by, bool(job.sentence)) == (JobState.DONE, None, True)


def test_drift_found_by_the_command_is_told_on_the_page_too(
    callum: Child, sign_in: SignIn, catriona: Membership
) -> None:
    Clock.objects.filter(child=callum).update(due_on=date(2030, 1, 1))
    with pytest.raises(CommandError):
        call_command("rebuild_clocks", "--check", stdout=StringIO())
    job = Job.objects.get(kind="check_clocks", authority=callum.authority)
    address = reverse("drift", args=[job.public_id])
    assert callum.initials_and_ref in sign_in(catriona).get(address).content.decode()


def test_a_command_that_fails_leaves_that_too(
    callum: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "milestones.management.commands.check_holidays.holidays_in_words", lambda *a, **k: 1 / 0
    )
    with pytest.raises((ZeroDivisionError, CommandError)):
        call_command("check_holidays", "--authority", "S12000028", stdout=StringIO())
    job = Job.objects.get(kind="check_holidays")
    assert (job.state, "run by hand" in job.sentence) == (JobState.FAILED, True)
