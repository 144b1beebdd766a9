from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from accounts.jobs.noting import noted_run
from accounts.today import today
from milestones.management.commands.rebuild_clocks import authorities_named
from milestones.nightly import LISTED_FAR_ENOUGH, holidays_in_words


class Command(BaseCommand):
    help = "Warn where the list of holidays, Scotland's or an authority's own, runs out soon."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--authority", help="GSS code; all authorities without it")

    def handle(self, *args: Any, **options: Any) -> None:
        is_warned = False
        for authority in authorities_named(options["authority"]):
            with noted_run(authority=authority, kind="check_holidays") as noted:
                warning = holidays_in_words(authority, on=today())
                noted.counts = {"warnings": int(bool(warning))}
                noted.sentence = warning or LISTED_FAR_ENOUGH
            if warning:
                is_warned = True
                self.stdout.write(f"{authority.code}: {warning}")
        if not is_warned:
            self.stdout.write(LISTED_FAR_ENOUGH)
