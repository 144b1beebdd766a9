from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse

from accounts.actors import system_actor
from accounts.door import entered
from accounts.models import Authority, Team
from accounts.roles import Role, role_named
from accounts.services import invite_person
from accounts.today import today


class Command(BaseCommand):
    help = "Invite a person into a role; prints the one-time link by which they set a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--authority", required=True, help="GSS code, like S12000019")
        parser.add_argument("--role", required=True, help=", ".join(Role.values))
        parser.add_argument(
            "--team", default="", help="social workers and team leaders see its children"
        )
        parser.add_argument("--name", default="", help="the person’s name; the e-mail without it")

    def handle(self, *args: Any, **options: Any) -> None:
        email, role = options["email"], role_named(options["role"])
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email!r} is not an e-mail address.") from None
        if role is None:
            raise CommandError(
                f"There is no role {options['role']!r}. Roles: {', '.join(Role.values)}."
            )
        authority = Authority.objects.with_code(options["authority"]).first()
        if authority is None:
            raise CommandError(
                f"No authority has the code {options['authority']!r}. Codes look like S12000019."
            )
        by = system_actor(authority)
        with entered(by):
            _, token = invite_person(
                email=email,
                full_name=options["name"] or email.partition("@")[0],
                authority=authority,
                role=role,
                by=by,
                on=today(),
                team=team_named(options["team"], authority),
            )
        self.stdout.write(settings.PUBLIC_URL + reverse("invitation", args=[token]))


def team_named(name: str, authority: Authority) -> Team | None:
    """The council's team of this name, made if it is new."""
    if not name.strip():
        return None
    team, _ = Team.objects.get_or_create(authority=authority, name=name.strip())
    return team
