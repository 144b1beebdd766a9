"""A child's own details put right, by two at once too, and the case moved to a locality."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.actors import Actor, system_actor
from accounts.models import AuditEntry, Authority, Locality, Membership
from cases.models import Child, ChildLocality, Family, Restriction
from milestones.clocks import refresh_clocks
from milestones.models import Clock
from milestones.services import details
from tests.conftest import NOON, TODAY
from tests.factories import ChildFactory, OrderFactory

SignIn = Callable[[Membership], Client]


def page(child: Child) -> str:
    return f"/children/{child.public_id}/details/"


def filled(client: Client, child: Child, **changes: Any) -> dict[str, Any]:
    """What the form holds when it is opened, with these changes."""
    form = client.get(page(child)).context["form"]
    said = {name: form[name].value() or "" for name in form.fields if name != "born_on"}
    return {
        **said,
        **day("born_on", child.born_on),
        "reason": "As her birth certificate",
        **changes,
    }


def day(name: str, on: date) -> dict[str, int]:
    return {f"{name}_0": on.day, f"{name}_1": on.month, f"{name}_2": on.year}


def sent(response: Any) -> dict[str, Any]:
    form = response.context["form"]
    return {name: form.data.get(name, "") for name in form.data}


def test_a_social_worker_puts_a_name_right(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    client = sign_in(morag)
    assert page(callum) in client.get(callum.get_absolute_url()).content.decode()
    assert client.post(page(callum), filled(client, callum, given_name="Calum")).status_code == 302
    callum.refresh_from_db()
    assert callum.given_name == "Calum"
    entry = AuditEntry.objects.filter(act="child.correct", detail__has_key="changed").get()
    assert (entry.detail["changed"], entry.reason) == (["given_name"], "As her birth certificate")


def test_due_days_that_would_move_are_told_before_anything_is_saved(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    """An order ends with the eighteenth birthday, if that is earlier."""
    OrderFactory.create(child=callum, kind="cso", made_on=date(2026, 9, 1))
    refresh_clocks(authority=callum.authority, child_ids=[callum.pk], at=NOON)
    client = sign_in(morag)
    born = date(2009, 1, 5)
    shown = client.post(page(callum), filled(client, callum) | day("born_on", born))
    told = shown.content.decode()
    assert "due 5 January 2027" in told
    assert "Nothing is saved yet" in told
    callum.refresh_from_db()
    assert callum.born_on != born
    assert client.post(page(callum), sent(shown)).status_code == 302
    expiry = Clock.objects.get(child=callum, timescale__ref="cso_expiry")
    assert expiry.due_on == date(2027, 1, 5)


def test_two_writers_lose_nothing(
    sign_in: SignIn, morag: Membership, iain: Membership, callum: Child
) -> None:
    first, second = sign_in(morag), sign_in(iain)
    mine = filled(second, callum, given_name="Callan", sex="male")
    theirs = filled(first, callum, given_name="Calum", family_name="Muir")
    assert first.post(page(callum), theirs).status_code == 302
    conflict = second.post(page(callum), mine)
    told = " ".join(conflict.content.decode().split())
    assert "Someone else changed this while you were typing" in told
    assert "Morag Social-Worker" in told
    assert "<mark>Calum</mark>" in told and "<mark>Callan</mark>" in told
    callum.refresh_from_db()
    assert (callum.given_name, callum.family_name) == ("Calum", "Muir")
    again = sent(conflict)
    assert (again["given_name"], again["family_name"], again["sex"]) == ("Callan", "Muir", "male")
    assert second.post(page(callum), again).status_code == 302
    callum.refresh_from_db()
    assert (callum.given_name, callum.family_name) == ("Callan", "Muir")


def test_brothers_and_sisters_are_shown_before_a_family_is_joined(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    family = Family.objects.create(authority=callum.authority, ref="F-12")
    ChildFactory.create(authority=callum.authority, child_ref="SA-0500", family=family)
    client = sign_in(morag)
    shown = client.post(page(callum), filled(client, callum, family_ref="F-12"))
    assert "SA-0500" in shown.content.decode()
    assert client.post(page(callum), sent(shown)).status_code == 302
    callum.refresh_from_db()
    assert callum.family == family


def test_a_restriction_reaches_who_joins_the_family(callum: Child, as_iain: Actor) -> None:
    family = Family.objects.create(authority=callum.authority, ref="F-12")
    sister = ChildFactory.create(authority=callum.authority, family=family)
    Restriction.objects.create(
        authority=callum.authority, child=sister, ground="high_risk", reason="R", review_by=TODAY
    )
    details.correct_child(
        child=callum, by=as_iain, on=TODAY, reason="Sister", changes={"family_ref": "F-12"}
    )
    assert Restriction.objects.live().filter(child=callum).exists()


def test_the_restriction_of_who_joins_reaches_the_family(callum: Child) -> None:
    sister = ChildFactory.create(
        authority=callum.authority,
        family=Family.objects.create(authority=callum.authority, ref="F-12"),
    )
    Restriction.objects.create(
        authority=callum.authority, child=callum, ground="high_risk", reason="R", review_by=TODAY
    )
    system = system_actor(callum.authority, at=NOON)
    details.correct_child(
        child=callum, by=system, on=TODAY, reason="Sister", changes={"family_ref": "F-12"}
    )
    assert Restriction.objects.live().filter(child=sister).exists()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (day("born_on", date(2027, 1, 1)), "The date of birth must be today"),
        ({"reason": " "}, "Say why, in a few words"),
        ({}, "Nothing was changed: change what is wrong, or go back."),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(
    sign_in: SignIn, morag: Membership, callum: Child, changes: dict[str, Any], told: str
) -> None:
    client = sign_in(morag)
    refused = client.post(page(callum), filled(client, callum) | changes)
    assert told in refused.content.decode()
    assert not AuditEntry.objects.filter(detail__has_key="changed").exists()


def test_who_only_reads_identity_corrects_nothing(
    sign_in: SignIn, catriona: Membership, callum: Child
) -> None:
    assert sign_in(catriona).get(page(callum)).status_code == 403


@pytest.fixture
def girvan(south_ayrshire: Authority) -> Locality:
    return Locality.objects.create(authority=south_ayrshire, name="Girvan")


def move(child: Child, by: Actor, to: Locality, from_on: date = TODAY) -> None:
    details.move_to_locality(child=child, by=by, on=TODAY, locality=to, from_on=from_on)


def test_a_case_moves_from_a_day_after_a_look(
    sign_in: SignIn, iain: Membership, callum: Child, girvan: Locality, as_iain: Actor
) -> None:
    ayr_coast = Locality.objects.create(authority=girvan.authority, name="Ayr coast")
    move(callum, as_iain, ayr_coast)
    client = sign_in(iain)
    where = reverse("move_to_locality", args=[callum.public_id])
    answers = {"locality": girvan.pk, "reason": "", **day("from_on", TODAY)}
    shown = client.post(where, answers)
    assert "until then Ayr coast" in shown.content.decode()
    assert client.post(where, sent(shown)).status_code == 302
    callum.refresh_from_db()
    assert callum.locality == girvan
    people = client.get(reverse("people", args=[callum.public_id])).content.decode()
    assert "from 20 November 2026" in people and "from the beginning" in people


def test_a_move_goes_forward_and_elsewhere(
    callum: Child, as_iain: Actor, girvan: Locality, highland: Authority
) -> None:
    other = Locality.objects.create(authority=girvan.authority, name="Ayr coast")
    move(callum, as_iain, girvan)
    move(callum, as_iain, other, date(2026, 11, 3))
    inverness = Locality(authority=highland, name="Inverness")
    for to, on, field in (
        (other, TODAY, "locality"),
        (inverness, TODAY, "locality"),
        (girvan, date(2026, 11, 2), "from_on"),
        (girvan, date(2026, 11, 21), "from_on"),
    ):
        with pytest.raises(ValidationError) as refused:
            move(callum, as_iain, to, on)
        assert set(refused.value.message_dict) == {field}
    assert ChildLocality.objects.filter(child=callum).count() == 2
