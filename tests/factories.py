"""Invented people and children for tests; facts go through the services they belong to."""

from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts.models import Authority, Membership, Person
from accounts.roles import Role
from cases.models import Child, Episode, LegalOrder, Placement, Route
from milestones.models import Milestone, MilestoneKind, Timescale, TimescaleSwitch

LONG_AGO = date(2015, 1, 1)


class PersonFactory(DjangoModelFactory[Person]):
    class Meta:
        model = Person

    full_name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.LazyAttribute(
        lambda person: f"{person.full_name.lower().replace(' ', '.')}@council.pace.example"
    )
    password = "!"


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    person = factory.SubFactory(PersonFactory)
    role = Role.SOCIAL_WORKER
    begins_on = LONG_AGO


class ChildFactory(DjangoModelFactory[Child]):
    class Meta:
        model = Child

    child_ref = factory.Sequence(lambda n: f"SA-{n:04}")
    given_name = "Callum"
    family_name = "Erskine"
    sex = "male"
    born_on = date(2023, 8, 14)


class FactFactory(DjangoModelFactory[Any]):
    class Meta:
        abstract = True

    authority = factory.SelfAttribute("child.authority")


class EpisodeFactory(FactFactory):
    class Meta:
        model = Episode

    began_on = date(2025, 11, 4)


class PlacementFactory(FactFactory):
    class Meta:
        model = Placement

    setting = "foster"
    began_on = date(2025, 11, 4)


class OrderFactory(FactFactory):
    class Meta:
        model = LegalOrder

    kind = "cso"
    made_on = date(2025, 12, 2)


class RouteFactory(FactFactory):
    class Meta:
        model = Route

    route = "permanence_order"
    from_on = date(2026, 7, 7)


class MilestoneFactory(FactFactory):
    class Meta:
        model = Milestone
        exclude = ["code"]

    code = "lac_review"
    kind = factory.LazyAttribute(lambda made: MilestoneKind.objects.get(code=made.code))
    outcome_id = "held"


def switch_on(authority: Authority, *refs: str) -> None:
    """Run these shipped rules in the authority."""
    for ref in refs:
        assert Timescale.objects.filter(ref=ref).exists(), ref
        TimescaleSwitch.objects.create(authority=authority, ref=ref, is_on=True)
