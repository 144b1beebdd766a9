"""No planted word and no child out of reach is in any notice or mail of a night's whole run."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail

from accounts.actors import system_actor
from accounts.door import entered
from accounts.models import Authority
from accounts.today import LONDON, today
from milestones.models import Notice
from milestones.services.flags import raise_flags
from milestones.services.mailings import send_mailings
from milestones.services.raising import raise_notices
from tests.access.crawling import planted_in
from tests.access.oracle import knows
from tests.access.worlds import HOME, ROLE_OF, World
from tests.conftest import noon


@pytest.fixture
def night(world: World, settings: Any) -> Authority:
    """Flags, notices and mails of one day."""
    settings.EMAIL_HOST = "mail.pace.example"
    authority, on = Authority.objects.get(code=HOME), today()
    raise_flags(authority=authority, on=on, at=noon(on))
    raise_notices(authority=authority, on=on, at=noon(on))
    at = datetime.combine(on, datetime.min.time(), tzinfo=LONDON) + timedelta(hours=9)
    send_mailings(authority=authority, on=on, at=at)
    return authority


def test_a_nights_mails_name_nobody_and_reach_only_who_may_know(
    night: Authority, world: World, caplog: Any
) -> None:
    council = world.council()
    references = {child["child_ref"].lower() for child in council["children"]}
    assert mail.outbox
    told = 0
    for each in mail.outbox:
        [address] = each.to
        text = each.message().as_string()
        assert planted_in(text, world) <= references
        for child in council["children"]:
            if child["child_ref"] in text:
                told += 1
                assert may_know(address, child, council), (address, child["story"])
    assert told
    assert planted_in(caplog.text, world) == set()


def test_no_notice_holds_a_planted_word(night: Authority, world: World) -> None:
    with entered(system_actor(night)):
        words = [f"{each.words} {each.key} {each.path}" for each in Notice.objects.all()]
    assert words
    assert planted_in(" ".join(words), world) == set()


def may_know(address: str, child: dict[str, Any], council: dict[str, Any]) -> bool:
    """By the oracle of the access matrix, which is not the product's own reckoning."""
    person = next((each for each in council["people"] if each["username"] == address), None)
    if person is None:
        # Others hold their children or cover for who does; one is on the restricted one's list.
        hidden = {"sealed"} if address.startswith("named@") else {"sealed", "restricted"}
        return child["story"] not in hidden
    keys = [key for key, role in ROLE_OF.items() if role in person["roles"]]
    return any(knows(key, person, child, council) for key in keys)
