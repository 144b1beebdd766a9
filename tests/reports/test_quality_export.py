"""The data-quality list as a file: what the screen shows with the same filters, with a reason."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.test import Client

from accounts import policy
from accounts.models import AuditEntry, Authority, Membership
from accounts.pseudonyms import pseudonym
from cases.models import Child
from milestones.clocks import refresh_clocks
from milestones.models import Question
from tests.conftest import NOON, member
from tests.factories import ChildFactory, EpisodeFactory, MilestoneFactory, PlacementFactory

SignIn = Callable[[Membership], Client]
WHY = "Asked for by the service manager"
ADDRESS = "/data-quality/export/"
HEADER = ["Question", "Child", "What is odd", "Asked from", "Whose to mend", "Could move"]


@pytest.fixture
def children(callum: Child, south_ayrshire: Authority) -> list[Child]:
    """Callum and another, of both of whom two things are asked."""
    other = ChildFactory.create(authority=south_ayrshire, child_ref="SA-0999")
    EpisodeFactory.create(child=other)
    PlacementFactory.create(child=other)
    for child in (callum, other):
        MilestoneFactory.create(child=child, code="lac_review", planned_on=date(2026, 11, 2))
        MilestoneFactory.create(
            child=child, code="adm_decision", held_on=date(2026, 9, 3), outcome_id="approved"
        )
    refresh_clocks(authority=south_ayrshire, child_ids=[callum.pk, other.pk], at=NOON)
    return [callum, other]


def take(client: Client, query: str = "", **given: str) -> Any:
    return client.post(f"{ADDRESS}{query}", {"reason": WHY, "ending": "csv"} | given)


def lines(answer: Any) -> list[list[str]]:
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    return [row for row in rows if row and row[0] != "Question"]


def on_screen(client: Client, query: str = "") -> list[tuple[str, str]]:
    page = client.get(f"/data-quality/{query}").content.decode()
    cells = r'rowheader"><a href="[^"]+">([^<]+)</a>.*?data-label="Odd"><div>([^<]+)'
    return re.findall(cells, page, re.S)


@pytest.mark.parametrize(
    "query", ["", "?kind=planned_day_passed", "?worker=nobody", "?kind=x&locality=Girvan"]
)
def test_the_file_holds_the_lines_of_the_screen(
    sign_in: SignIn, iain: Membership, children: list[Child], query: str
) -> None:
    client = sign_in(iain)
    taken = [(row[1], row[2]) for row in lines(take(client, query)) if len(row) == len(HEADER)]
    assert taken == on_screen(client, query)
    assert bool(taken) == (query in {"", "?kind=planned_day_passed"})


def test_what_was_accepted_is_taken_with_who_and_why(
    sign_in: SignIn, iain: Membership, children: list[Child]
) -> None:
    client = sign_in(iain)
    question = Question.objects.filter(code="planned_day_passed").earliest("pk")
    page = f"/children/{question.child.public_id}/questions/{question.public_id}/accept/"
    seen = re.search(r'"seen" value="(\w+)"', client.get(page).content.decode())
    assert seen
    client.post(page, {"reason": "=The review was moved", "seen": seen[1]})
    assert len(lines(take(client))) - len(lines(take(client, "?show=accepted"))) == 2
    (row, *_) = lines(take(client, "?show=accepted"))
    assert row[4:] == ["Iain Team-Leader", "2026-11-20", "'=The review was moved"]


def test_the_workbook_has_the_same_lines_and_says_whose_copy_it_is(
    sign_in: SignIn, catriona: Membership, children: list[Child]
) -> None:
    client = sign_in(catriona)
    book = openpyxl.load_workbook(io.BytesIO(take(client, ending="xlsx").content))
    told = [[cell.value for cell in row] for row in book["Data quality"].iter_rows()]
    assert told[0] == HEADER
    assert [(row[1], row[2]) for row in told[1:]] == on_screen(client)
    about = {row[0].value: row[1].value for row in book["About this copy"].iter_rows()}
    assert about["Why"] == WHY


def test_whose_lines_were_taken_and_why_is_in_the_audit(
    sign_in: SignIn, iain: Membership, children: list[Child]
) -> None:
    take(sign_in(iain))
    entry = AuditEntry.objects.get(act="quality.export")
    assert set(entry.detail["shown"]) == {str(child.public_id) for child in children}
    assert entry.reason == WHY


def test_without_a_reason_nothing_leaves(
    sign_in: SignIn, iain: Membership, children: list[Child]
) -> None:
    answer = take(sign_in(iain), reason="")
    assert "Content-Disposition" not in answer
    assert "Say why you need this file" in answer.content.decode()
    assert not AuditEntry.objects.filter(act="quality.export").exists()


def test_a_team_leader_takes_so_many_lines_at_most(
    sign_in: SignIn, iain: Membership, children: list[Child], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(policy.MOST_EXPORTED_ROWS, "team_leader", 3)
    answer = take(sign_in(iain))
    assert "Content-Disposition" not in answer
    assert "your role takes away 3 at most" in answer.content.decode()
    assert "Content-Disposition" in take(sign_in(iain), "?kind=planned_day_passed")


def test_a_social_worker_takes_nothing_away(
    sign_in: SignIn, morag: Membership, children: list[Child]
) -> None:
    client = sign_in(morag)
    assert take(client).status_code == 403
    assert ADDRESS not in client.get("/data-quality/").content.decode()


def test_an_analyst_meets_pseudonyms_on_the_page_and_in_the_file(
    sign_in: SignIn, south_ayrshire: Authority, children: list[Child]
) -> None:
    client = sign_in(member("Freya Analyst", south_ayrshire, "analyst"))
    page = client.get("/data-quality/?show=accepted").content.decode()
    body = take(client).content.decode()
    for text in (page, body):
        assert "The ADM decided on 3 September 2026" in text
        assert all(pseudonym(child.public_id) in text for child in children)
        assert "SA-0412" not in text
        assert "Morag" not in text
        assert str(children[0].public_id) not in text
    assert "4 things to put right" in page
    assert '4<span class="vh"> to look at</span>' in page
    assert f"/children/{children[0].public_id}" not in page
