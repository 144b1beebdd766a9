"""What each role reads of a child's record: field groups on every page that tells of it."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Agency, Authority, Membership
from accounts.policy import READS
from cases.models import Child, Note, Placement
from milestones.clocks import refresh_clocks
from milestones.models import Milestone, Timescale
from milestones.rule_groups import EVERYTHING, groups_of_rule
from tests.conftest import NOON, member
from tests.factories import MilestoneFactory, OrderFactory, RouteFactory, grant
from tests.lanes import IS_WHOLE

SignIn = Callable[[Membership], Client]
# A word in each part of the record, and the group that part belongs to.
PLANTED = {
    "Glenapp": "address",
    "Carrick": "address",
    "Dunure": "health",
    "Lendalfoot": "health",
    "Ballantrae": "legal_advice",
    "Barrhill": "legal_advice",
    "Colmonell": "panel",
    "Pinwherry": "panel",
    "Straiton": "decision",
    "Kirkmichael": "orders",
    "Maidens": "legal_basis",
    "Dailly": "plan",
    "Crosshill": "reviews",
}
OFFICES = {
    "reviewing_chair": "own_review",
    "panel_administrator": "agenda_item",
    "panel_member": "agenda_item",
    "legal": "legal_instruction",
    "decision_maker": "awaiting_decision",
}


@pytest.fixture
def told(callum: Child) -> Child:
    """Callum with something written in every part of the record."""
    Placement.objects.filter(child=callum).update(address="Glenapp 1", carers="The Carricks")
    for code, note in [
        ("medical_consultation", "Dunure"),
        ("legal_advice_referral", "Ballantrae"),
        ("panel", "Colmonell"),
        ("adm_decision", "Straiton"),
        ("order_lodged", "Kirkmichael"),
        ("childrens_hearing", "Maidens"),
        ("lac_review", "Crosshill"),
    ]:
        MilestoneFactory.create(child=callum, code=code, held_on=date(2026, 5, 4), note=note)
    for group, text in [
        ("health", "Lendalfoot"),
        ("legal_advice", "Barrhill"),
        ("panel", "Pinwherry"),
    ]:
        Note.objects.create(
            authority=callum.authority,
            child=callum,
            group=group,
            about_on=date(2026, 5, 5),
            text=text,
        )
    RouteFactory.create(child=callum, reason="Dailly")
    OrderFactory.create(child=callum)
    OrderFactory.create(child=callum, kind="permanence_order", made_on=date(2026, 6, 1))
    refresh_clocks(authority=callum.authority, child_ids=[callum.pk], at=NOON)
    return callum


def shipped() -> list[dict[str, Any]]:
    data = Path(__file__).parents[2] / "milestones" / "data" / "timescales_1.json"
    rules: list[dict[str, Any]] = json.loads(data.read_text(encoding="utf-8"))
    return rules


def share(child: Child, to: Membership, *groups: str) -> None:
    begins = datetime(2026, 9, 3, tzinfo=UTC)
    ends = datetime(2027, 3, 4, tzinfo=UTC)
    more = {"purpose": "Medical adoption report", "begins_at": begins, "ends_at": ends}
    grant(child, to=to, ground="share", field_groups=list(groups), **more)


def pages(browser: Client, child: Child) -> str:
    """Every page that tells of the child, on end: the record, all facts, each fact's own."""
    addresses = [reverse(name, args=[child.public_id]) for name in ("child", "child_facts")]
    for kind, facts in [
        ("milestone", child.milestones),
        ("placement", child.placements),
        ("order", child.legalorders),
        ("route", child.routes),
        ("note", child.notes),
    ]:
        addresses += [
            reverse("fact", args=[child.public_id, kind, each.public_id]) for each in facts.all()
        ]
    answers = [browser.get(address) for address in addresses]
    assert {answer.status_code for answer in answers} <= {200, 404}
    return "".join(answer.content.decode() for answer in answers)


def words_read(browser: Client, child: Child) -> set[str]:
    shown = pages(browser, child)
    return {word for word in PLANTED if word in shown}


def words_of(groups: frozenset[str]) -> set[str]:
    return {word for word, group in PLANTED.items() if group in groups}


@pytest.mark.parametrize("role", list(OFFICES)[:: 1 if IS_WHOLE else 3])
def test_an_office_reads_its_groups_on_every_page_and_no_other(
    sign_in: SignIn, south_ayrshire: Authority, told: Child, role: str
) -> None:
    reader = member("Office Reader", south_ayrshire, role)
    grant(told, to=reader, ground=OFFICES[role])
    assert words_read(sign_in(reader), told) == words_of(READS[role])


def test_those_who_work_with_the_child_read_everything_and_a_manager_no_health(
    sign_in: SignIn, morag: Membership, iain: Membership, catriona: Membership, told: Child
) -> None:
    assert words_read(sign_in(morag), told) == set(PLANTED)
    assert words_read(sign_in(iain), told) == set(PLANTED)
    assert words_read(sign_in(catriona), told) == words_of(READS["manager"])


def test_a_partner_reads_what_the_share_names_and_is_told_so(
    sign_in: SignIn, south_ayrshire: Authority, told: Child
) -> None:
    agency = Agency.objects.create(name="NHS Somewhere", kind="health")
    partner = member("Dr Sunita Partner", south_ayrshire, "partner")
    Membership.objects.filter(pk=partner.pk).update(agency=agency)
    share(told, partner, "reviews", "health")
    browser = sign_in(partner)
    # The health note of another agency is not theirs to read.
    assert words_read(browser, told) == {"Crosshill", "Dunure"}
    Note.objects.filter(text="Lendalfoot").update(agency=agency)
    assert words_read(browser, told) == {"Crosshill", "Dunure", "Lendalfoot"}
    page = browser.get(told.get_absolute_url()).content.decode()
    assert (
        "Shared with you until 3 March 2027 for: Medical adoption report. "
        "You see reviews and health notes of your own agency." in page
    )
    assert "The journey" not in page
    for unread in ("With foster carers", "Morag", "No order in force", "Permanence order"):
        assert unread not in page, unread
    assert "First LAC review" in page


def test_the_reporter_reads_orders_and_hearings_and_their_limits(
    sign_in: SignIn, south_ayrshire: Authority, told: Child
) -> None:
    reporter = member("Gregor Reporter", south_ayrshire, "reporter")
    share(told, reporter, "legal_basis", "health")
    browser = sign_in(reporter)
    assert words_read(browser, told) == {"Maidens"}
    page = browser.get(told.get_absolute_url()).content.decode()
    assert "Compulsory supervision order" in page
    assert "Permanence order" not in page
    assert "First LAC review" not in page
    cso = Timescale.objects.get(ref="cso_expiry", authority=None)
    assert cso.name in page


def test_a_fact_that_is_not_read_is_not_there(
    sign_in: SignIn, catriona: Membership, told: Child
) -> None:
    health = Note.objects.get(text="Lendalfoot")
    address = reverse("fact", args=[told.public_id, "note", health.public_id])
    assert sign_in(catriona).get(address).status_code == 404
    assert sign_in(catriona).get(f"{address}correct/").status_code == 404


def test_a_correction_neither_shows_nor_overwrites_a_note_that_is_not_read(
    sign_in: SignIn, catriona: Membership, told: Child
) -> None:
    seen = Milestone.objects.get(note="Dunure")
    address = reverse("correct_fact", args=[told.public_id, "milestone", seen.public_id])
    browser = sign_in(catriona)
    assert "Dunure" not in browser.get(address).content.decode()
    sent = {"held_on_0": "5", "held_on_1": "5", "held_on_2": "2026", "reason": "a day later"}
    answer = browser.post(address, {**sent, "note": "overwritten"})
    assert answer.status_code == 302
    seen.refresh_from_db()
    assert (seen.replaced_by.held_on, seen.replaced_by.note) == (date(2026, 5, 5), "Dunure")


def test_every_shipped_rule_speaks_of_parts_that_are_known() -> None:
    rules = {rule["ref"]: rule for rule in shipped()}
    told = {ref: groups_of_rule(Timescale(definition=r["definition"])) for ref, r in rules.items()}
    assert told["cso_expiry"] == {"legal_basis"}
    assert told["first_review_6_weeks"] == {"reviews"}
    assert told["order_lodged_16_weeks"] == {"decision", "orders", "plan"}
    assert told["home_cso_two_years"] == {"reviews", "legal_basis"}
    assert EVERYTHING not in told.values()


def test_a_rule_nobody_can_place_speaks_of_everything() -> None:
    odd = {"start": {"fact": "accommodated"}, "stop": [{"outcomes": ["unheard_of"]}]}
    assert groups_of_rule(Timescale(definition=odd)) == EVERYTHING
