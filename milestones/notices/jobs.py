"""Each morning's mails as a job; and within the day, where something is to be sent."""

from datetime import datetime

from accounts.actors import system_actor
from accounts.jobs.asking import ask_job
from accounts.jobs.daily import at_work
from accounts.jobs.kinds import Daily, JobKind, register
from accounts.jobs.running import JobRun
from accounts.models import Job
from accounts.today import LONDON, today
from milestones.services.mailings import is_mail_due, send_mailings
from milestones.services.raising import raise_notices

KIND = "send_notices"
# A few seconds each where the mail server is slow, and the lease lasts 25.
AT_A_TIME = 4


def run_send(run: JobRun) -> None:
    """Tell what became so since the night, then mail, some at a time."""
    authority, on = run.actor.authority, run.on
    if not run.place:
        raised = raise_notices(authority=authority, on=on, at=run.began_at)
        with run.chunk() as chunk:
            chunk.counts, chunk.place = {"notices": raised}, {"told": 1}
    mailed = send_mailings(authority=authority, on=on, at=run.now, most=AT_A_TIME)
    while not mailed.is_over:
        with run.chunk() as chunk:
            chunk.counts, chunk.done = mailed.counts, mailed.sent
        mailed = send_mailings(authority=authority, on=on, at=run.now, most=AT_A_TIME)
    with run.chunk() as chunk:
        chunk.counts, chunk.done = mailed.counts, mailed.sent
    run.outcome = outcome(run.counts, page_only=mailed.page_only)


def outcome(counts: dict[str, int], *, page_only: bool) -> str:
    told = f"{counts.get('notices', 0)} notices given, "
    if page_only:
        return f"{told}on the page only: no mail server is named."
    sent, failed = counts.get("sent", 0), counts.get("failed", 0)
    waiting = f"; {failed} could not be sent, and are tried again" if failed else ""
    return f"{told}{sent} e-mails sent{waiting}."


def ask_mailings(*, at: datetime) -> int:
    """Once an hour where something is to be sent: what cannot wait, what failed before."""
    hour = f"{at.astimezone(LONDON):%Y-%m-%dT%H}"
    under_way = set(Job.objects.open().filter(kind=KIND).values_list("authority_id", flat=True))
    asked = 0
    for authority in at_work():
        if authority.pk in under_way:
            continue
        if is_mail_due(authority=authority, on=today(at), at=at):
            ask_job(by=system_actor(authority, at=at), kind=KIND, once_key=hour)
            asked += 1
    return asked


register(JobKind(KIND, "Notices mailed", act="nightly.view", run=run_send, daily=Daily.MORNING))
