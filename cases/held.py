"""Whose children they were on days that lie back: for counting how it stood, never for a list.

Today's lists go by `visible_to`. A team's count of a day in March is that of the children whom
the team held in March, also of those who have left it since; a council's is of all of them.
"""

from datetime import date
from typing import Any, TypeVar

from django.db.models import FilteredRelation, Model, Q, QuerySet

from accounts.actors import Actor
from cases.models import Involvement
from cases.standing import CARRIED, TEAM, WHOLE, hidden_from

M = TypeVar("M", bound=Model)


def with_spells(rows: QuerySet[M], actor: Actor, *, act: str, child: str) -> QuerySet[M]:
    """The rows joined to the spells in which their child was the actor's, or the team's.

    A row may be there for several spells: it is counted once, as distinct. Nobody is there whom
    the actor may not know of now.
    """
    found = rows.filter(Q(authority=actor.authority) & ~hidden_from(actor, child))
    if actor.reaches(act) & WHOLE:
        return found
    path = "involvements" if child == "pk" else f"{child}__involvements"
    mine: dict[str, Any] = {"voided_at__isnull": True}
    if TEAM in actor.reaches(act):
        mine |= {"capacity": Involvement.Capacity.TEAM, "team": actor.team_id}
    else:
        mine |= {"capacity__in": CARRIED, "person": actor.works_for}
    spell = Q(**{f"{path}__{name}": value for name, value in mine.items()})
    joined = found.annotate(spell=FilteredRelation(path, condition=spell))
    return joined.filter(spell__isnull=False)


def held_on(day: date, actor: Actor, *, act: str) -> Q:
    """Of rows `with_spells`: those whose child was within reach on that day."""
    if actor.reaches(act) & WHOLE:
        return Q()
    still = Q(spell__ended_on__isnull=True) | Q(spell__ended_on__gt=day)
    return Q(spell__began_on__lte=day) & still
