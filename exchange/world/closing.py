"""Writing what closes a record, what was asked and answered, and what was lifted again."""

from datetime import date, timedelta
from typing import Any

from accounts.actors import Actor
from cases.models import Approval, Bar, Child, NamedPerson, Proposal, Restriction
from exchange.world.cast import LISTED
from exchange.world.people import Members
from exchange.world.plan import BARRED
from exchange.world.planted import Planted

NAMED_FOR = timedelta(days=180)
REVIEWED_IN = timedelta(days=60)
# Who asks for what, and as what.
ASKED_BY = {"correction": "sw", "restrict": "tl", "seal": "lg"}


def close_to_others(
    by: Actor, child: Child, planted: Planted, *, members: Members, on: date
) -> None:
    """Restrict the record to the named, or bar every listed person from it."""
    if planted.story.named:
        _restrict(by, child, planted, members=members, on=on)
    if planted.story.state == BARRED:
        for someone in LISTED:
            Bar.objects.create(
                authority=by.authority,
                child=child,
                person=members[someone.key].person,
                ground=Bar.Ground.CONFLICT,
                reason=planted.text("bar.reason"),
                made_by=members["named"].person,
            )


def _restrict(by: Actor, child: Child, planted: Planted, *, members: Members, on: date) -> None:
    restriction = Restriction.objects.create(
        public_id=planted.public_id("restriction"),
        authority=by.authority,
        child=child,
        ground=Restriction.Ground.STAFF_OR_RELATIVE,
        reason=planted.text("restriction.reason"),
        imposed_by=members["far_leader"].person,
        approved_by=members["named"].person,
        review_by=on + REVIEWED_IN,
    )
    for key in planted.story.named:
        NamedPerson.objects.create(
            authority=by.authority,
            restriction=restriction,
            child=child,
            person=members[key].person,
            begins_on=on - timedelta(days=1),
            ends_on=on + NAMED_FOR,
            named_by=members["named"].person,
        )


def write_proposal(by: Actor, child: Child, planted: Planted, *, members: Members) -> None:
    """What somebody asked for and nobody has answered yet."""
    if not planted.story.asked:
        return
    asker = members[ASKED_BY[planted.story.asked]]
    Proposal.objects.create(
        public_id=planted.public_id("proposal"),
        authority=by.authority,
        child=child,
        kind=planted.story.asked,
        reason=planted.text("proposal.reason"),
        detail=_asked_for(planted, members),
        proposed_by=asker.person,
        proposed_as=asker.role,
    )


def _asked_for(planted: Planted, members: Members) -> dict[str, Any]:
    if planted.story.asked == "correction":
        return {"fact_kind": "placement", "fact_id": str(planted.fact_id("placement"))}
    if planted.story.asked == "restrict":
        named = [str(members["colleague"].person.public_id)]
        return {"ground": Restriction.Ground.HIGH_RISK.value, "named": named}
    return {}


def write_past(by: Actor, child: Child, planted: Planted, *, members: Members, on: date) -> None:
    """A restriction and a bar that were lifted, and what was asked and refused."""
    if not planted.story.is_former:
        return
    lifted: dict[str, Any] = {
        "lifted_at": by.at,
        "lifted_by": members["named"].person,
    }
    about: dict[str, Any] = {"authority": by.authority, "child": child}
    Restriction.objects.create(
        ground=Restriction.Ground.HIGH_PROFILE,
        reason=planted.text("restriction.reason"),
        review_by=on,
        lift_reason=planted.text("restriction.lift_reason"),
        **about,
        **lifted,
    )
    Bar.objects.create(
        person=members["ro"].person,
        ground=Bar.Ground.INTEREST,
        reason=planted.text("bar.reason"),
        lift_reason=planted.text("bar.lift_reason"),
        **about,
        **lifted,
    )
    _write_refused(by, child, planted, members=members)


def _write_refused(by: Actor, child: Child, planted: Planted, *, members: Members) -> None:
    asked = Proposal.objects.create(
        kind="restrict",
        reason=planted.text("proposal.reason"),
        proposed_by=members["tl"].person,
        proposed_as=members["tl"].role,
        state="refused",
        decided_at=by.at,
        authority=by.authority,
        child=child,
    )
    Approval.objects.create(
        authority=by.authority,
        proposal=asked,
        proposer=asked.proposed_by,
        person=members["sm"].person,
        role=members["sm"].role,
        approves=False,
        words=planted.text("approval.words"),
    )
