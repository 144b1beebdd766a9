"""Which team holds a child, and the end of anybody's work with them."""

from datetime import date

from accounts.actors import Actor
from accounts.models import Team
from cases.models import Child, Involvement
from cases.services.facts import described, refuse, save_fact
from cases.services.leave import WHY, leave_change


def transfer_to_team(
    *, child: Child, by: Actor, on: date, team: Team, purpose: str = ""
) -> Involvement:
    """The child is this team's from this day; the team before ends the same day.

    Whoever is allocated stays so until somebody else is. Raises ValidationError at `team`.
    """
    ours = team.authority_id == by.authority.pk
    refuse({"team": None if ours else "Choose a team of your authority."})
    with leave_change(child=child, by=by, act="child.allocate", reason=purpose) as detail:
        held_by = Involvement.objects.teams().filter(child=child).first()
        if held_by is not None:
            same = held_by.team_id == team.pk
            refuse({"team": "The child is this team’s already. Choose another." if same else None})
            end_on(involvement=held_by, on=on, by=by)
        involvement = Involvement(
            authority_id=child.authority_id,
            child=child,
            team=team,
            capacity=Involvement.Capacity.TEAM,
            purpose=purpose,
            began_on=on,
        )
        save_fact(involvement, by=by)
        detail.update(described(involvement, "capacity", "began_on"), team=team.pk)
    return involvement


def end_involvement(*, involvement: Involvement, by: Actor, on: date, reason: str) -> Involvement:
    """Somebody no longer works with the child: from this day it opens nothing to them."""
    refuse(
        {
            "reason": None if reason.strip() else WHY,
            "__all__": "This has ended already." if _is_over(involvement, on) else None,
        }
    )
    child = involvement.child
    with leave_change(child=child, by=by, act="child.allocate", reason=reason) as detail:
        end_on(involvement=involvement, on=on, by=by)
        detail.update(described(involvement, "capacity", "ended_on"), ended=True)
    return involvement


def _is_over(involvement: Involvement, on: date) -> bool:
    return involvement.is_voided or (
        involvement.ended_on is not None and involvement.ended_on <= on
    )


def end_on(*, involvement: Involvement, on: date, by: Actor) -> None:
    """On the day, or on its first where it begins later: nothing ends before it begins."""
    involvement.ended_on = max(on, involvement.began_on)
    save_fact(involvement, by=by)
