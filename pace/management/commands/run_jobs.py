from typing import Any

from django.core.management.base import BaseCommand

from accounts.jobs.daily import ask_daily
from accounts.jobs.kinds import Daily
from accounts.jobs.pulses import BEAT, beat_pulse
from accounts.jobs.reaping import next_waiting
from accounts.jobs.running import run_job
from accounts.today import moment
from milestones.notices.jobs import ask_mailings


class Command(BaseCommand):
    help = "Ask for the night's and the morning's work if it is due, and run all that waits."

    def handle(self, *args: Any, **options: Any) -> None:
        beat_pulse(BEAT, at=moment())
        asked = sum(ask_daily(daily=daily, at=moment()) for daily in (Daily.NIGHT, Daily.MORNING))
        asked += ask_mailings(at=moment())
        ran = 0
        while job := next_waiting(at=moment()):
            ran += run_job(public_id=job, at=moment())
            beat_pulse(BEAT, at=moment())
        self.stdout.write(f"{asked} asked for, {ran} times went on with one.")
