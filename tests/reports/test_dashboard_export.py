"""The overdue list as a file: what the screen shows with the same filters, with a reason."""

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.test import Client

from accounts import policy
from accounts.models import AuditEntry, Authority, Membership
from accounts.pseudonyms import pseudonym
from cases.models import Child
from tests.conftest import member

SignIn = Callable[[Membership], Client]
WHY = "Asked for by the service manager"
ADDRESS = "/dashboard/export/"


def take(client: Client, query: str = "", **given: str) -> Any:
    return client.post(f"{ADDRESS}{query}", {"reason": WHY, "ending": "csv", **given})


def lines(answer: Any) -> list[list[str]]:
    assert answer["Content-Disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    return rows[1 : rows.index([])]


def on_screen(client: Client, query: str = "") -> list[tuple[str, str]]:
    """Days over and rule of each row, as the page has them."""
    page = client.get(f"/dashboard/{query}").content.decode()
    row = re.compile(r'"over nowrap">(\d+) days?<.*?data-label="Rule">(.*?)</td>', re.DOTALL)
    return row.findall(page)


@pytest.mark.parametrize("query", ["", "?age=85-", "?rule=meeting_72_hours", "?worker=nobody"])
def test_the_file_holds_the_rows_of_the_screen(
    sign_in: SignIn, iain: Membership, callum: Child, query: str
) -> None:
    client = sign_in(iain)
    assert [(row[0], row[3]) for row in lines(take(client, query))] == on_screen(client, query)


def test_the_workbook_has_the_same_rows_and_says_whose_copy_it_is(
    sign_in: SignIn, catriona: Membership, callum: Child
) -> None:
    client = sign_in(catriona)
    book = openpyxl.load_workbook(io.BytesIO(take(client, ending="xlsx").content))
    told = [[cell.value for cell in row] for row in book["Overdue"].iter_rows()]
    assert told[0] == [
        *("Days over", "Due", "Child", "Rule", "Worker", "Cause of delay", "Promised"),
    ]
    assert [(str(row[0]), row[3]) for row in told[1:]] == on_screen(client)
    about = {row[0].value: row[1].value for row in book["About this copy"].iter_rows()}
    assert about["Why"] == WHY


def test_whose_rows_were_taken_and_why_is_in_the_audit(
    sign_in: SignIn, iain: Membership, callum: Child
) -> None:
    take(sign_in(iain))
    entry = AuditEntry.objects.get(act="clock.export")
    assert entry.detail["shown"] == [str(callum.public_id)]
    assert entry.reason == WHY


def test_without_a_reason_nothing_leaves(sign_in: SignIn, iain: Membership, callum: Child) -> None:
    answer = take(sign_in(iain), reason="")
    assert "Content-Disposition" not in answer
    assert "Say why you need this file" in answer.content.decode()
    assert not AuditEntry.objects.filter(act="clock.export").exists()


def test_a_team_leader_takes_so_many_rows_at_most(
    sign_in: SignIn, iain: Membership, callum: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(iain)
    rows = len(lines(take(client)))
    monkeypatch.setitem(policy.MOST_EXPORTED_ROWS, "team_leader", rows)
    assert "Content-Disposition" in take(client)
    monkeypatch.setitem(policy.MOST_EXPORTED_ROWS, "team_leader", rows - 1)
    answer = take(client)
    assert "Content-Disposition" not in answer
    assert f"your role takes away {rows - 1} at most" in answer.content.decode()


def test_an_analyst_takes_pseudonyms_and_no_workers(
    sign_in: SignIn, south_ayrshire: Authority, callum: Child
) -> None:
    body = take(sign_in(member("Freya Analyst", south_ayrshire, "analyst"))).content.decode()
    assert pseudonym(callum.public_id) in body
    assert "SA-0412" not in body
    assert "Morag" not in body


def test_a_reason_never_runs_in_a_spreadsheet(
    sign_in: SignIn, iain: Membership, callum: Child
) -> None:
    body = take(sign_in(iain), reason="=HYPERLINK(A1) and more").content.decode("utf-8-sig")
    assert "'=HYPERLINK(A1) and more" in body


def test_a_social_worker_takes_nothing_away(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    assert take(sign_in(morag)).status_code == 403
