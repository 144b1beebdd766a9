"""Whose children they were on days that lie back: for counting how it stood, never for a list.

Today's lists go by `visible_to`. A team's count of a day in March is that of the children whom
the team held in March, also of those who have left it since; a council's is of all of them.
Before the first holder that the record knows, who was first known counts: an imported child was
somebody's before the import.
"""

from datetime import date
from typing import Any, TypeVar

from django.db.models import Exists, FilteredRelation, Model, OuterRef, Q, QuerySet

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
    is_teams = TEAM in actor.reaches(act)
    capacities = [Involvement.Capacity.TEAM] if is_teams else list(CARRIED)
    mine: dict[str, Any] = {"voided_at__isnull": True, "capacity__in": capacities}
    mine |= {"team": actor.team_id} if is_teams else {"person": actor.works_for}
    spell = Q(**{f"{path}__{name}": value for name, value in mine.items()})
    before = Involvement.objects.standing().filter(
        child=OuterRef(child), capacity__in=capacities, began_on__lt=OuterRef("spell__began_on")
    )
    joined = found.annotate(spell=FilteredRelation(path, condition=spell))
    return joined.filter(spell__isnull=False).annotate(is_first_spell=~Exists(before))


def held_on(day: date, actor: Actor, *, act: str) -> Q:
    """Of rows `with_spells`: those whose child was within reach on that day."""
    if actor.reaches(act) & WHOLE:
        return Q()
    still = Q(spell__ended_on__isnull=True) | Q(spell__ended_on__gt=day)
    return (Q(spell__began_on__lte=day) | Q(is_first_spell=True)) & still
