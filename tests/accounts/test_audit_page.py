"""The whole audit, readable: in sentences, without a child's name, and itself audited."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.actors import acting_as
from accounts.audit_log import PAGE, AuditQuery, audit_page
from accounts.audit_words import RELATIONSHIPS
from accounts.models import AuditEntry, Authority, Membership
from accounts.pseudonyms import pseudonym
from accounts.roles import Role
from accounts.services import write_view_entry
from cases.models import Child, Grant
from cases.standing import WHY
from tests.conftest import NOON, inside, member
from tests.factories import grant

SignIn = Callable[[Membership], Client]
pytestmark = pytest.mark.usefixtures("friday")


@pytest.fixture
def audit(sign_in: SignIn, una: Membership) -> Callable[..., str]:
    def shown(**asked: str) -> str:
        page = sign_in(una).get(reverse("audit"), asked)
        assert page.status_code == 200
        return page.content.decode()

    return shown


def showed(child: Child, *, to: Membership) -> None:
    """A list that showed this child to this person."""
    by = acting_as(to, at=NOON)
    by.seen.children([child])
    write_view_entry(by=by, act="child.list", seen=by.seen)


def entries(south_ayrshire: Authority, number: int) -> None:
    AuditEntry.objects.bulk_create(
        AuditEntry(authority=south_ayrshire, act="aim.load", subject_kind="aim", reason=f"No {n}")
        for n in range(number)
    )


def test_a_look_and_a_list_are_told_in_sentences(
    sign_in: SignIn, morag: Membership, callum: Child, audit: Callable[..., str]
) -> None:
    sign_in(morag).get(callum.get_absolute_url())
    showed(callum, to=morag)
    told = audit()
    assert f"looked at record {pseudonym(callum.public_id)}" in told
    assert "Allocated to them" in told
    assert "saw 1 record in Find a child" in told
    assert "Morag Social-Worker" in told and "Social worker" in told


def test_no_child_is_named_whatever_somebody_typed(
    sign_in: SignIn, eilidh: Membership, callum: Child, audit: Callable[..., str]
) -> None:
    grant(callum, to=eilidh, ground="agenda_item", purpose="Erskine; Callum; Own review: Erskine")
    sign_in(eilidh).get(callum.get_absolute_url())
    told = audit()
    assert "On a panel’s agenda" in told
    for secret in ("Callum", "Erskine", callum.child_ref, str(callum.public_id)):
        assert secret not in told


def test_the_relationships_are_the_gates_own_words() -> None:
    assert set(RELATIONSHIPS) == {*WHY.values(), *(str(label) for label in Grant.Ground.labels)}


def test_the_page_narrows_by_person_act_day_and_record(
    sign_in: SignIn,
    morag: Membership,
    iain: Membership,
    callum: Child,
    audit: Callable[..., str],
) -> None:
    sign_in(morag).get(callum.get_absolute_url())
    showed(callum, to=iain)
    name = pseudonym(callum.public_id)
    looked, listed = f"looked at record {name}", "saw 1 record in Find a child"
    for asked, seen, left_out in (
        ({"person": str(iain.person.public_id)}, listed, looked),
        ({"act": "child.view"}, looked, listed),
        ({"record": name.lower()}, looked, "read the audit"),
        ({"record": str(callum.public_id)}, listed, "read the audit"),
        ({"record": "R-00000000"}, "Nothing found", looked),
        ({"to": "2020-01-01"}, "Nothing found", looked),
    ):
        told = audit(**asked)
        assert seen in told and left_out not in told, asked


@pytest.mark.parametrize(
    "asked",
    [
        {"person": "nobody", "act": "x\x00", "from": "9999-12-31", "to": "0001-01-01"},
        {"record": "\ud800".encode("utf-8", "replace").decode(), "after": "9" * 40},
        {"after": f"{'9' * 16}-{'9' * 18}", "record": "R-" + "f" * 500},
        {"from": "2026-02-30", "to": "10-10-2026", "after": "1-2-3"},
    ],
)
def test_what_is_no_filter_breaks_nothing(asked: dict[str, str], audit: Callable[..., str]) -> None:
    assert "The audit" in audit(**asked)


def test_pages_follow_each_other_without_gap_or_repeat(
    south_ayrshire: Authority, una: Membership
) -> None:
    entries(south_ayrshire, 2 * PAGE + 3)
    actor, told, after = acting_as(una, at=NOON), [], ""
    for expected in (PAGE, PAGE, 3):
        page = audit_page(actor, AuditQuery(), after=after)
        assert len(page.lines) == expected
        told += [line.why for line in page.lines]
        after = page.older
    assert after == ""
    assert told == [f"No {n}" for n in reversed(range(2 * PAGE + 3))]


def test_a_page_far_back_is_found_by_the_index(south_ayrshire: Authority, una: Membership) -> None:
    entries(south_ayrshire, 2000)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        found = AuditEntry.objects.filter(authority=south_ayrshire, at__lte=datetime.now(UTC))
        plan = found.order_by("-at", "-pk")[:PAGE].explain()
    assert "audit_newest_first" in plan and "Sort" not in plan


def test_the_lists_that_showed_a_record_are_found_by_its_id(
    morag: Membership, callum: Child
) -> None:
    showed(callum, to=morag)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM audit_that_showed(%s, %s, %s)",
            [callum.public_id, datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)],
        )
        assert cursor.fetchone() == (1,)


def test_another_authoritys_audit_stays_its_own(
    highland: Authority, south_ayrshire: Authority, audit: Callable[..., str]
) -> None:
    record = uuid.uuid4()
    inside(highland.code)
    AuditEntry.objects.create(
        authority=highland,
        act="aim.load",
        subject_kind="aim",
        reason="Elsewhere",
        detail={"shown": [str(record)]},
    )
    inside(south_ayrshire.code)
    assert "Elsewhere" not in audit()
    assert "Elsewhere" not in audit(record=str(record))


def test_reading_the_audit_stands_in_it(
    sign_in: SignIn, una: Membership, south_ayrshire: Authority
) -> None:
    sign_in(una).get(reverse("audit"))
    entry = AuditEntry.objects.get(act="audit.view")
    assert (entry.person, entry.subject_kind, entry.acting_as) == (
        una.person,
        "audit",
        "information_governance",
    )
    assert datetime.now(UTC) - entry.at < timedelta(minutes=1)


def test_an_empty_audit_says_what_will_stand_there(audit: Callable[..., str]) -> None:
    assert "Nothing has been noted yet" in audit()


@pytest.mark.parametrize("role", sorted(set(Role.values) - {Role.INFORMATION_GOVERNANCE}))
def test_only_information_governance_reads_it(
    sign_in: SignIn, south_ayrshire: Authority, role: str
) -> None:
    assert (
        sign_in(member("Somebody", south_ayrshire, role)).get(reverse("audit")).status_code == 403
    )
