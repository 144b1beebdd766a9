"""Writing the invented people: persons, teams and the roles they hold."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password

from accounts.actors import Actor
from accounts.door import entered
from accounts.models import Authority, Locality, Membership, Person, Team
from accounts.services import write_audit_entry
from exchange.invention.people import PASSWORD, Invented

BEGAN = timedelta(days=900)
BASIS = "Invented for the demonstration"


def employ(*, people: Iterable[Invented], by: Actor, on: date, password: str = "") -> None:
    """Let these people sign in under their roles; whoever is there already stays as they are."""
    with entered(by):
        _employ(people, by=by, on=on, password=password)


def _employ(people: Iterable[Invented], *, by: Actor, on: date, password: str) -> None:
    wanted = {person.email: person for person in people}
    known = set(Person.objects.filter(email__in=wanted).values_list("email", flat=True))
    new = [person for email, person in wanted.items() if email not in known]
    # One hash for all: the password is public, and hashing is slow on purpose.
    hashed = password or make_password(PASSWORD)
    Person.objects.bulk_create(
        Person(email=each.email, full_name=each.full_name, password=hashed) for each in new
    )
    persons = {each.email: each for each in Person.objects.filter(email__in=wanted)}
    teams = _teams({each.locality for each in wanted.values() if each.locality}, by)
    Membership.objects.bulk_create(
        Membership(
            person=persons[each.email],
            authority=by.authority,
            role=each.role,
            team=teams.get(each.locality),
            locality=teams[each.locality].locality if each.locality else None,
            begins_on=on - BEGAN,
            basis=BASIS,
        )
        for each in new
    )
    write_audit_entry(by=by, act="person.invite", detail={"invented": len(new)})


def _teams(localities: Iterable[str], by: Actor) -> dict[str, Team]:
    """A team in each locality, of the same name."""
    teams = {}
    for name in sorted(localities):
        locality, _ = Locality.objects.get_or_create(authority=by.authority, name=name)
        teams[name], _ = Team.objects.get_or_create(
            authority=by.authority, name=name, defaults={"locality": locality}
        )
    return teams


def first_of_each_role(authority: Authority, *, on: date) -> dict[str, Membership]:
    """Those whom the sign-in page offers: the first of each role, CELCIS's before it is live."""
    held = Membership.objects.filter(authority=authority, begins_on__lte=on, covers=None)
    first: dict[str, Membership] = {}
    for membership in held.select_related("person", "authority", "team", "locality").order_by("pk"):
        first.setdefault(membership.role, membership)
    return first
