import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actors import system_actor
from accounts.jobs.noting import noted_run
from accounts.models import Authority
from accounts.today import today
from milestones.management.commands.raise_flags import day_named
from milestones.management.commands.rebuild_clocks import authorities_named
from milestones.nightly import ended_in_words
from milestones.retention import EndedKeeping, keeping_ended

REFUSED = (
    "Nothing is destroyed by a command: a manager and information governance decide that "
    "together. Run it with --dry-run to list the records whose keeping has ended."
)


class Command(BaseCommand):
    help = "The records whose keeping has ended by law; destroys nothing, so --dry-run is needed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--authority", help="GSS code; all authorities without it")
        parser.add_argument("--on", type=day_named, help="YYYY-MM-DD; today without it")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["dry_run"]:
            raise CommandError(REFUSED)
        on = options["on"] or today()
        told = []
        for authority in authorities_named(options["authority"]):
            with noted_run(authority=authority, kind="list_retention") as noted:
                found = keeping_ended(system=system_actor(authority), on=on)
                noted.counts, noted.sentence = {"ended": len(found)}, ended_in_words(len(found))
            told += [as_data(authority, each) for each in found]
        if options["format"] == "json":
            self.stdout.write(json.dumps(told))
            return
        for each in told:
            self.stdout.write("{authority} {child_ref}: {because}, {until}".format(**each))
        self.stdout.write(f"{len(told)} records are past their keeping. Nothing was destroyed.")


def as_data(authority: Authority, each: EndedKeeping) -> dict[str, str]:
    return {
        "authority": authority.code,
        "child_ref": each.child_ref,
        "because": each.keeping.because,
        "until": each.keeping.until.isoformat(),
    }
