"""Every aim printed in the five source documents, and the figures they quote."""

from datetime import date, timedelta

import pytest

from aims.documents import read_document
from aims.measure import Report
from aims.reporting import report
from aims.statement import plain, statement_parts
from tests.aims.invented import Told, latest, load, published

MIDLOTHIAN, HIGHLAND, SOUTH_AYRSHIRE = "S12000019", "S12000017", "S12000028"

SENTENCES = {
    "argyll-and-bute-1": (
        "By 31 December 2018, 100% of children at home or in kinship care on a compulsory "
        "supervision order for more than 2 years, on or after 6 June 2018, will have a review of "
        "their whole time on the order."
    ),
    "argyll-and-bute-2": (
        "By 1 July 2019, 80% of children who become looked after and accommodated on or after "
        "1 October 2018 will have a recommendation for permanence within 30 weeks of becoming "
        "accommodated."
    ),
    "highland-1": (
        "By 1 October 2019, 100% of children at home on a compulsory supervision order for more "
        "than 2 years, on or after 1 September 2018, will have a review of their whole time on "
        "the order and have that review fed back to managers."
    ),
    "highland-2": (
        "By 1 October 2019, 90% of children who become looked after and accommodated on or after "
        "1 April 2018 will have a recommendation for permanence within 45 weeks of becoming "
        "accommodated. A return home counts as met."
    ),
    "highland-3": (
        "By 1 October 2019, 75% of children who have a recommendation for permanence away from "
        "home on or after 1 September 2018 will be presented to the permanence panel within "
        "12 weeks of that recommendation."
    ),
    "highland-4": (
        "By 1 October 2019, 60% of children whose plan for a permanence order is approved by the "
        "Agency Decision Maker on or after 1 September 2018 will have the order lodged in court "
        "within 16 weeks of that approval."
    ),
    "south-ayrshire-1": (
        "By 31 December 2019, 80% of children at home on a compulsory supervision order for more "
        "than 18 months, on or after 2 April 2019, will have a review of their whole time on the "
        "order."
    ),
    "south-ayrshire-2": (
        "By 31 May 2020, 75% of children who become looked after and accommodated on or after "
        "21 May 2019 will have a recommendation for permanence within 30 weeks of becoming "
        "accommodated. A permanent return home counts as met."
    ),
    "south-ayrshire-3": (
        "By 31 May 2020, 60% of children who have a recommendation for permanence away from home "
        "at a looked-after review will have the plan approved by the Agency Decision Maker "
        "within 30 weeks of that recommendation."
    ),
    "north-lanarkshire-1": (
        "By 31 January 2019, 70% of children who become looked after and accommodated on or after "
        "2 July 2018 will have a decision for permanence made by a Permanence Planning Meeting "
        "within 26 weeks of becoming accommodated. Children whose plan is home (rehabilitation) "
        "or kinship care are not counted."
    ),
    "north-lanarkshire-2": (
        "By ______, ______% of children who have a plan for a permanence order, a permanence order "
        "with authority to adopt or direct adoption, on or after ______, will be presented to the "
        "permanence panel within ______ of their Permanence Planning Meeting."
    ),
    "midlothian-2": (
        "By 1 November 2018, 75% of children under 12 who become looked after and accommodated on "
        "or after 1 November 2017 will have a recommendation for permanence at a looked-after "
        "review or Permanence Planning Meeting within 7½ months of becoming accommodated. "
        "A return home counts as met."
    ),
}


def test_all_twelve_published_aims_are_there() -> None:
    assert {aim["ref"] for aim in published()} == SENTENCES.keys()


@pytest.mark.parametrize("ref", SENTENCES)
def test_the_aim_is_said_back(ref: str) -> None:
    [document] = published(ref)
    assert plain(statement_parts(read_document(document).data)) == SENTENCES[ref]


def test_all_published_aims_load(db: None) -> None:
    for code in {aim["authority"] for aim in published()}:
        mine = [aim for aim in published() if aim["authority"] == code]
        result = load(*mine)
        assert (result.created, result.rejected) == (len(mine), [])


def quoted(made: Report, name: str) -> tuple[int, int, int | None]:
    return (*made.rates[name], made.percent[name])


def midlothian() -> Told:
    """32 children of 25 families: 20 in time, 1 late, 4 overdue, 7 not yet due on 28 Sep 2018."""
    told = Told()
    for n in range(32):
        ref = told.child(f"ML-{n:02}", family=f"F{n % 25:02}")
        began = date(2017, 11, 1) + timedelta(3 * n) if n < 25 else date(2018, 3, n - 24)
        told.accommodated(ref, began)
        if n < 20:
            told.recommended(ref, began + timedelta(60 + 5 * n))
        elif n == 20:
            told.recommended(ref, began + timedelta(240))
    return told


def test_midlothian_quotes_95_and_80_percent(db: None) -> None:
    midlothian().take_in(MIDLOTHIAN)
    load(*published("midlothian-2"))

    made = report(latest("midlothian-2"), on=date(2018, 9, 28))

    assert {k: n for k, n in made.counts.items() if n} == {
        "met": 20,
        "met_late": 1,
        "overdue": 4,
        "waiting": 7,
    }
    assert len(made.children) == 32
    assert made.families == 25
    assert quoted(made, "decided") == (20, 21, 95)
    assert quoted(made, "to_date") == (20, 25, 80)
    assert made.target_reached is True
    low, high = made.wilson_to_date or (0, 0)
    assert (round(100 * low), round(100 * high)) == (61, 91)
    assert (made.projection.best, made.projection.worst) == ((27, 32), (20, 32))
    assert (made.projection.needed, made.projection.of, made.projection.possible) == (4, 7, True)


def test_nobody_in_midlothian_could_be_late_on_the_newsletters_own_date(db: None) -> None:
    midlothian().take_in(MIDLOTHIAN)
    load(*published("midlothian-2"))

    assert report(latest("midlothian-2"), on=date(2018, 4, 30)).rates["due_reached"] == (0, 0)


def caithness() -> Told:
    told = Told()
    began = [date(2018, 4, 9), date(2018, 4, 23), date(2018, 5, 14), date(2018, 5, 14)]
    recommended = [date(2018, 8, 20), date(2018, 9, 3), date(2018, 9, 10), date(2018, 9, 10)]
    for n, (start, stop) in enumerate(zip(began, recommended, strict=True)):
        ref = told.child(f"HI-{n}", locality="Caithness")
        told.accommodated(ref, start)
        told.recommended(ref, stop, route="permanence_order")
    home = told.child("HI-9", locality="Caithness")
    told.accommodated(home, date(2018, 6, 4), left=date(2018, 9, 14))
    inverness = told.child("HI-I", locality="Inverness")
    told.accommodated(inverness, date(2018, 6, 5))
    return told


def test_caithness_quotes_five_of_five_with_the_return_home(db: None) -> None:
    caithness().take_in(HIGHLAND)
    load(*published("highland-2"))

    made = report(latest("highland-2"), on=date(2018, 9, 30), locality="Caithness")

    assert quoted(made, "to_date") == (5, 5, 100)
    assert made.rates["due_reached"] == (0, 0)
    assert made.outcomes == {"permanence_recommended": (4, 4)}


def test_caithness_has_four_of_four_when_a_return_home_does_not_count(db: None) -> None:
    caithness().take_in(HIGHLAND)
    [document] = published("highland-2")
    load({**document, "counts_as_met": []})

    made = report(latest("highland-2"), on=date(2018, 9, 30), locality="Caithness")

    assert quoted(made, "to_date") == (4, 4, 100)
    assert made.counts["left_before_due"] == 1


def south_ayrshire() -> Told:
    """63 children at home on an order: 40 reviewed, 32 of them to end it."""
    told = Told()
    for n in range(63):
        ref = told.child(f"SA-{n:02}")
        told.at_home_on_an_order(ref, date(2017, 1, 2) + timedelta(3 * n))
        if n < 40:
            outcome = "end_order" if n < 32 else "continue_order"
            told.held(ref, "home_review", date(2019, 4, 15) + timedelta(5 * n), outcome)
    return told


def test_south_ayrshire_quotes_63_percent_reviewed_and_80_percent_of_those_to_end(
    db: None,
) -> None:
    south_ayrshire().take_in(SOUTH_AYRSHIRE)
    load(*published("south-ayrshire-1"))

    made = report(latest("south-ayrshire-1"), on=date(2020, 1, 10))

    assert quoted(made, "to_date") == (40, 63, 63)
    assert made.outcomes == {"continue_order": (8, 40), "end_order": (32, 40)}
    assert made.target_reached is False
    assert made.median_days is None


def test_south_ayrshire_needed_eleven_more_reviews_before_its_target_date(db: None) -> None:
    south_ayrshire().take_in(SOUTH_AYRSHIRE)
    load(*published("south-ayrshire-1"))

    made = report(latest("south-ayrshire-1"), on=date(2019, 12, 13))

    assert made.rates["to_date"] == (40, 40)
    assert (made.projection.needed, made.projection.of) == (11, 23)


def test_nothing_of_south_ayrshires_second_aim_can_be_judged_before_its_first_day(
    db: None,
) -> None:
    told = Told()
    told.accommodated(told.child("SA-1"), date(2019, 5, 21))
    told.accommodated(told.child("SA-0"), date(2019, 5, 20))
    told.take_in(SOUTH_AYRSHIRE)
    load(*published("south-ayrshire-2"))
    aim = latest("south-ayrshire-2")

    assert report(aim, on=date(2019, 12, 17)).rates["due_reached"] == (0, 0)
    first_judged = report(aim, on=date(2019, 12, 18))
    assert first_judged.rates["due_reached"] == (0, 1)
    assert first_judged.counts["excluded"] == 1
