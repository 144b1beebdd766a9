"""evaluate_aim FILE.json [--format json]"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from aims.files import read_json
from aims.flat import flat_report
from aims.printing import report_in_words


class Command(BaseCommand):
    help = "Report on one aim and a list of episodes in a file. No database is read."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            result = flat_report(read_json(options["file"]))
        except ValueError as error:
            raise CommandError(f"{options['file']}: {error}") from error
        if options["format"] == "json":
            self.stdout.write(json.dumps(result.as_data(), ensure_ascii=False))
        else:
            self.stdout.write(report_in_words(result))
