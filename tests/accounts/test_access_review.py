"""The quarterly review: every role is confirmed by somebody else, or it ends."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry, Membership
from accounts.quarters import quarter_of, quarter_reviewed, review_ends_on
from tests.conftest import TODAY, outside

SignIn = Callable[[Membership], Client]
QUARTER = date(2026, 10, 1)
pytestmark = pytest.mark.usefixtures("friday")


@pytest.mark.parametrize(
    ("on", "quarter", "reviewed"),
    [
        (date(2026, 11, 20), date(2026, 10, 1), date(2026, 7, 1)),
        (date(2026, 12, 31), date(2026, 10, 1), date(2026, 7, 1)),
        (date(2027, 1, 1), date(2027, 1, 1), date(2026, 10, 1)),
        (date(2027, 4, 2), date(2027, 4, 1), date(2026, 10, 1)),
        (date(2027, 4, 3), date(2027, 4, 1), date(2027, 1, 1)),
        (date(2028, 2, 29), date(2028, 1, 1), date(2027, 10, 1)),
    ],
)
def test_a_review_is_over_92_days_after_its_quarter_began(
    on: date, quarter: date, reviewed: date
) -> None:
    assert (quarter_of(on), quarter_reviewed(on)) == (quarter, reviewed)
    assert review_ends_on(reviewed) <= on


def test_the_review_lists_every_role_and_confirms_each(
    sign_in: SignIn, una: Membership, morag: Membership, sandy: Membership
) -> None:
    browser = sign_in(una)
    sign_in(sandy).get(reverse("memberships"))
    told = browser.get(reverse("access_review")).content.decode()
    assert "3 roles still to confirm" in told and "1 January 2027" in told
    assert told.count("Yours: somebody else answers") == 1
    browser.post(reverse("confirm_access", args=[morag.pk]))
    morag.refresh_from_db()
    assert morag.confirmed_on == TODAY
    assert "2 roles still to confirm" in browser.get(reverse("access_review")).content.decode()
    assert AuditEntry.objects.get(act="access.review").reason == "Confirmed"


def review(*options: str) -> dict[str, Any]:
    out = StringIO()
    with outside():
        call_command("access_review", "--on=2026-11-20", "--format=json", *options, stdout=out)
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


def test_the_command_ends_what_the_last_review_did_not_confirm(
    sign_in: SignIn, morag: Membership, iain: Membership, ross: Membership
) -> None:
    iain.confirmed_on = date(2026, 7, 1)
    iain.save()
    at_work = sign_in(morag)
    told = review("--authority=S12000028")
    assert [each["email"] for each in told["unconfirmed"]] == [morag.person.email]
    assert at_work.get(reverse("children")).status_code == 200
    assert len(review("--authority=S12000028", "--end-unconfirmed")["ended"]) == 1
    assert at_work.get(reverse("children")).status_code == 403
    assert review("--authority=S12000028", "--end-unconfirmed") == {"ended": []}
    assert [each["authority"] for each in review("--end-unconfirmed")["ended"]] == [
        ross.authority.code
    ]
    entry = AuditEntry.objects.get(act="access.review")
    assert (entry.person, entry.reason) == (None, "Not confirmed by the quarterly access review")


def test_a_role_given_since_is_not_ended(morag: Membership) -> None:
    morag.begins_on = QUARTER - timedelta(days=5)
    morag.save()
    assert review("--authority=S12000028", "--end-unconfirmed") == {"ended": []}


def test_the_command_says_what_it_cannot_read() -> None:
    with pytest.raises(CommandError, match="is not a day like"):
        call_command("access_review", "--on=soon")
