"""Whose children they were on days that lie back: for counting how it stood, never for a list.

Today's lists go by `visible_to`. A team's count of a day in March is that of the children whom
the team held in March, also of those who have left it since; a council's is of all of them.
Before the first holder that the record knows, who was first known counts: an imported child was
somebody's before the import.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from django.db.models import (
    Case,
    Exists,
    FilteredRelation,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from accounts.actors import Actor
from cases.days_within import days_before
from cases.models import Involvement
from cases.standing import CARRIED, TEAM, WHOLE, hidden_from

M = TypeVar("M", bound=Model)


def holds_all(actor: Actor, act: str) -> bool:
    """Whether every child of the authority is within reach, whoever holds it."""
    return bool(actor.reaches(act) & WHOLE)


def with_spells(rows: QuerySet[M], actor: Actor, days: Sequence[date], *, act: str) -> QuerySet[M]:
    """Rows about children, joined to the spells in which these were the actor's or the team's.

    A row may be there for several spells: on which of the days each of them lies is told by its
    `held_first` and `held_until`. Nobody is there whom the actor may not know of now.
    """
    found = rows.filter(Q(authority=actor.authority) & ~hidden_from(actor, "child"))
    if holds_all(actor, act):
        return found
    is_teams = TEAM in actor.reaches(act)
    capacities = [Involvement.Capacity.TEAM] if is_teams else list(CARRIED)
    mine: dict[str, Any] = {"voided_at__isnull": True, "capacity__in": capacities}
    mine |= {"team": actor.team_id} if is_teams else {"person": actor.works_for}
    path = "child__involvements"
    spell = Q(**{f"{path}__{name}": value for name, value in mine.items()})
    before = Involvement.objects.standing().filter(
        child=OuterRef("child"), capacity__in=capacities, began_on__lt=OuterRef("spell__began_on")
    )
    joined = found.annotate(spell=FilteredRelation(path, condition=spell))
    return joined.filter(spell__isnull=False).annotate(
        held_first=Case(
            When(Exists(before), then=days_before("spell__began_on", days)), default=Value(0)
        ),
        held_until=days_before("spell__ended_on", days),
    )
