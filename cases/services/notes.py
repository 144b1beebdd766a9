"""What a profession notes: minutes of the panel, legal advice, health."""

from datetime import date

from django.core.exceptions import PermissionDenied

from accounts.actors import Actor
from accounts.policy import READS_OWN_AGENCY_ONLY, WRITES_NOTES
from cases.dates import objection_to_past
from cases.models import Child, Note
from cases.services.facts import described, refuse, save_fact
from cases.services.leave import leave_change
from cases.standing import standings_of


def record_note(*, child: Child, by: Actor, on: date, about_on: date, text: str) -> Note:
    """The note of the actor's own profession; a partner's is their agency's.

    Raises PermissionDenied for a role that writes none, or whose share does not name the group.
    """
    group = WRITES_NOTES.get(by.role)
    if group is None or not standings_of(by, [child])[child.pk].reads(group):
        raise PermissionDenied
    agency = by.membership.agency if by.membership else None
    is_nobodys = by.role in READS_OWN_AGENCY_ONLY and agency is None
    refuse(
        {
            "about_on": objection_to_past(
                about_on, what="The day it is of", born_on=child.born_on, on=on
            ),
            "text": None if text.strip() else "Write what is to be noted.",
            "__all__": NO_AGENCY if is_nobodys else None,
        }
    )
    with leave_change(child=child, by=by, act="note.record") as detail:
        note = Note(
            authority_id=child.authority_id,
            child=child,
            group=group,
            about_on=about_on,
            text=text,
            agency=agency,
        )
        save_fact(note, by=by)
        detail.update(described(note, "group", "about_on"))
    return note


NO_AGENCY = "Your role names no agency, so nobody could read the note. Ask your administrator."
