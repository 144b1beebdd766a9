from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.actors import system_actor
from milestones.management.commands.rebuild_clocks import authorities_named
from milestones.services.timescales import switch_timescale


class Command(BaseCommand):
    help = "Run a shipped rule in an authority, or stop it; its clocks follow at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("ref", help="the rule, like home_cso_two_years")
        parser.add_argument("to", choices=["on", "off"])
        parser.add_argument("--authority", required=True, help="GSS code")

    def handle(self, *args: Any, **options: Any) -> None:
        ref, is_on = options["ref"], options["to"] == "on"
        for authority in authorities_named(options["authority"]):
            try:
                switch_timescale(by=system_actor(authority), ref=ref, is_on=is_on)
            except ValidationError as refused:
                raise CommandError(" ".join(refused.messages)) from refused
            self.stdout.write(f"{ref} is {options['to']} in {authority}.")
