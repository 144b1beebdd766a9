"""A restriction reaches brothers and sisters, also those who join the family later."""

from datetime import timedelta

from accounts.models import Membership
from cases.models import Child, Family, Restriction
from cases.services import restrictions as services
from cases.services.inheriting import inherit_restrictions
from cases.services.proposals import decide_proposal
from tests.cases.asking import a_minute_ago, knows, restricted
from tests.cases.conftest import acting
from tests.factories import ChildFactory


def in_family(child: Child) -> Child:
    """A sister, in a family of the two."""
    family = Family.objects.create(authority=child.authority, ref="F1")
    Child.objects.filter(pk=child.pk).update(family=family)
    return ChildFactory.create(
        authority=child.authority, child_ref="SA-0467", given_name="Ailsa", family=family
    )


def test_brothers_and_sisters_are_restricted_too_and_each_lifted_alone(
    theo: Child, morag: Membership, iain: Membership, catriona: Membership, dougal: Membership
) -> None:
    sister = in_family(theo)
    restriction = restricted(theo, iain, catriona, morag)
    inherited = Restriction.objects.live().get(child=sister)
    assert inherited.inherited_from == restriction
    assert knows(morag, sister) and not knows(iain, sister)
    with acting(catriona) as actor:
        lift = services.ask_to_lift(restriction=inherited, by=actor, reason="She is not at risk")
    with acting(dougal) as actor:
        decide_proposal(proposal=lift, by=actor, approves=True)
    assert knows(iain, sister) and not knows(iain, theo)


def test_a_child_who_joins_the_family_later_inherits_once(
    theo: Child, morag: Membership, iain: Membership, catriona: Membership
) -> None:
    Family.objects.create(authority=theo.authority, ref="F1")
    Child.objects.filter(pk=theo.pk).update(family=Family.objects.get())
    restricted(theo, iain, catriona, morag)
    brother = ChildFactory.create(authority=theo.authority, family=Family.objects.get())
    assert knows(iain, brother)
    today = Restriction.objects.get().imposed_at.date()
    for _ in range(2):
        inherit_restrictions(authority=theo.authority, child_ids=[brother.pk], on=today)
    assert not knows(iain, brother)
    assert knows(morag, brother)
    Restriction.objects.filter(child=brother).update(
        lifted_at=a_minute_ago() + timedelta(minutes=2), lift_reason="Not at risk"
    )
    inherit_restrictions(authority=theo.authority, child_ids=[brother.pk], on=today)
    assert knows(iain, brother)
