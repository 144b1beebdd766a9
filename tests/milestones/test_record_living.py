"""Moves, orders, routes, coming into care and leaving it, in the browser."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from accounts.models import Locality, Membership
from cases.models import Child, Involvement, LegalOrder
from milestones.models import Clock
from tests.conftest import TODAY
from tests.factories import ChildFactory, OrderFactory, grant

SignIn = Callable[[Membership], Client]


def parts(name: str, day: date) -> dict[str, str]:
    return {f"{name}_0": str(day.day), f"{name}_1": str(day.month), f"{name}_2": str(day.year)}


MOVE = {"setting": "kinship", "basis": "ordinary", **parts("began_on", date(2026, 3, 2))}


def test_a_move_ends_the_placement_before_it(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    sign_in(morag).post(f"{callum.get_absolute_url()}moves/record/", MOVE)
    before, now = callum.placements.order_by("began_on")
    assert (before.ended_on, now.setting) == (date(2026, 3, 2), "kinship")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"setting": ""}, "Choose where the child lives now"),
        (parts("began_on", date(2027, 3, 2)), "must be today, 20 November 2026, or earlier"),
        (parts("began_on", date(2020, 3, 2)), "the day the child was born"),
        (parts("began_on", date(2025, 11, 1)), "already lives somewhere else in that time"),
        ({"return_kind": "trial"}, "asked of a return home only"),
        ({"began_at": "noonish"}, "must be a real time"),
    ],
)
def test_a_senseless_move_is_refused_at_its_field(
    sign_in: SignIn, morag: Membership, callum: Child, given: dict[str, str], said: str
) -> None:
    sent = {**MOVE, **given}
    page = sign_in(morag).post(f"{callum.get_absolute_url()}moves/record/", sent)
    assert said in page.content.decode()
    assert callum.placements.count() == 1


def test_an_order_is_recorded_continued_and_ended(
    sign_in: SignIn, niamh: Membership, callum: Child
) -> None:
    grant(callum, to=niamh, ground="legal_instruction")
    client = sign_in(niamh)
    address = f"{callum.get_absolute_url()}orders/"
    sent = {
        "kind": "cso",
        **parts("made_on", date(2025, 12, 2)),
        **parts("expires_on", date(2026, 12, 2)),
    }
    assert client.post(f"{address}record/", sent).status_code == 302
    order = LegalOrder.objects.get(child=callum)
    ended = parts("ended_on", date(2026, 6, 1))
    assert client.post(f"{address}{order.public_id}/end/", ended).status_code == 302
    order.refresh_from_db()
    assert order.ended_on == date(2026, 6, 1)
    assert client.get(f"{address}{order.public_id}/end/").status_code == 404


def test_an_order_that_expires_before_it_was_made_is_refused(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    sent = {
        "kind": "cso",
        **parts("made_on", date(2025, 12, 2)),
        **parts("expires_on", date(2025, 11, 2)),
    }
    page = sign_in(morag).post(f"{callum.get_absolute_url()}orders/record/", sent)
    assert "expires must be on or after the day it was made" in page.content.decode()


def test_a_route_is_chosen_with_its_reason(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    sent = {"route": "kinship", **parts("from_on", date(2026, 7, 7)), "reason": "an aunt"}
    page = sign_in(morag).post(f"{callum.get_absolute_url()}routes/record/", sent, follow=True)
    assert "since 7 July 2026: an aunt" in page.content.decode()


def test_leaving_care_ends_the_placement_and_the_clocks(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    sent = {
        **parts("ended_on", date(2026, 6, 1)),
        "destination": "home",
        "return_kind": "permanent",
    }
    client = sign_in(morag)
    client.post(f"{callum.get_absolute_url()}leaving-care/", sent)
    assert callum.placements.get().ended_on == date(2026, 6, 1)
    assert not Clock.objects.running(on=TODAY).filter(child=callum).exists()
    assert "Not looked after now" in client.get(callum.get_absolute_url()).content.decode()


def test_a_child_can_be_looked_after_again(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    callum.episodes.update(ended_on=date(2026, 6, 1), destination="home")
    callum.placements.update(ended_on=date(2026, 6, 1))
    client = sign_in(morag)
    address = callum.get_absolute_url()
    assert "Looked after again" in client.get(f"{address}record/").content.decode()
    again = client.post(f"{address}coming-into-care/", parts("began_on", date(2026, 10, 1)))
    assert again["Location"].endswith("/moves/record/")


ARRIVAL = {
    "child_ref": "SA-0700",
    "given_name": "Zara",
    "family_name": "Kerr",
    "sex": "female",
    **parts("born_on", date(2020, 5, 1)),
    **parts("became_looked_after_on", date(2026, 11, 18)),
    "setting": "foster",
    "moved_at": "15:20",
}


def test_a_child_coming_into_care_is_registered_with_running_clocks(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    girvan = Locality.objects.create(authority=callum.authority, name="Girvan")
    sign_in(morag).post("/children/new/", {**ARRIVAL, "locality": str(girvan.pk)})
    zara = Child.objects.get(child_ref="SA-0700")
    assert zara.locality == girvan
    clock = Clock.objects.get(child=zara, timescale__ref="meeting_72_hours")
    assert clock.due_at is not None
    assert Involvement.objects.allocated().get(child=zara).person == morag.person


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"child_ref": "SA-0412"}, "already another child’s"),
        (parts("born_on", date(2026, 12, 1)), "must be today, 20 November 2026, or earlier"),
        (parts("became_looked_after_on", date(2019, 1, 1)), "the day the child was born"),
    ],
)
def test_a_registration_is_refused_whole(
    sign_in: SignIn, morag: Membership, callum: Child, given: dict[str, str], said: str
) -> None:
    page = sign_in(morag).post("/children/new/", {**ARRIVAL, **given})
    assert said in page.content.decode()
    assert Child.objects.count() == 1


@pytest.mark.parametrize(
    "page",
    [
        "record/",
        "moves/record/",
        "orders/record/",
        "routes/record/",
        "leaving-care/",
        "coming-into-care/",
        "milestones/plan/",
    ],
)
def test_no_page_lets_another_authority_in(
    sign_in: SignIn, ross: Membership, callum: Child, page: str
) -> None:
    assert sign_in(ross).get(f"{callum.get_absolute_url()}{page}").status_code == 404


@pytest.mark.parametrize("page", ["moves/record/", "routes/record/", "leaving-care/"])
def test_the_panel_may_not_record_where_a_child_lives(
    sign_in: SignIn, eilidh: Membership, callum: Child, page: str
) -> None:
    assert sign_in(eilidh).get(f"{callum.get_absolute_url()}{page}").status_code == 404
    grant(callum, to=eilidh, ground="agenda_item")
    assert sign_in(eilidh).get(f"{callum.get_absolute_url()}{page}").status_code == 403


def test_an_order_of_another_child_cannot_be_ended_here(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    order = OrderFactory.create(child=ChildFactory.create(authority=callum.authority))
    address = f"{callum.get_absolute_url()}orders/{order.public_id}/end/"
    assert sign_in(morag).get(address).status_code == 404


def test_the_rules_page_names_each_rule_its_source_and_whether_it_runs(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    page = sign_in(morag).get("/rules/").content.decode()
    assert "First LAC review within 6 weeks of the placement" in page
    assert "reg 45(2)(a)" in page
    assert "Nobody has read this number in the source" in page
