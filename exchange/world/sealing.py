"""Sealing the adopted child of the world, as two people together would."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.actors import Actor
from cases.models import Child, ChildLocality, Grant, Involvement, SealedIdentity
from exchange.world.facts import ADOPTED
from exchange.world.people import Members
from exchange.world.planted import Planted

YEARS = 100


def seal_child(by: Actor, child: Child, planted: Planted, *, members: Members, on: date) -> None:
    day = on - timedelta(days=ADOPTED - 10)
    SealedIdentity.objects.create(
        public_id=planted.public_id("vault"),
        authority=by.authority,
        child=child,
        number=f"AS-{day.year}-0001",
        child_ref=child.child_ref,
        given_name=child.given_name,
        family_name=child.family_name,
        sex=child.sex,
        born_on=child.born_on,
        family_ref=planted.family_ref,
        sealed_by=members["sm"].person,
        keep_until=date(day.year + YEARS, day.month, 28),
    )
    _end_leave(child, members, day)
    child.child_ref = f"sealed-{salted_hmac('demo_world', child.child_ref).hexdigest()[:16]}"
    child.given_name = child.family_name = child.sex = ""
    child.born_on = child.born_on.replace(day=1)
    child.family = None
    child.public_id = planted.told_id
    child.sealed_on = day
    child.route_when_sealed = "direct_adoption"
    child.save()
    ChildLocality.objects.filter(child=child).update(from_on=None)


def _end_leave(child: Child, members: Members, day: date) -> None:
    Involvement.objects.filter(child=child).update(ended_on=day)
    Grant.objects.filter(child=child).update(
        revoked_at=timezone.now(), revoked_by=members["sm"].person, revoke_reason="Sealed"
    )
