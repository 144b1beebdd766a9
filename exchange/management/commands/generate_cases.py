import time
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exchange.invention.services import InventionRefused, generate_cases


class Command(BaseCommand):
    help = "Invent a nation's children for benchmarks: the same arguments give the same data."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--children", type=int, required=True)
        parser.add_argument("--seed", type=int, required=True)
        parser.add_argument("--on", type=day_named, required=True, help="YYYY-MM-DD")
        parser.add_argument("--authorities", type=int, default=32, help="1 to 32; 32 without it")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["children"] < 1:
            raise CommandError("--children must be 1 or more.")
        if options["on"].year < 1950:
            raise CommandError("--on must be a day since 1950: the stories go back ten years.")
        began, children, lines = time.monotonic(), 0, 0
        try:
            for authority, result in generate_cases(
                children=options["children"],
                seed=options["seed"],
                on=options["on"],
                authorities=options["authorities"],
            ):
                children, lines = children + result.children, lines + result.lines
                if time.monotonic() - began > 2:
                    self.stderr.write(f"{authority}: {children} children so far")
        except InventionRefused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"{children} invented children, {lines} lines.")


def day_named(named: str) -> date:
    try:
        return date.fromisoformat(named)
    except ValueError:
        raise ArgumentTypeError(f"{named} is not a date: write it like 2026-11-21.") from None
