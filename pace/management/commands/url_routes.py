import json
import re
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from accounts.actors import system_actor
from accounts.checks import routes
from accounts.door import entered
from accounts.models import Authority, Job, Membership
from aims.models import Aim
from cases.models import Grant, Proposal, Restriction
from milestones.clock_keys import clock_id
from milestones.models import Clock, Milestone, Question

A_RULE = "home_cso_two_years"
# Where the database has no row to show.
OTHERWISE: dict[str, Any] = {
    "uuid": "00000000-0000-4000-8000-000000000000",
    "int": 1,
    "slug": "sample",
    "str": "sample",
    "path": "sample/path",
}


class Command(BaseCommand):
    help = "Every route, the API's too: its name, pattern, methods, declared act, sample arguments."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        known = samples()
        found = [described(path, pattern, known) for path, pattern in routes()]
        if options["format"] == "json":
            self.stdout.write(json.dumps(found))
            return
        for route in found:
            methods = ",".join(route["methods"])
            self.stdout.write(f"/{route['pattern']}  {methods}  {route['act']}  {route['name']}")


def described(path: str, pattern: Any, known: dict[str, Any]) -> dict[str, Any]:
    view = pattern.callback
    return {
        "name": pattern.name,
        "pattern": path,
        "methods": sorted(getattr(view, "methods", ["GET", "HEAD", "POST"])),
        "act": getattr(view, "act", None),
        "arguments": {
            name: known.get(name, OTHERWISE.get(converter or "str"))
            for converter, name in arguments_of(path)
        },
    }


def arguments_of(path: str) -> list[tuple[str, str]]:
    return re.findall(r"<(?:(\w+):)?(\w+)>", path)


def samples() -> dict[str, Any]:
    """Values that lead somewhere, all of one authority; none where no database answers."""
    try:
        for authority in Authority.objects.order_by("code"):
            with entered(system_actor(authority)):
                found = _samples_of(authority)
            if found:
                return found
    except DatabaseError:
        pass
    return {}


def _samples_of(authority: Authority) -> dict[str, Any]:
    """By the name that addresses give it."""
    milestone = Milestone.objects.standing().filter(child__sealed_on__isnull=True).first()
    if milestone is None:
        return {}
    rows: dict[str, Any] = {
        "ref": Aim.objects.filter(authority=authority).latest().values_list("ref", flat=True),
        "grant_id": Grant.objects.values_list("public_id", flat=True),
        "proposal_id": Proposal.objects.values_list("public_id", flat=True),
        "job_id": Job.objects.filter(authority=authority).values_list("public_id", flat=True),
        "restriction_id": Restriction.objects.values_list("public_id", flat=True),
        "question_id": Question.objects.filter(child=milestone.child_id).values_list(
            "public_id", flat=True
        ),
        "membership_id": Membership.objects.filter(authority=authority).values_list(
            "pk", flat=True
        ),
    }
    found = {name: values.first() for name, values in rows.items()}
    found |= {
        "public_id": milestone.child.public_id,
        "fact_kind": "milestone",
        "rule": A_RULE,
        "fact_id": milestone.public_id,
        "clock_id": _clock_of(milestone),
    }
    # As JSON carries them: an id as text, a number as a number.
    return {
        name: value if isinstance(value, int) else str(value)
        for name, value in found.items()
        if value is not None
    }


def _clock_of(milestone: Milestone) -> UUID | None:
    """A clock that the same child has now."""
    clocks = Clock.objects.filter(child=milestone.child_id, stopped_on__isnull=True)
    clock = clocks.select_related("timescale").order_by("due_on", "pk").first()
    return clock_id(milestone.child, clock.timescale, clock.started_on) if clock else None
