"""aim_report REF --on DATE [--locality NAME] [--format json]"""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Locality
from aims.models import Aim
from aims.printing import report_in_words
from aims.reporting import report


class Command(BaseCommand):
    help = "Report on an aim as at a day, from the stored clocks. REF@2 is the second version."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("ref")
        parser.add_argument("--on", required=True, help="the day of the report, like 2018-09-28")
        parser.add_argument("--locality", help="children of this locality only")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        aim = aim_named(options["ref"])
        result = report(
            aim, on=day_named(options["on"]), locality=locality_named(aim, options["locality"])
        )
        if options["format"] == "json":
            self.stdout.write(json.dumps(result.as_data(), ensure_ascii=False))
        else:
            self.stdout.write(report_in_words(result))


def aim_named(named: str) -> Aim:
    ref, _, version = named.partition("@")
    found = Aim.objects.filter(ref=ref)
    aim: Aim | None = None
    if version.isdecimal() and len(version) < 5:
        aim = found.filter(version=version).first()
    elif "@" not in named:
        aim = found.latest().first()
    if aim is None:
        known = found.order_by("-version").first()
        advice = f"its latest version is {known}" if known else "export_aims lists an authority’s"
        raise CommandError(f"There is no aim {named}: {advice}.")
    return aim


def day_named(named: str) -> date:
    try:
        if len(named) == 10:
            return date.fromisoformat(named)
    except ValueError:
        pass
    raise CommandError(f"--on {named} is not a date: write it like 2018-09-28.")


def locality_named(aim: Aim, named: str | None) -> str | None:
    if named is None:
        return None
    known = Locality.objects.filter(authority=aim.authority)
    locality = known.filter(name__iexact=named).first()
    if locality is None:
        names = ", ".join(known.values_list("name", flat=True)) or "none yet"
        raise CommandError(f"{aim.authority} has no locality {named}. It has: {names}.")
    return locality.name
