"""Taking children away as a file: with a reason, within reach, and saying whose copy it is."""

import csv
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from accounts import policy
from accounts.models import AuditEntry, Authority, Membership, Team
from accounts.pseudonyms import pseudonym
from aims.models import Aim
from cases.models import Child
from tests.conftest import member
from tests.factories import hold
from tests.reports.conftest import DAY

SignIn = Callable[[Membership], Client]
WHY = "Asked for by the chief social work officer"


@pytest.fixture
def manager(midlothian: Authority) -> Membership:
    return member("Duncan Manager", midlothian, "manager")


def take(client: Client, aim: Aim, **given: str) -> Any:
    day = "&".join(f"{name}={part}" for name, part in DAY.items())
    sent = {"reason": WHY, "ending": "csv", "status": "", **given}
    return client.post(f"{reverse('aim_export', args=[aim.ref])}?{day}", sent)


def rows_of(answer: Any) -> list[list[str]]:
    assert answer["Content-Disposition"].startswith("attachment")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_the_rows_are_those_of_the_page(sign_in: SignIn, manager: Membership, aim: Aim) -> None:
    rows = rows_of(take(sign_in(manager), aim))
    assert [row[:2] for row in rows[1:4]] == [
        ["ML-1", "Overdue"],
        ["ML-2", "Overdue"],
        ["ML-3", "Waiting"],
    ]
    assert [row[0] for row in rows_of(take(sign_in(manager), aim, status="waiting"))[1:2]] == [
        "ML-3"
    ]


def test_every_file_says_who_took_it_when_and_why(
    sign_in: SignIn,
    manager: Membership,
    aim: Aim,
) -> None:
    browser = sign_in(manager)
    below = dict(row for row in rows_of(take(browser, aim)) if len(row) == 2)
    entry = AuditEntry.objects.get(act="aim.export")
    assert below["Taken away by"] == "Duncan Manager, Service manager, Midlothian"
    assert below["Why"] == entry.reason == WHY
    assert below["Request"] == str(entry.request_id)
    book = openpyxl.load_workbook(io.BytesIO(take(browser, aim, ending="xlsx").content))
    about = {row[0].value: row[1].value for row in book["About this copy"].iter_rows()}
    assert about["Why"] == WHY
    assert "Duncan Manager" in book.properties.description
    assert all("Duncan Manager" in sheet.oddFooter.left.text for sheet in book)


def test_whose_rows_were_taken_is_in_the_audit_once(
    sign_in: SignIn,
    manager: Membership,
    aim: Aim,
) -> None:
    take(sign_in(manager), aim)
    entry = AuditEntry.objects.get(act="aim.export")
    assert set(entry.detail["shown"]) == {str(each.public_id) for each in Child.objects.all()}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"reason": ""}, "Say why you need this file"),
        ({"reason": "  report  "}, "at least 10 letters"),
        ({"ending": "exe"}, "one of the two kinds"),
        ({"status": "nobody"}, "one of those listed"),
    ],
)
def test_without_a_reason_nothing_leaves(
    sign_in: SignIn,
    manager: Membership,
    aim: Aim,
    given: dict[str, str],
    said: str,
) -> None:
    answer = take(sign_in(manager), aim, **given)
    assert "Content-Disposition" not in answer
    assert said in answer.content.decode()
    assert not AuditEntry.objects.filter(act="aim.export").exists()


def test_a_link_alone_gives_no_file(sign_in: SignIn, manager: Membership, aim: Aim) -> None:
    answer = sign_in(manager).get(reverse("aim_export", args=[aim.ref]), {"ending": "csv"})
    assert answer["Content-Type"].startswith("text/html")
    assert "ML-1" not in answer.content.decode()


def test_a_team_leader_takes_the_teams_children_and_so_many_at_most(
    sign_in: SignIn,
    midlothian: Authority,
    dalkeith: Team,
    aim: Aim,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    leader = sign_in(member("Agnes Leader", midlothian, "team_leader"))
    assert rows_of(take(leader, aim))[1] == []
    for leads in Membership.objects.filter(person__full_name="Agnes Leader"):
        leads.team = dalkeith
        leads.save()
    dalkeith.locality = None
    dalkeith.save()
    for child in Child.objects.all():
        hold(child, team=dalkeith)
    assert len([row for row in rows_of(take(leader, aim)) if row and row[0][:3] == "ML-"]) == 3
    monkeypatch.setitem(policy.MOST_EXPORTED_ROWS, "team_leader", 2)
    answer = take(leader, aim)
    assert "These are 3 children, and your role takes away 2 at most" in answer.content.decode()
    assert "Content-Disposition" not in answer


def test_an_analyst_takes_pseudonyms(
    sign_in: SignIn,
    midlothian: Authority,
    aim: Aim,
) -> None:
    body = take(sign_in(member("Freya Analyst", midlothian, "analyst")), aim).content.decode()
    assert "ML-1" not in body
    assert pseudonym(Child.objects.get(child_ref="ML-1").public_id) in body


def test_a_reason_never_runs_in_a_spreadsheet(
    sign_in: SignIn,
    manager: Membership,
    aim: Aim,
) -> None:
    live = "=HYPERLINK(A1) & 10 letters"
    browser = sign_in(manager)
    below = dict(row for row in rows_of(take(browser, aim, reason=live)) if len(row) == 2)
    assert below["Why"] == f"'{live}"
    book = openpyxl.load_workbook(
        io.BytesIO(take(browser, aim, reason=live, ending="xlsx").content)
    )
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(cell.value == live for cell in cells)


@pytest.mark.parametrize("role", ["social_worker", "decision_maker", "panel_administrator"])
def test_other_roles_take_nothing_away(
    sign_in: SignIn,
    midlothian: Authority,
    aim: Aim,
    role: str,
) -> None:
    assert take(sign_in(member("Somebody Else", midlothian, role)), aim).status_code == 403
