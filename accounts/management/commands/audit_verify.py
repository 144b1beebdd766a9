import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.audit.anchors import anchor_file, read_anchors
from accounts.audit.reading import auditors_connection, chains_of
from accounts.audit.verifying import verify_audit


class Command(BaseCommand):
    help = "Count every audit chain again and hold it against its anchors; exit 1 on any break."
    # The audit can be judged while the pages cannot be served.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument(
            "--anchors", type=Path, help="an anchor file kept elsewhere, instead of our own"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["anchors"] and not options["anchors"].is_file():
            raise CommandError(f"There is no file {options['anchors']}. Name the copy you kept.")
        # Read before the chains: an anchor written meanwhile would name links not seen here.
        book = read_anchors(options["anchors"] or anchor_file())
        with chains_of(auditors_connection()) as chains:
            done = verify_audit(chains, book)
        if options["format"] == "json":
            breaks = [found.as_dict() for found in done.breaks]
            result = {"checked": done.checked, "anchors": book.lines, "breaks": breaks}
            self.stdout.write(json.dumps(result))
        else:
            self.stdout.write(f"{done.checked} entries checked, {book.lines} anchors.")
            for found in done.breaks:
                self.stdout.write(str(found))
        if done.breaks:
            raise CommandError(
                f"The audit is broken in {len(done.breaks)} places. Change nothing; keep a copy of "
                "the database and of the anchors, and go by docs/audit.md."
            )
