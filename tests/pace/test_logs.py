"""No child stands in a log, whatever the database says of a row it refused."""

import logging
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import Membership
from cases.models import Child
from pace.logs import WithoutRowValues

TWICE = "INSERT INTO accounts_person SELECT * FROM accounts_person WHERE id = %s"
TOO_OLD = "UPDATE cases_child SET born_on = '1800-01-01' WHERE id = %s"


def told(refused: Any) -> str:
    formatter = WithoutRowValues("%(message)s")
    failure = (refused.type, refused.value, refused.tb)
    return formatter.format(
        logging.LogRecord("pace", logging.ERROR, "", 0, "failed", None, failure)
    )


def refusal(statement: str, row: int) -> Any:
    with (
        pytest.raises(IntegrityError) as refused,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [row])
    return refused


def test_a_refused_row_is_logged_without_its_values(morag: Membership) -> None:
    refused = refusal(TWICE, morag.person.pk)
    assert "already exists" in str(refused.value)
    assert "already exists" not in told(refused)
    assert "accounts_person_pkey" in told(refused)


def test_the_second_wall_keeps_a_childs_row_out_of_the_message_itself(callum: Child) -> None:
    refused = refusal(TOO_OLD, callum.pk)
    assert "child_is_born_after_1900" in told(refused)
    assert "Callum" not in str(refused.value)
