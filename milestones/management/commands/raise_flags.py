import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError

from accounts.jobs.noting import noted_run
from accounts.models import Authority
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
        failed: dict[str, Exception] = {}
        for authority in authorities_named(options["authority"]):
            try:
                here, told_here = night(authority, on=on, at=at)
            except (OperationalError, InterfaceError):
                raise
            except Exception as fault:
                # What is broken in one authority stops no other; its row says that it failed.
                failed[authority.code] = fault
                continue
            done.add(here)
            notified += told_here
        self.tell(done, notified, as_json=options["format"] == "json")
        if failed:
            codes = ", ".join(failed)
            first = next(iter(failed.values()))
            raise CommandError(
                f"No flags could be raised in {codes} ({type(first).__name__}); all others are "
                f"done. Run it again with --authority {next(iter(failed))} --traceback."
            ) from first

    def tell(self, done: FlagsRaised, notified: int, *, as_json: bool) -> None:
        counts = {"raised": done.raised, "cleared": done.cleared, "notified": notified}
        if as_json:
            self.stdout.write(json.dumps({**counts, "skipped": len(done.skipped)}))
        else:
            self.stdout.write(told(counts))
        for (child, timescale, started_on), why in sorted(done.skipped.items()):
            self.stderr.write(
                f"Left out: timescale {timescale}, child {child}, since {started_on}: {why}"
            )


def night(authority: Authority, *, on: date, at: datetime) -> tuple[FlagsRaised, int]:
    """What the night does in one authority, noted in its row: its flags, how many were told."""
    with noted_run(authority=authority, kind="raise_flags") as noted:
        settled = settled_since_the_last_night(authority=authority)
        done = raise_flags(authority=authority, on=on, at=at)
        done.cleared += settled
        notified = raise_notices(authority=authority, on=on, at=at)
        noted.counts = {"raised": done.raised, "cleared": done.cleared, "notified": notified}
        noted.sentence = flags_in_words(noted.counts, skipped=len(done.skipped))
    return done, notified


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
