from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.actors import Actor
from cases.models import Child
from milestones.models import Clock
from milestones.services.extensions import grant_extension
from tests.conftest import TODAY

LATER = date(2026, 12, 24)


def clock(child: Child) -> Clock:
    return Clock.objects.get(child=child, timescale__ref="recommendation_30_weeks")


def grant(child: Child, by: Actor, **changes: object) -> None:
    granted = {"due_on": LATER, "granted_on": TODAY, "granted_by": "Head of Service"}
    grant_extension(
        clock=clock(child), by=by, on=TODAY, **{**granted, "reason": "Late assessment", **changes}
    )


def test_an_extended_clock_is_due_on_the_day_granted(callum: Child, as_iain: Actor) -> None:
    grant(callum, as_iain)
    assert clock(callum).due_on == LATER


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("reason", " "), ("granted_on", date(2026, 11, 21)), ("due_on", date(2099, 1, 1))],
)
def test_an_extension_without_sense_is_refused_at_its_field(
    callum: Child, as_iain: Actor, field: str, wrong: object
) -> None:
    with pytest.raises(ValidationError) as refused:
        grant(callum, as_iain, **{field: wrong})
    assert set(refused.value.message_dict) == {field}
