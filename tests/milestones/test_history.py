"""What the record said on a day, as known then; and every change, with who made it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from unittest import mock

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actors import acting_as
from accounts.door import entered
from accounts.models import Authority, Locality, Membership
from accounts.roles import Role
from cases.gate import get_child
from cases.models import Child, LegalOrder, Placement
from milestones.models import Milestone
from milestones.record_history import as_known, changes_to
from milestones.services import corrections, details, living
from tests.conftest import NOON, TODAY, member
from tests.factories import MilestoneFactory, OrderFactory, grant

SignIn = Callable[[Membership], Client]
WEDNESDAY = date(2026, 11, 18)


def made_on(model: Any, day: date, **which: Any) -> None:
    """As if those versions had been written on the morning of that day."""
    written_at(model, datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC), **which)


def written_at(model: Any, at: datetime, **which: Any) -> None:
    """Those versions once more, as of that moment: nobody changes the ones that are there."""
    versions = list(model.pgh_event_model.objects.filter(**which))
    assert versions
    with mock.patch("django.utils.timezone.now", return_value=at):
        for version in versions:
            version.pk = None
            version.save(force_insert=True)


@pytest.fixture
def read(sign_in: SignIn, iain: Membership, callum: Child) -> Callable[..., str]:
    """The page as the team leader reads it."""

    def shown(**asked: str) -> str:
        page = sign_in(iain).get(reverse("history", args=[callum.public_id]), asked)
        assert page.status_code == 200
        return page.content.decode()

    return shown


def known_on(day: date, child: Child, reader: Membership) -> list[str]:
    actor = acting_as(reader, at=NOON)
    seen = get_child(actor, child.public_id)
    return [f"{e.state} {e.what} {e.outcome}" for e in as_known(seen, actor=actor, on=day).entries]


@pytest.fixture
def corrected(callum: Child, as_iain: Any) -> Child:
    """Foster carers, written down on 4 November 2025; on 2 March 2026 put right: kinship."""
    with entered(as_iain):
        corrections.correct_fact(
            fact=callum.placements.get(),
            by=as_iain,
            on=TODAY,
            reason="With his aunt",
            changes={"setting": "kinship"},
        )
    old, new = Placement.objects.order_by("pk")
    began = date(2025, 11, 4)
    made_on(Placement, began, pgh_obj=old, pgh_label="insert")
    for row in (old, new):
        made_on(Placement, date(2026, 3, 2), pgh_obj=row, pgh_created_at__year__gte=2026)
    made_on(Child, began, pgh_obj=callum)
    return callum


def test_the_record_says_what_was_known_at_the_end_of_each_day(
    corrected: Child, iain: Membership
) -> None:
    before = known_on(date(2026, 3, 1), corrected, iain)
    after = known_on(date(2026, 3, 2), corrected, iain)
    assert before == ["held Moved with foster carers"]
    assert sorted(after) == ["held Moved with kinship carers", "voided Moved with foster carers"]


def test_before_the_first_entry_there_was_no_record(
    corrected: Child, read: Callable[..., str]
) -> None:
    assert "there was no record of this child here" in read(on="2025-11-03")
    assert "With foster carers".lower() in read(on="2025-11-04")


def test_a_version_written_at_half_past_midnight_in_summer_is_of_that_day(
    callum: Child, iain: Membership
) -> None:
    """23:30 UTC on 30 June is already 1 July in Scotland."""
    written_at(Placement, datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    assert known_on(date(2026, 6, 30), callum, iain) == []
    assert known_on(date(2026, 7, 1), callum, iain) == ["held Moved with foster carers"]


def test_a_change_tells_who_acting_as_what_and_which_field_became_what(
    callum: Child, as_iain: Any, read: Callable[..., str]
) -> None:
    with entered(as_iain):
        details.correct_child(
            child=callum, by=as_iain, on=TODAY, reason="So", changes={"given_name": "Calum"}
        )
    told = read()
    assert "First name: Callum → <strong>Calum</strong>" in told
    assert "Iain Team-Leader" in told and "Team leader" in told


def test_a_change_made_in_the_browser_names_the_person(
    sign_in: SignIn, morag: Membership, callum: Child, read: Callable[..., str]
) -> None:
    sent = {"kind": "cso", "made_on_0": "18", "made_on_1": "11", "made_on_2": "2026"}
    page = reverse("record_order", args=[callum.public_id])
    assert sign_in(morag).post(page, sent).status_code == 302
    told = read()
    assert "Compulsory supervision order: made" in told
    assert "Morag Social-Worker" in told and "Social worker" in told


def test_the_request_of_a_write_stands_in_the_history(callum: Child, as_iain: Any) -> None:
    with entered(as_iain):
        order = living.record_order(
            child=callum, by=as_iain, on=TODAY, kind="cso", made_on=WEDNESDAY
        )
    version = LegalOrder.pgh_event_model.objects.get(pgh_obj=order)
    assert version.pgh_context_id == as_iain.request_id


def test_the_history_outside_a_request_names_none(callum: Child, iain: Membership) -> None:
    assert LegalOrder.pgh_event_model.objects.count() == 0
    OrderFactory.create(child=callum)
    actor = acting_as(iain, at=NOON)
    changes = changes_to(get_child(actor, callum.public_id), actor=actor)
    assert {change.who for change in changes} == {"The system or a case file"}


def test_a_move_to_another_locality_is_a_change(
    south_ayrshire: Authority, callum: Child, as_iain: Any, read: Callable[..., str]
) -> None:
    girvan = Locality.objects.create(authority=south_ayrshire, name="Girvan")
    with entered(as_iain):
        details.move_to_locality(child=callum, by=as_iain, on=TODAY, from_on=TODAY, locality=girvan)
    assert "Locality: nothing → <strong>Girvan</strong>" in read()


def test_parts_that_the_role_does_not_read_are_left_out(
    catriona: Membership, callum: Child, sign_in: SignIn
) -> None:
    """A service manager reads neither health notes nor where the child lives."""
    MilestoneFactory.create(
        child=callum, code="medical_consultation", held_on=WEDNESDAY, note="Asthma since May"
    )
    Milestone.objects.update(note="Asthma since April")
    callum.placements.update(address="12 Harbour Street", carers="Ms Muir")
    told = sign_in(catriona).get(reverse("history", args=[callum.public_id])).content.decode()
    assert "Medical" in told
    for secret in ("Asthma", "Harbour", "Muir"):
        assert secret not in told


def test_whoever_reads_those_parts_sees_them_change(
    callum: Child, read: Callable[..., str]
) -> None:
    callum.placements.update(address="12 Harbour Street")
    assert "Address: nothing → <strong>12 Harbour Street</strong>" in read()


@pytest.mark.parametrize("day", ["2026-02-30", "yesterday", "9999-12-31", "0001-01-01", "1e9"])
def test_a_day_that_is_none_is_said_at_its_field(day: str, read: Callable[..., str]) -> None:
    told = read(on=day)
    assert "The day must be a real date between 1900 and 2100" in told
    assert 'href="#id_on"' in told and 'id="id_on"' in told


def test_a_day_ahead_is_as_good_as_today(read: Callable[..., str]) -> None:
    assert "As known at the end of 20 November 2026" in read(on="2027-05-05")


def test_only_those_with_the_act_read_it(
    sign_in: SignIn,
    south_ayrshire: Authority,
    morag: Membership,
    eilidh: Membership,
    ross: Membership,
    callum: Child,
) -> None:
    page = reverse("history", args=[callum.public_id])
    grant(callum, to=eilidh, ground="agenda_item")
    reporter = member("Rona Reporter", south_ayrshire, Role.REPORTER)
    answers = [sign_in(who).get(page).status_code for who in (morag, eilidh, ross, reporter)]
    assert answers == [200, 403, 404, 404]
