"""A child on a panel's agenda: the desk that prepares it, the members who read its pack."""

from collections.abc import Sequence
from datetime import date, timedelta

from accounts.actors import Actor
from accounts.models import Membership
from accounts.roles import Role
from cases.agendas import agenda_items, packs_issued
from cases.colleagues import barred_among, may_be_given
from cases.models import Child, Grant
from cases.services.facts import refuse
from cases.services.leave import (
    WHY,
    give,
    leave_change,
    midnight_after,
    objection_to_day,
    told,
)

# security.md §4: a panel member sees a case from pack issue to 28 days after the meeting.
OPEN_AFTER_A_MEETING = timedelta(days=28)
AHEAD = timedelta(days=300)


def put_on_agenda(*, child: Child, by: Actor, meets_on: date, purpose: str) -> Grant:
    """The panel's desk knows of the child from now until 28 days after the panel of that day."""
    refuse(
        {
            "meets_on": objection_to_day(
                meets_on, by=by, latest=by.on + AHEAD, what="The day the panel meets"
            ),
            "purpose": None if purpose.strip() else WHY,
        }
    )
    with leave_change(child=child, by=by, act="child.allocate", reason=purpose) as detail:
        is_on_it = agenda_items(child, by).filter(meets_on=meets_on).exists()
        refuse({"meets_on": "The child is on that day’s agenda already." if is_on_it else None})
        item = give(
            child,
            by=by,
            to=Role.PANEL_ADMINISTRATOR,
            ground=Grant.Ground.AGENDA_ITEM,
            purpose=purpose,
            meets_on=meets_on,
            ends_at=midnight_after(meets_on + OPEN_AFTER_A_MEETING),
        )
        detail.update(told(item), meets_on=str(meets_on))
    return item


def issue_pack(
    *, child: Child, by: Actor, item: Grant, members: Sequence[Membership]
) -> list[Grant]:
    """Each of these panel members knows of the child from now until 28 days after the panel.

    Whoever has the pack already is passed over. ValidationError at `members` for anybody who
    may not open the record: a conflict, or an interest declared.
    """
    refuse({"members": _objection_to(members, child, by)})
    with leave_change(child=child, by=by, act="pack.issue", reason=item.purpose) as detail:
        live = agenda_items(child, by).filter(pk=item.pk).exists()
        refuse({"item": None if live else "The child is not on that agenda any more."})
        have_it = set(
            packs_issued(child, by)
            .filter(meets_on=item.meets_on)
            .values_list("membership_id", flat=True)
        )
        packs = [
            give(
                child,
                by=by,
                to=member,
                ground=Grant.Ground.AGENDA_ITEM,
                purpose=item.purpose,
                meets_on=item.meets_on,
                ends_at=item.ends_at,
            )
            for member in members
            if member.pk not in have_it
        ]
        refuse({"members": None if packs else "They all have the pack already."})
        detail.update(meets_on=str(item.meets_on), packs=[told(pack) for pack in packs])
    return packs


def _objection_to(members: Sequence[Membership], child: Child, by: Actor) -> str | None:
    if not members:
        return "Tick the panel members who get the pack."
    if not all(may_be_given(each, by, [Role.PANEL_MEMBER]) for each in members):
        return "Choose panel members of your authority who hold that role today."
    barred = barred_among(child, [each.person_id for each in members])
    names = ", ".join(each.person.full_name for each in members if each.person_id in barred)
    return f"May not open this record: {names}. Take the tick out." if names else None
