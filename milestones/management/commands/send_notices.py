import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.jobs.noting import noted_run
from accounts.models import Authority
from accounts.roles import Role
from accounts.today import moment, today
from milestones.management.commands.raise_flags import day_named
from milestones.management.commands.rebuild_clocks import authorities_named
from milestones.notices.foreseeing import Foreseen, foreseen_night
from milestones.notices.jobs import KIND, outcome
from milestones.services.mailings import send_mailings
from milestones.services.raising import raise_notices

COUNTED = ("notices", "sent", "failed")


class Command(BaseCommand):
    help = "Give notice of what is due and mail it; with --dry-run only say whom and how much."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--authority", help="GSS code; all authorities without it")
        parser.add_argument("--on", type=day_named, help="YYYY-MM-DD; today without it")
        parser.add_argument("--dry-run", action="store_true", help="write and send nothing")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        on, as_json = options["on"] or today(), options["format"] == "json"
        authorities = authorities_named(options["authority"])
        if options["dry_run"]:
            self.foresee(authorities, on, as_json=as_json)
        else:
            self.send(authorities, on, as_json=as_json)

    def foresee(self, authorities: list[Authority], on: date, *, as_json: bool) -> None:
        now = {"on": on, "at": moment(), "cap": settings.NOTICE_DAILY_CAP}
        found = [(each, foreseen_night(authority=each, **now)) for each in authorities]
        told = [(each, what) for each, what in found if what.notices or what.waiting]
        if as_json:
            self.stdout.write(json.dumps([in_json(each, what) for each, what in told]))
            return
        if not told:
            self.stdout.write("Nobody would be told anything new, and no e-mail waits.")
        for authority, foreseen in told:
            self.stdout.write(f"{authority}: {foreseen.told}")
            for reader in foreseen.readers:
                self.stdout.write(f"  {reader.masked:30} {Role(reader.role).label}: {reader.words}")

    def send(self, authorities: list[Authority], on: date, *, as_json: bool) -> None:
        total = dict.fromkeys(COUNTED, 0)
        page_only = False
        for authority in authorities:
            with noted_run(authority=authority, kind=KIND) as noted:
                at = moment()
                raised = raise_notices(authority=authority, on=on, at=at)
                mailed = send_mailings(authority=authority, on=on, at=at)
                noted.counts = {"notices": raised, **mailed.counts}
                noted.sentence = outcome(noted.counts, page_only=mailed.page_only)
            page_only = mailed.page_only
            total = {name: total[name] + noted.counts[name] for name in COUNTED}
        words = outcome(total, page_only=page_only)
        self.stdout.write(json.dumps(total) if as_json else words)


def in_json(authority: Authority, foreseen: Foreseen) -> dict[str, Any]:
    return {
        "authority": authority.code,
        "notices": foreseen.notices,
        "people": foreseen.people,
        "mails": foreseen.mails,
        "by_role": foreseen.by_role,
        "readers": [
            {"to": each.masked, "role": each.role, "notices": each.notices, "mail": each.mail}
            for each in foreseen.readers
        ],
    }
