"""A reach that was written once still asks of the rows as they are, and of its own actor."""

from accounts.actors import Actor
from accounts.models import Authority, Team
from cases.models import Child, Involvement
from milestones.models import Clock


def reached(actor: Actor) -> tuple[list[Child], bool]:
    clocks = Clock.objects.visible_to(actor).filter(due_on__isnull=False)
    return list(Child.objects.visible_to(actor)), clocks.exists()


def test_what_changed_since_it_was_first_asked_is_seen(callum: Child, as_morag: Actor) -> None:
    assert reached(as_morag) == ([callum], True)
    Involvement.objects.filter(child=callum).update(ended_on=callum.born_on)
    assert reached(as_morag) == ([], False)


def test_an_actor_who_is_moved_to_another_team_reaches_that_one(
    callum: Child, as_iain: Actor, south_ayrshire: Authority
) -> None:
    assert reached(as_iain) == ([callum], True)
    assert as_iain.membership is not None
    as_iain.membership.team = Team.objects.create(authority=south_ayrshire, name="Girvan")
    assert reached(as_iain) == ([], False)
