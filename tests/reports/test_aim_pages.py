from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actors import acting_as
from accounts.models import Authority, Membership
from aims.models import Aim
from aims.reporting import report
from reports.aim_drawings import Drawn
from reports.aims import card_of, current_and_earlier
from tests.aims.invented import Told, load, published
from tests.conftest import TODAY, member

SignIn = Callable[[Membership], Client]
DAY = {"day_0": "28", "day_1": "9", "day_2": "2018"}


@pytest.fixture
def midlothian(db: None) -> Authority:
    return Authority.objects.get(name="Midlothian")


@pytest.fixture
def manager(midlothian: Authority) -> Membership:
    return member("Duncan Manager", midlothian, "manager")


@pytest.fixture
def aim(midlothian: Authority) -> Aim:
    """Three children: one recommended in time, one overdue, one still waiting."""
    told = Told()
    for ref, began in [
        ("ML-1", date(2017, 11, 10)),
        ("ML-2", date(2017, 12, 1)),
        ("ML-3", date(2018, 5, 1)),
    ]:
        told.child(ref)
        told.accommodated(ref, began)
    told.add(
        "milestones",
        "ML-1",
        kind="lac_review",
        held_on="2018-05-10",
        outcome="permanence_recommended",
        route="kinship",
    )
    told.take_in(midlothian.code)
    load(*published("midlothian-2"))
    return Aim.objects.get(ref="midlothian-2")


def test_the_aims_page_lists_the_aim_with_its_sentence(
    sign_in: SignIn, manager: Membership, aim: Aim
) -> None:
    page = sign_in(manager).get(reverse("aims")).content.decode()
    assert "Aims of Midlothian" in page
    assert reverse("aim", args=[aim.ref]) in page


def test_an_authority_without_aims_is_told_so(sign_in: SignIn, manager: Membership) -> None:
    assert "No aim is running" in sign_in(manager).get(reverse("aims")).content.decode()


def test_the_aim_as_at_another_day_counts_that_day(
    sign_in: SignIn, manager: Membership, aim: Aim
) -> None:
    answer = sign_in(manager).get(reverse("aim", args=[aim.ref]), DAY)
    counts = answer.context["card"].report.counts
    assert (counts["met"], counts["overdue"], counts["waiting"]) == (1, 1, 1)
    assert "28 September 2018" in answer.content.decode()


def test_an_earlier_version_is_reached_by_its_number(
    sign_in: SignIn, manager: Membership, aim: Aim
) -> None:
    load({**published("midlothian-2")[0], "target_percent": 80})
    browser = sign_in(manager)
    first = browser.get(reverse("aim", args=[f"{aim.ref}@1"]))
    latest = browser.get(reverse("aim", args=[aim.ref]))
    assert first.context["card"].report.target_percent == 75
    assert latest.context["card"].report.target_percent == 80
    assert browser.get(reverse("aim", args=[f"{aim.ref}@9"])).status_code == 404


@pytest.mark.parametrize("wrong", [{"day_0": "31", "day_1": "2", "day_2": "2018"}, {"day_0": "x"}])
def test_a_wrong_day_is_told_and_kept(
    sign_in: SignIn, manager: Membership, aim: Aim, wrong: dict[str, str]
) -> None:
    page = sign_in(manager).get(reverse("aim", args=[aim.ref]), wrong).content.decode()
    assert "There is a problem" in page
    assert f'value="{wrong["day_0"]}"' in page


def test_a_day_to_come_is_refused(sign_in: SignIn, manager: Membership, aim: Aim) -> None:
    asked = {"day_0": "1", "day_1": "1", "day_2": "2027"}
    page = sign_in(manager).get(reverse("aim", args=[aim.ref]), asked).content.decode()
    assert "The day must be today or earlier" in page


def test_odd_addresses_still_give_the_page(sign_in: SignIn, manager: Membership, aim: Aim) -> None:
    browser = sign_in(manager)
    for odd in ["?page=zz", "?status=nobody", "?status=met&page=99", "?x[]=1"]:
        assert browser.get(reverse("aim", args=[aim.ref]) + odd).status_code == 200, odd


def test_another_authoritys_aim_is_not_there(sign_in: SignIn, ross: Membership, aim: Aim) -> None:
    assert sign_in(ross).get(reverse("aim", args=[aim.ref])).status_code == 404


def test_the_report_and_the_page_are_one(sign_in: SignIn, manager: Membership, aim: Aim) -> None:
    shown = sign_in(manager).get(reverse("aim", args=[aim.ref])).context["card"]
    assert shown.report == report(aim, on=shown.on)
    assert shown.on <= TODAY


@pytest.mark.parametrize("ref", ["\x00", "midlothian-2@\x00", "x" * 3000, "midlothian-2@1e9"])
def test_an_aim_nobody_has_is_not_found(
    sign_in: SignIn, manager: Membership, aim: Aim, ref: str
) -> None:
    assert sign_in(manager).get(reverse("aim", args=[ref])).status_code == 404


def test_months_before_a_long_silence_are_left_out_and_said_so(
    sign_in: SignIn, manager: Membership, midlothian: Authority
) -> None:
    told = Told()
    for number, began in enumerate([date(2018, 1, 5), *[date(2026, m, 5) for m in (4, 5, 6)]]):
        told.child(f"ML-{number}")
        told.accommodated(f"ML-{number}", began)
    told.take_in(midlothian.code)
    longer = {"target_date": "2027-05-31", "under_age": None}
    load({**published("midlothian-2")[0], **longer})
    months = Drawn(card_of(Aim.objects.get(ref="midlothian-2"), on=TODAY)).month_by_month
    assert months is not None
    assert [point.month for point in months.points] == [date(2026, m, 1) for m in (4, 5, 6)]
    assert "Earlier months are left out" in months.words


def test_a_draft_gives_way_to_its_current_edition(
    sign_in: SignIn, manager: Membership, aim: Aim
) -> None:
    blanks = {"target_date": None, "target_percent": None, "draft": True, "reported_on": None}
    draft = {**published("midlothian-2")[0], **blanks, "ref": "midlothian-3"}
    load(draft, {**draft, "ref": "midlothian-3-2027"})
    current, earlier = current_and_earlier(acting_as(manager), today=TODAY)
    assert [each.ref for each in current] == ["midlothian-3-2027"]
    assert [each.ref for each in earlier] == ["midlothian-2", "midlothian-3"]


def test_every_blank_of_a_draft_is_a_blank_to_read(
    sign_in: SignIn, catriona: Membership, south_ayrshire: Authority
) -> None:
    blanks = {"cohort": {"from": None, "to": None}, "target_date": None, "target_percent": None}
    load({**published("south-ayrshire-2")[0], **blanks, "draft": True})
    page = sign_in(catriona).get(reverse("aims")).content.decode()
    assert "___" not in page
    assert page.count('class="blank"') == 3


def test_a_coverage_aims_failures_count_after_its_target_day(
    sign_in: SignIn, morag: Membership
) -> None:
    load(*published("south-ayrshire-1"))
    page = sign_in(morag).get(reverse("aim", args=["south-ayrshire-1"])).context["words"]
    assert page.failures_count_after == "31 December 2019"
