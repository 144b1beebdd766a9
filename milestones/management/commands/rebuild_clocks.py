import json
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder

from accounts.jobs.noting import noted_run
from accounts.models import Authority
from accounts.today import moment
from milestones.clocks import check_clocks, rebuild_clocks
from milestones.drift import difference
from milestones.jobs import told as rebuilt_in_words
from milestones.nightly import DRIFT, as_report, drift_in_words
from milestones.rulebook import rulebook_of


class Command(BaseCommand):
    help = "Count every clock again from the facts; with --check compare only, and report drift."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--authority", help="GSS code; all authorities without it")
        parser.add_argument("--check", action="store_true", help="write nothing; exit 1 on drift")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        authorities = authorities_named(options["authority"])
        if options["check"]:
            self.check_all(authorities, options["format"])
        else:
            self.rebuild_all(authorities, options["format"])

    def rebuild_all(self, authorities: list[Authority], form: str) -> None:
        progress = Progress("children")
        written = 0
        for authority in authorities:
            with noted_run(authority=authority, kind="rebuild_clocks") as noted:
                noted.counts = {"children": 0, "clocks": 0}
                for children, rows in rebuild_clocks(authority=authority, at=moment()):
                    noted.counts["children"] += children
                    noted.counts["clocks"] += rows
                    progress.add(children)
                noted.sentence = rebuilt_in_words(noted.counts)
            self.warn(authority)
            written += noted.counts["clocks"]
        self.tell(form, {"written": written}, f"{written} clocks written.")

    def check_all(self, authorities: list[Authority], form: str) -> None:
        progress = Progress("clocks")
        checked, drift, is_broken = 0, [], False
        for authority in authorities:
            here: list[dict[str, Any]] = []
            with noted_run(authority=authority, kind="check_clocks") as noted:
                noted.counts = {"checked": 0, "drift": 0}
                for clocks, found in check_clocks(authority=authority):
                    noted.counts["checked"] += clocks
                    noted.counts["drift"] += len(found)
                    drift += found
                    here += found
                    progress.add(clocks)
                noted.sentence = drift_in_words(**noted.counts)
                noted.results = {DRIFT: as_report(here)} if here else {}
            checked += noted.counts["checked"]
            is_broken = self.warn(authority) or is_broken
        words = [
            f"{checked} clocks checked, {len(drift)} differ from the facts.",
            *map(told, drift),
        ]
        self.tell(form, {"checked": checked, "drift": drift}, "\n".join(words))
        if drift:
            raise CommandError(
                f"{len(drift)} of {checked} clocks differ from the facts: "
                "run rebuild_clocks without --check to mend them."
            )
        if is_broken:
            raise CommandError("Not every clock could be compared: a rule cannot be read.")

    def warn(self, authority: Authority) -> bool:
        """Whether any of the rules that run there cannot be read."""
        left_out = rulebook_of(authority).left_out
        if left_out:
            self.stderr.write(f"{authority}: {left_out}")
        return bool(left_out)

    def tell(self, form: str, result: dict[str, Any], words: str) -> None:
        self.stdout.write(json.dumps(result, cls=DjangoJSONEncoder) if form == "json" else words)


def told(drift: dict[str, Any]) -> str:
    return f"{drift['child_ref']}, {drift['timescale']}: {difference(drift)}"


class Progress:
    """A line a second on stderr once the work has lasted two."""

    def __init__(self, of_what: str) -> None:
        self.of_what = of_what
        self.done = 0
        self.next_at = time.monotonic() + 2

    def add(self, done: int) -> None:
        self.done += done
        if time.monotonic() >= self.next_at:
            self.next_at = time.monotonic() + 1
            print(f"{self.done} {self.of_what} so far", file=sys.stderr, flush=True)


def authorities_named(code: str | None) -> list[Authority]:
    if code is None:
        return list(Authority.objects.all())
    found = list(Authority.objects.with_code(code))
    if not found:
        raise CommandError(f"No authority has the code {code!r}. Codes look like S12000019.")
    return found
