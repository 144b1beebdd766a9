"""Who is signed in, with the roles they hold today: one question a request, not two."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from accounts.models import Membership, Person
from accounts.today import today


class PeopleWithRoles(ModelBackend):
    """Django's own, that brings the live memberships with the person.

    Nothing is remembered from one request to the next: a role that ended opens nothing more.
    """

    def get_user(self, user_id: Any) -> Any:
        live = Membership.objects.live(on=today()).filter(person=user_id)
        roles = list(live.with_place().order_by("pk"))
        person = roles[0].person if roles else super().get_user(user_id)
        if person is not None:
            person.roles_today = roles
        return person


def roles_of(person: Person) -> list[Membership]:
    """The live memberships, as they were brought or as they are."""
    brought: list[Membership] | None = getattr(person, "roles_today", None)
    if brought is not None:
        return brought
    live = Membership.objects.held_by(person).live(on=today())
    return list(live.with_place().order_by("pk"))
