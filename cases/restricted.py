"""Restrictions and bars as managers and information governance look after them.

Their lists never join the child: who decides about a record may not know whose it is. A record
they are barred from is not there for them, here as everywhere.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.http import Http404

from accounts.actors import Actor
from cases.labels import Label, labels_of
from cases.models import Bar, Restriction
from cases.naming import Naming, live_namings


def barred_from(actor: Actor) -> models.QuerySet[Bar, Any]:
    """The children whom this person may not know of, by their keys."""
    return (
        Bar.objects.live()
        .filter(authority=actor.authority, person=actor.person)
        .values_list("child", flat=True)
    )


@dataclass(frozen=True, slots=True)
class Restricted:
    """A restriction as the list tells it."""

    restriction: Restriction
    label: Label
    named: list[Naming]
    on: date

    @property
    def first_to_end(self) -> Naming | None:
        return self.named[0] if self.named else None

    @property
    def days_to_review(self) -> int:
        return (self.restriction.review_by - self.on).days

    @property
    def review_is_due(self) -> bool:
        return self.days_to_review <= 0


def restrictions_in_force(actor: Actor) -> list[Restricted]:
    """The live ones by ground, and within it those whose review comes first."""
    return _told(actor, list(_restrictions(actor).order_by("ground", "review_by", "pk")))


def get_restriction(actor: Actor, public_id: UUID) -> Restricted:
    found = _restrictions(actor).filter(public_id=public_id).first()
    if found is None:
        raise Http404("No such restriction")
    return _told(actor, [found])[0]


def _told(actor: Actor, found: list[Restriction]) -> list[Restricted]:
    labels = labels_of(actor, [each.child_id for each in found])
    namings = live_namings(found, on=actor.on)
    return [Restricted(each, labels[each.child_id], namings[each.pk], actor.on) for each in found]


def restriction_of(child_id: int) -> Restriction | None:
    """The live restriction of a child that came through the gate."""
    return Restriction.objects.live().filter(child=child_id).first()


def _restrictions(actor: Actor) -> models.QuerySet[Restriction]:
    return (
        Restriction.objects.live()
        .filter(authority=actor.authority)
        .exclude(child__in=barred_from(actor))
        .select_related("imposed_by", "approved_by")
    )


@dataclass(frozen=True, slots=True)
class Barred:
    """A bar as the list tells it."""

    bar: Bar
    label: Label


def bars_in_force(actor: Actor) -> list[Barred]:
    """The live ones in order of the person's name; never one's own."""
    found = list(_bars(actor).order_by("person__full_name", "made_at"))
    labels = labels_of(actor, [each.child_id for each in found])
    return [Barred(each, labels[each.child_id]) for each in found]


def get_bar(actor: Actor, public_id: UUID) -> Barred:
    found = _bars(actor).filter(public_id=public_id).first()
    if found is None:
        raise Http404("No such bar")
    return Barred(found, labels_of(actor, [found.child_id])[found.child_id])


def _bars(actor: Actor) -> models.QuerySet[Bar]:
    return (
        Bar.objects.live()
        .filter(authority=actor.authority)
        .exclude(child__in=barred_from(actor))
        .select_related("person", "made_by")
    )
