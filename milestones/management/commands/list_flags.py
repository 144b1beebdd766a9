import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from accounts.actors import system_actor
from accounts.door import entered
from accounts.models import Authority
from accounts.today import today
from milestones.management.commands.raise_flags import day_named
from milestones.management.commands.rebuild_clocks import authorities_named
from milestones.models import Flag


class Command(BaseCommand):
    help = "The flags that stand on a day, one for each clock near or past its limit."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=day_named, help="YYYY-MM-DD; today without it")
        parser.add_argument("--authority", help="GSS code; all authorities without it")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        on = options["on"] or today()
        flags = [
            flag
            for authority in authorities_named(options["authority"])
            for flag in standing_flags(authority, on)
        ]
        if options["format"] == "json":
            self.stdout.write(json.dumps(flags))
        else:
            self.stdout.write("\n".join(told(flag) for flag in flags) or f"No flag on {on}.")


def standing_flags(authority: Authority, on: date) -> list[dict[str, Any]]:
    """What the command prints of one authority, in the order in which it falls due."""
    columns = ("child__child_ref", "timescale__ref", "step", "lead_days", "due_on")
    with entered(system_actor(authority)):
        standing = Flag.objects.filter(authority=authority).standing(on=on)
        found = standing.order_by("due_on", "child__child_ref", "timescale__ref", "started_on")
        rows = list(found.values_list(*columns))
    return [
        {
            "authority": authority.code,
            "child_ref": child_ref,
            "timescale": ref,
            "step": step,
            "lead": lead,
            "due_on": due_on.isoformat(),
        }
        for child_ref, ref, step, lead, due_on in rows
    ]


def told(flag: dict[str, Any]) -> str:
    how = f"{flag['lead']} days before" if flag["lead"] is not None else "overdue"
    return "{authority} {child_ref} {timescale}: due {due_on}, ".format(**flag) + how
