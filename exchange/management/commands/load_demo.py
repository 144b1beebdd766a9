from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.demo import demo_authorities, demo_people
from accounts.today import moment, today
from exchange.invention.people import PASSWORD
from exchange.invention.services import InventionRefused, demo_is_there, load_demo


class Command(BaseCommand):
    help = "Load the demonstration: invented children and people. Does nothing when it is there."

    def handle(self, *args: Any, **options: Any) -> None:
        at = moment()
        on = today(at)
        if not demo_is_there():
            self.stdout.write("Loading the demonstration; everything in it is invented.")
        try:
            load_demo(on=on, at=at, say=self.say)
        except InventionRefused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"\nWho can sign in; the password of all is {PASSWORD}:")
        for authority in demo_authorities(on=on):
            self.stdout.write(f"\n{authority}")
            for each in demo_people(authority, on=on):
                membership = each.membership
                person = membership.person
                self.stdout.write(
                    f"  {membership.get_role_display():28} {person.full_name:22} {person.email}"
                )

    def say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()
