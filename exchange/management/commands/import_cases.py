"""import_cases FOLDER --authority CODE [--dry-run] [--format json]"""

import json
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.actors import system_actor
from accounts.models import Authority
from accounts.today import today
from exchange.case_files.reading import UnreadableSource
from exchange.case_files.services import ImportInterrupted, ImportResult, import_cases
from exchange.case_files.workbook import source_at

SHOWN = 50
QUIET_SECONDS = 1.0


class Command(BaseCommand):
    help = "Import case files (CSV files in a folder, or one .xlsx) into an authority."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--authority", required=True, help="GSS code, like S12000019")
        parser.add_argument("--dry-run", action="store_true", help="say the same, write nothing")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        authority = Authority.objects.with_code(options["authority"]).first()
        if authority is None:
            raise CommandError(
                f"No authority has the code {options['authority']}: "
                "write its GSS code, like S12000019."
            )
        self.told_at = time.monotonic()
        try:
            result = import_cases(
                source=source_at(options["folder"]),
                by=system_actor(authority),
                on=today(),
                dry_run=options["dry_run"],
                progress=self.tell_progress,
            )
        except (UnreadableSource, ImportInterrupted) as fault:
            raise CommandError(str(fault)) from fault
        except OSError as fault:
            raise CommandError(f"The case files cannot be opened: {fault.strerror}.") from fault
        if options["format"] == "json":
            self.stdout.write(json.dumps(result.as_data()))
        else:
            self.stdout.write(summary(result, dry_run=options["dry_run"]))

    def tell_progress(self, done: int, total: int) -> None:
        """On stderr, so that stdout holds the result alone; at most once a second."""
        if time.monotonic() - self.told_at >= QUIET_SECONDS:
            self.stderr.write(f"{done:,} of {total:,} children", self.style.NOTICE)
            self.told_at = time.monotonic()


def summary(result: ImportResult, *, dry_run: bool) -> str:
    """The result for a person: what came to what, and the rejected lines as sentences."""
    head = "Nothing was written; an import would come to:" if dry_run else "Imported:"
    counts = (
        f"{head} {result.lines:,} lines read, {result.created:,} created, "
        f"{result.updated:,} updated, {result.unchanged:,} unchanged, "
        f"{result.held_back:,} held back, {len(result.rejected):,} rejected."
    )
    shown = [rejection.sentence for rejection in result.rejected[:SHOWN]]
    if len(result.rejected) > SHOWN:
        shown.append(f"… and {len(result.rejected) - SHOWN:,} more: --format json lists every one.")
    if result.held_back:
        shown.append("Good lines are held back while another line of the same child is rejected.")
    return "\n".join([counts, *shown])
