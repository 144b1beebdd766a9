import json
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actors import system_actor
from accounts.door import entered
from accounts.jobs.noting import noted_run
from accounts.models import Authority, Membership
from accounts.nightly import unconfirmed_in_words
from accounts.services import end_unconfirmed, unconfirmed
from accounts.today import today


def a_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"{text!r} is not a day like 2026-11-20.") from None


class Command(BaseCommand):
    help = "The memberships that the last quarterly review did not confirm; ends them if told to."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--authority", help="GSS code, like S12000019; all without it")
        parser.add_argument("--on", type=a_day, help="the day; today without it")
        parser.add_argument("--end-unconfirmed", action="store_true")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        on, ends = options["on"] or today(), options["end_unconfirmed"]
        found = [each for place in _asked(options) for each in _reviewed(place, on, ends)]
        if options["format"] == "json":
            told = [_as_data(each) for each in found]
            self.stdout.write(json.dumps({"ended" if ends else "unconfirmed": told}))
            return
        did = "ended" if ends else "not confirmed"
        for each in found:
            self.stdout.write(f"{each.authority.code}: {each.person.email}, {each}: {did}")
        self.stdout.write(f"{len(found)} memberships {did}.")


def _asked(options: dict[str, Any]) -> Iterator[Authority]:
    code = options["authority"]
    if code is None:
        yield from Authority.objects.filter(memberships__isnull=False).distinct()
        return
    found = Authority.objects.with_code(code).first()
    if found is None:
        raise CommandError(f"No authority has the code {code!r}. Codes look like S12000019.")
    yield found


def _reviewed(authority: Authority, on: date, ends: bool) -> list[Membership]:
    by = system_actor(authority)
    with noted_run(authority=authority, kind="access_review") as noted, entered(by):
        found = list(end_unconfirmed(by=by, on=on) if ends else unconfirmed(by=by, on=on))
        noted.counts = {"ended" if ends else "unconfirmed": len(found)}
        noted.sentence = (
            f"{len(found):,} roles that nobody confirmed were ended."
            if ends
            else unconfirmed_in_words(len(found), on=on)
        )
    return found


def _as_data(each: Membership) -> dict[str, Any]:
    last = each.confirmed_on or each.begins_on
    return {
        "authority": each.authority.code,
        "email": each.person.email,
        "role": each.role,
        "confirmed_on": last.isoformat(),
    }
