"""Leave to know of a restricted record that ends soon: who is told, and who is not."""

import pytest

from accounts.models import Membership
from cases.models import Bar, Child
from milestones.models import Notice
from milestones.services.raising import raise_notices
from tests.conftest import TODAY, noon, outside
from tests.milestones.told import DAY, restricted


def raise_(child: Child, days: int = 0) -> int:
    on = TODAY + days * DAY
    with outside():
        return raise_notices(authority=child.authority, on=on, at=noon(on))


def test_leave_to_know_that_ends_is_told_a_week_before_to_the_named_and_the_manager(
    callum: Child, morag: Membership, catriona: Membership
) -> None:
    restriction = restricted(callum, morag, ends_on=TODAY + 8 * DAY)
    assert raise_(callum) == 0
    assert raise_(callum, 1) == 2
    assert raise_(callum, 2) == 0
    managers = Notice.objects.get(person=catriona.person)
    assert managers.child is None
    assert str(restriction.public_id) in managers.path
    for words in Notice.objects.values_list("words", flat=True):
        assert "SA-0412" not in words
        assert morag.person.full_name not in words


@pytest.mark.parametrize("barred", ["morag", "catriona"])
def test_whoever_is_barred_hears_nothing_of_leave_that_ends(
    callum: Child, morag: Membership, catriona: Membership, barred: str
) -> None:
    restricted(callum, morag, ends_on=TODAY + 3 * DAY)
    person = {"morag": morag, "catriona": catriona}[barred].person
    Bar.objects.create(
        authority=callum.authority, child=callum, person=person, ground="conflict", reason="x"
    )
    raise_(callum)
    told = set(Notice.objects.values_list("person", flat=True))
    assert told == {morag.person_id, catriona.person_id} - {person.pk}
