import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from accounts.jobs.noting import noted_run
from accounts.today import moment, today
from milestones.management.commands.rebuild_clocks import authorities_named
from milestones.nightly import flags_in_words
from milestones.rule_change.objections import EARLIEST
from milestones.services.flags import FlagsRaised, raise_flags
from milestones.services.raising import raise_notices
from milestones.settling import settled_since_the_last_night

LATEST = date(2299, 12, 31)


class Command(BaseCommand):
    help = "Flag every clock near or past its limit on a day; running it again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=day_named, help="YYYY-MM-DD; today without it")
        parser.add_argument("--authority", help="GSS code; all authorities without it")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        at = moment()
        on = options["on"] or today(at)
        done, notified = FlagsRaised(), 0
        for authority in authorities_named(options["authority"]):
            with noted_run(authority=authority, kind="raise_flags") as noted:
                settled = settled_since_the_last_night(authority=authority)
                here = raise_flags(authority=authority, on=on, at=at)
                here.cleared += settled
                noted.counts = {
                    "raised": here.raised,
                    "cleared": here.cleared,
                    "notified": raise_notices(authority=authority, on=on, at=at),
                }
                noted.sentence = flags_in_words(noted.counts, skipped=len(here.skipped))
            done.add(here)
            notified += noted.counts["notified"]
        counts = {"raised": done.raised, "cleared": done.cleared, "notified": notified}
        if options["format"] == "json":
            self.stdout.write(json.dumps({**counts, "skipped": len(done.skipped)}))
        else:
            self.stdout.write(told(counts))
        for (child, timescale, started_on), why in sorted(done.skipped.items()):
            self.stderr.write(
                f"Left out: timescale {timescale}, child {child}, since {started_on}: {why}"
            )


def told(counts: dict[str, int]) -> str:
    return "{raised} flags raised, {cleared} cleared, {notified} people told.".format(**counts)


def day_named(named: str) -> date:
    """A day on which clocks can run: counted from any other, calendars end."""
    try:
        day = date.fromisoformat(named)
    except ValueError:
        raise ArgumentTypeError(f"{named} is not a date: write it like 2026-11-21.") from None
    if not EARLIEST <= day <= LATEST:
        raise ArgumentTypeError(f"{named} is not a day between {EARLIEST} and {LATEST}.")
    return day
