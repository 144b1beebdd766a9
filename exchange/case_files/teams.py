"""The team that holds an imported child: that of the worker, else the only one of the place."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from accounts.actors import Actor
from accounts.models import Membership, Team
from accounts.roles import Role
from cases.models import Involvement
from exchange.case_files.plan import ChildPlan

BATCH = 1000


def write_teams(plans: Sequence[ChildPlan], *, by: Actor, people: dict[str, int], on: date) -> None:
    """For children that are new, or whose worker or locality changed, and whom no team holds.

    Three queries however many children, and one to write.
    """
    asked = {plan.child.pk: plan for plan in plans if _asks_for_a_team(plan)}
    held = Involvement.objects.teams().filter(child__in=asked).values_list("child_id", flat=True)
    homeless = [plan for pk, plan in asked.items() if pk not in set(held)]
    if not homeless:
        return
    workers = {plan.child.pk: _worker_of(plan, people) for plan in homeless}
    of_worker = _teams_of_workers({pk for pk in workers.values() if pk}, by=by, on=on)
    of_place = _only_teams({plan.child.locality_id for plan in homeless} - {None}, by=by)
    Involvement.objects.bulk_create(
        (
            _held_by(plan, team, by=by, on=on)
            for plan in homeless
            if (
                team := of_worker.get(workers[plan.child.pk])
                or of_place.get(plan.child.locality_id)
            )
        ),
        batch_size=BATCH,
    )


def _asks_for_a_team(plan: ChildPlan) -> bool:
    return plan.is_new or plan.worker is not None or plan.locality is not None


def _worker_of(plan: ChildPlan, people: dict[str, int]) -> int | None:
    if plan.worker is not None:
        return people.get(plan.worker)
    held_by = plan.record.allocated if plan.record else None
    return held_by.person_id if held_by else None


def _teams_of_workers(workers: set[int], *, by: Actor, on: date) -> dict[int | None, int]:
    """The team in which each is a social worker; the first, of several."""
    members = Membership.objects.live(on=on).filter(
        authority=by.authority,
        role=Role.SOCIAL_WORKER,
        covers__isnull=True,
        team__isnull=False,
        person__in=workers,
    )
    return dict(members.order_by("-pk").values_list("person_id", "team_id"))


def _only_teams(localities: set[int | None], *, by: Actor) -> dict[int | None, int]:
    """The team of each locality that has exactly one."""
    teams: defaultdict[int | None, list[int]] = defaultdict(list)
    of_places = Team.objects.filter(authority=by.authority, locality__in=localities)
    for locality, team in of_places.values_list("locality_id", "pk"):
        teams[locality].append(team)
    return {locality: found[0] for locality, found in teams.items() if len(found) == 1}


def _held_by(plan: ChildPlan, team: int, *, by: Actor, on: date) -> Involvement:
    return Involvement(
        authority_id=plan.child.authority_id,
        child_id=plan.child.pk,
        team_id=team,
        capacity=Involvement.Capacity.TEAM,
        began_on=on,
        recorded_by=by.person,
    )
