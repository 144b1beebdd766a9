"""What the API tells of a record: the field groups of the asker, of that child, and no more."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Agency, Authority, Membership
from accounts.policy import group_of_kind
from accounts.pseudonyms import pseudonym
from accounts.roles import Role
from cases.models import Child, Grant, Note, Placement
from milestones.clocks import refresh_clocks
from milestones.listed import KINDS_OF
from milestones.models import MilestoneKind, Timescale
from milestones.rule_groups import groups_of_rule
from tests.conftest import NOON, member
from tests.exchange.asking import CHILDREN, CLOCKS, MILESTONES, rows, words_in
from tests.factories import ChildFactory, MilestoneFactory, OrderFactory, RouteFactory, grant

SignIn = Callable[[Membership], Client]
SECRETS = {
    "address": "12 Harbour Road",
    "carers": "Mr and Mrs Adopter",
    "health": "Noted for health",
    "legal_advice": "Noted for legal advice",
    "panel": "Noted for the panel",
    "plan": "Why this route",
    "reviews": "Said at the review",
    "legal_basis": "Said at the hearing",
    "orders": "Said when lodged",
    "decision": "Said with the decision",
}


@pytest.fixture
def health(db: None) -> Agency:
    return Agency.objects.create(name="NHS Ayrshire", kind=Agency.Kind.HEALTH)


@pytest.fixture
def whole(callum: Child, health: Agency) -> Child:
    """Callum, with something in every field group."""
    Placement.objects.update(address=SECRETS["address"], carers=SECRETS["carers"])
    for group in Note.Group.values:
        Note.objects.create(
            authority=callum.authority,
            child=callum,
            group=group,
            about_on="2026-05-01",
            text=SECRETS[group],
            agency=health if group == "health" else None,
        )
    RouteFactory.create(child=callum, reason=SECRETS["plan"])
    for code, group in (
        ("lac_review", "reviews"),
        ("childrens_hearing", "legal_basis"),
        ("order_lodged", "orders"),
        ("adm_decision", "decision"),
        ("panel", "panel"),
    ):
        MilestoneFactory.create(
            child=callum, code=code, held_on="2026-06-01", note=SECRETS[group], route="kinship"
        )
    OrderFactory.create(child=callum)
    OrderFactory.create(child=callum, kind="permanence_order")
    refresh_clocks(authority=callum.authority, child_ids=[callum.pk], at=NOON)
    return callum


def record(client: Client, child: Child) -> dict[str, Any]:
    answer = client.get(reverse("api_child", args=[child.public_id]))
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told


def told_to(client: Client, child: Child) -> set[str]:
    """The groups whose words stand anywhere in what the API answers."""
    answers = [record(client, child), rows(client, MILESTONES), rows(client, CHILDREN)]
    if client.get(CLOCKS).status_code == 200:
        answers.append(rows(client, CLOCKS))
    text = " ".join(word for answer in answers for word in words_in(answer))
    return {group for group, words in SECRETS.items() if words in text}


NAMES = set(SECRETS)


@pytest.mark.parametrize(
    ("role", "told"),
    [
        (Role.SOCIAL_WORKER, NAMES),
        (Role.TEAM_LEADER, NAMES),
        (Role.MANAGER, NAMES - {"health", "address", "carers"}),
        (Role.REVIEWING_CHAIR, NAMES - {"address", "carers", "orders", "legal_advice"}),
        (Role.PANEL_ADMINISTRATOR, NAMES - {"legal_advice"}),
        (Role.PANEL_MEMBER, NAMES - {"address", "carers", "decision", "legal_advice"}),
        (Role.LEGAL, NAMES - {"health"}),
        (Role.DECISION_MAKER, NAMES - {"address", "carers"}),
    ],
)
def test_a_role_is_told_its_field_groups(
    whole: Child, morag: Membership, iain: Membership, sign_in: SignIn, role: str, told: set[str]
) -> None:
    held = {Role.SOCIAL_WORKER: morag, Role.TEAM_LEADER: iain}.get(role)
    if held is None:
        held = member("Somebody Else", whole.authority, role)
        grant(whole, to=held)
    assert told_to(sign_in(held), whole) == told


def partner(authority: Authority, role: str, agency: Agency | None = None) -> Membership:
    held = member("A Partner", authority, role)
    Membership.objects.filter(pk=held.pk).update(agency=agency)
    return Membership.objects.get(pk=held.pk)


def share(child: Child, to: Membership, *groups: str) -> Grant:
    return grant(
        child,
        to=to,
        ground="share",
        field_groups=list(groups),
        begins_at=NOON.replace(month=9),
        ends_at=NOON.replace(month=12),
    )


def test_a_partner_is_told_what_the_share_names(
    whole: Child, health: Agency, sign_in: SignIn
) -> None:
    doctor = partner(whole.authority, Role.PARTNER, health)
    share(whole, doctor, "health")
    told = record(sign_in(doctor), whole)
    assert told_to(sign_in(doctor), whole) == {"health"}
    assert not set(told) & {"placements", "orders", "routes", "episodes", "locality"}
    assert rows(sign_in(doctor), CLOCKS) == []


def test_a_partner_of_another_agency_is_not_told_its_notes(whole: Child, sign_in: SignIn) -> None:
    other = Agency.objects.create(name="Education", kind=Agency.Kind.EDUCATION)
    teacher = partner(whole.authority, Role.PARTNER, other)
    share(whole, teacher, "health")
    assert told_to(sign_in(teacher), whole) == set()


def test_a_share_of_one_child_tells_nothing_of_the_same_part_of_another(
    whole: Child, health: Agency, sign_in: SignIn
) -> None:
    other = ChildFactory.create(authority=whole.authority)
    MilestoneFactory.create(child=other, held_on="2026-06-01")
    doctor = partner(whole.authority, Role.PARTNER, health)
    share(whole, doctor, "health")
    share(other, doctor, "reviews")
    asks = sign_in(doctor)
    assert {row["child_ref"] for row in rows(asks, MILESTONES)} == {other.child_ref}
    assert rows(asks, f"{MILESTONES}?kind=lac_review&child={whole.public_id}") == []


def test_the_reporter_is_told_of_hearings_and_compulsory_orders_only(
    whole: Child, sign_in: SignIn
) -> None:
    reporter = partner(whole.authority, Role.REPORTER)
    share(whole, reporter, "legal_basis")
    asks = sign_in(reporter)
    told = record(asks, whole)
    assert [order["kind"] for order in told["orders"]] == ["cso"]
    assert {each["kind"] for each in told["milestones"]} == {"childrens_hearing"}
    assert "route" not in told["milestones"][0]
    assert asks.get(f"{MILESTONES}?kind=panel").json()["count"] == 0
    assert asks.get(f"{MILESTONES}?kind=no_such_kind").json()["count"] == 0


@pytest.mark.parametrize("asked", ["locality=Ayr", "looked_after=now"])
def test_nobody_asks_by_what_they_do_not_read(whole: Child, sign_in: SignIn, asked: str) -> None:
    reporter = partner(whole.authority, Role.REPORTER)
    share(whole, reporter, "legal_basis")
    answer = sign_in(reporter).get(f"{CHILDREN}?{asked}")
    assert answer.status_code == 403
    assert asked.partition("=")[0] in answer.json()["detail"]


def test_an_analyst_is_told_pseudonyms_and_the_month_of_birth(
    whole: Child, sign_in: SignIn
) -> None:
    asks = sign_in(member("An Analyst", whole.authority, Role.ANALYST))
    told = rows(asks, CLOCKS)
    assert told
    assert {row["record"] for row in told} == {pseudonym(whole.public_id)}
    assert {row["born_in"] for row in told} == {"2023-08"}
    text = " ".join(words_in(told))
    for known in (str(whole.public_id), whole.child_ref, "2023-08-14", whole.given_name):
        assert known not in text
    assert asks.get(f"{CLOCKS}?child={whole.public_id}").status_code == 403
    assert asks.get(reverse("api_child", args=[whole.public_id])).status_code == 404


@pytest.mark.parametrize("role", [Role.MANAGER, Role.REVIEWING_CHAIR, Role.LEGAL])
def test_lists_and_the_record_agree_on_what_is_read(
    whole: Child, sign_in: SignIn, role: str
) -> None:
    held = member("Somebody Else", whole.authority, role)
    grant(whole, to=held)
    asks = sign_in(held)
    told = record(asks, whole)
    assert {row["id"] for row in rows(asks, MILESTONES)} == {
        row["id"] for row in told["milestones"]
    }
    reads = set(told["reads"])
    assert {group_of_kind(row["kind"]) for row in rows(asks, MILESTONES)} <= reads
    for row in rows(asks, CLOCKS):
        rule = Timescale.objects.get(ref=row["timescale"], version=row["version"])
        assert groups_of_rule(rule) <= reads


def test_every_kind_falls_in_the_same_group_in_a_list_as_in_a_record(db: None) -> None:
    for code in MilestoneKind.objects.values_list("code", flat=True):
        apart = [group for group, kinds in KINDS_OF.items() if code in kinds]
        assert (apart or ["reviews"]) == [group_of_kind(code)]
