"""A page that cannot be audited, or a database that is away: told so, with nothing shown."""

from collections.abc import Callable
from typing import Any, NoReturn

import pytest
from django.db import OperationalError
from django.test import Client

from accounts.models import Membership
from cases.models import Child

SignIn = Callable[[Membership], Client]
TOLD = "This page cannot be shown just now"


def test_a_database_that_is_away_is_told_without_asking_it(monkeypatch: Any) -> None:
    """This test has no database: whatever asked for one would fail."""

    def away(request: Any) -> NoReturn:
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr("accounts.middleware.current_actor", away)
    answer = Client().get("/", headers={"cookie": "sessionid=abc; messages=x"})
    assert (answer.status_code, TOLD in answer.content.decode()) == (503, True)


@pytest.mark.usefixtures("friday")
def test_what_cannot_be_audited_is_not_shown(
    sign_in: SignIn, morag: Membership, callum: Child, settings: Any
) -> None:
    browser = sign_in(morag)
    settings.FAULT = "audit_insert"
    answer = browser.get(callum.get_absolute_url())
    told = answer.content.decode()
    assert (answer.status_code, TOLD in told) == (503, True)
    for secret in ("Callum", "Erskine", callum.child_ref, str(callum.public_id)):
        assert secret not in told
