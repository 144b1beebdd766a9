"""What a message leads to; it may come twice, late or never: jobs are claimed, days asked once."""

from uuid import UUID

from celery import shared_task
from django.db import close_old_connections

from accounts.jobs.daily import ask_daily
from accounts.jobs.kinds import Daily
from accounts.jobs.pulses import WORKER, beat_pulse
from accounts.jobs.reaping import reap_jobs
from accounts.jobs.running import run_job
from accounts.today import moment
from milestones.notices.jobs import ask_mailings


@shared_task(name="pace.run_job")
def run_a_job(public_id: str) -> None:
    close_old_connections()
    run_job(public_id=UUID(public_id), at=moment())


@shared_task(name="pace.reap_jobs")
def reap() -> None:
    close_old_connections()
    beat_pulse(WORKER, at=moment())
    reap_jobs(at=moment())


@shared_task(name="pace.nightly")
def nightly() -> None:
    close_old_connections()
    ask_daily(daily=Daily.NIGHT, at=moment())


@shared_task(name="pace.morning")
def morning() -> None:
    close_old_connections()
    ask_daily(daily=Daily.MORNING, at=moment())
    ask_mailings(at=moment())
