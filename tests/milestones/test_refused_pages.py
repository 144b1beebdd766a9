"""A page that is refused or not there has the navigation, without what waits behind it."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership
from cases.models import Child


@pytest.mark.parametrize(("address", "status"), [("/nowhere/", 404), ("/tokens/", 403)])
def test_nothing_is_counted_for_it(
    address: str,
    status: int,
    callum: Child,
    morag: Membership,
    sign_in: Callable[[Membership], Client],
) -> None:
    browser = sign_in(morag)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = browser.get(address)
    assert answer.status_code == status
    assert "My work" in answer.content.decode()
    assert [each["sql"] for each in asked if "COUNT(" in each["sql"]] == []
    assert '<span class="count' in browser.get("/children/").content.decode()
