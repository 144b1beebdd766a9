"""Invented people and children for tests; facts go through the services they belong to."""

from datetime import UTC, date, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts.models import Authority, Membership, Person, Team
from accounts.roles import Role
from cases.models import Child, Episode, Grant, Involvement, LegalOrder, Placement, Route
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
        skip_postgeneration_save = True

    child_ref = factory.Sequence(lambda n: f"SA-{n:04}")
    given_name = "Callum"
    family_name = "Erskine"
    sex = "male"
    born_on = date(2023, 8, 14)

    @factory.post_generation
    def is_ayrs(child: Child, created: bool, wanted: bool | None, **more: Any) -> None:
        """Held by the Ayr team, where there is one and the test says nothing else."""
        if not created or wanted is False:
            return
        for team in Team.objects.filter(authority=child.authority, name="Ayr"):
            hold(child, team=team)

    @factory.post_generation
    def is_morags(child: Child, created: bool, wanted: bool | None, **more: Any) -> None:
        """Morag's, where she is there and the test says nothing else."""
        if not created or wanted is False:
            return
        for morag in Membership.objects.filter(
            authority=child.authority, person__full_name="Morag Social-Worker"
        ):
            give(child, to=morag)


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


def give(child: Child, *, to: Membership, capacity: str = "social_worker") -> Involvement:
    """The child is this social worker's."""
    return Involvement.objects.create(
        authority=child.authority,
        child=child,
        person=to.person,
        capacity=capacity,
        began_on=LONG_AGO,
    )


def hold(child: Child, *, team: Team) -> Involvement:
    """The child is this team's."""
    return Involvement.objects.create(
        authority=child.authority, child=child, team=team, capacity="team", began_on=LONG_AGO
    )


def grant(child: Child, *, to: Membership, ground: str = "own_review", **more: Any) -> Grant:
    """Leave to know of the child from 2026 to the end of the year."""
    fields = {
        "purpose": "For the tests",
        "begins_at": datetime(2026, 1, 1, tzinfo=UTC),
        "ends_at": datetime(2026, 12, 31, tzinfo=UTC),
        **more,
    }
    return Grant.objects.create(
        authority=child.authority, child=child, membership=to, role=to.role, ground=ground, **fields
    )


def switch_on(authority: Authority, *refs: str) -> None:
    """Run these shipped rules in the authority."""
    for ref in refs:
        assert Timescale.objects.filter(ref=ref).exists(), ref
        TimescaleSwitch.objects.create(authority=authority, ref=ref, is_on=True)
