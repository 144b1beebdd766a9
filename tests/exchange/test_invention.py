"""The invented world: told deterministically, never ahead of its day, true to the posters."""

import json
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.invention.demo import told_by_a_poster, told_elsewhere
from exchange.invention.editions import current_edition
from exchange.invention.life import Life, Row, rows_of
from exchange.invention.nation import shared_out, synthetic_children
from exchange.invention.people import NAMES, ROLES, people_of
from exchange.invention.places import FIVE, MIDLOTHIAN, SOUTH_AYRSHIRE, Place

ON = date(2026, 11, 21)
PUBLISHED = json.loads(
    (Path(__file__).parents[2] / "aims" / "data" / "published.json").read_text(encoding="utf-8")
)["aims"]
DATES = ("held_on", "started_on", "ended_on", "made_on", "from", "date_of_birth")


def told(place: Place, on: date = ON) -> tuple[list[Life], dict[str, list[Row]]]:
    own = [document for document in PUBLISHED if document["authority"] == place.code]
    current = [current_edition(document, on=on) for document in own]
    lives, _ = told_by_a_poster(place, "South Ayrshire", own, current, on=on)
    return lives, rows_of(lives, on=on)


@pytest.mark.parametrize("place", FIVE, ids=lambda place: place.prefix)
def test_a_story_never_tells_what_has_not_happened(place: Place) -> None:
    _, rows = told(place)
    days = [row[name] for file in rows.values() for row in file for name in DATES if row.get(name)]
    assert max(days) <= ON.isoformat()


@pytest.mark.parametrize("place", FIVE, ids=lambda place: place.prefix)
def test_a_council_of_the_posters_has_a_few_hundred_children(place: Place) -> None:
    lives, _ = told(place)
    assert 220 <= len(lives) <= 340
    looked_after = sum(life.is_looked_after(ON) for life in lives)
    assert 100 <= looked_after <= 200


def test_placements_of_a_child_touch_but_for_the_day_that_somebody_mistyped() -> None:
    _, rows = told(SOUTH_AYRSHIRE)
    by_child: dict[str, list[Row]] = {}
    for row in rows["placements.csv"]:
        by_child.setdefault(row["child_ref"], []).append(row)
    pairs = [pair for placements in by_child.values() for pair in pairwise(placements)]
    apart = [pair for pair in pairs if pair[0]["ended_on"] != pair[1]["started_on"]]
    assert all(one["ended_on"] < other["started_on"] for one, other in apart)
    assert 1 <= len(apart) <= 2


def test_the_same_arguments_tell_the_same_nation() -> None:
    first = synthetic_children("S12000019", "Midlothian", 60, seed=7, on=ON)
    again = synthetic_children("S12000019", "Midlothian", 60, seed=7, on=ON)
    other = synthetic_children("S12000019", "Midlothian", 60, seed=8, on=ON)
    assert rows_of(first, on=ON) == rows_of(again, on=ON)
    assert rows_of(first, on=ON) != rows_of(other, on=ON)
    assert len(first) == 60


def test_a_nation_has_about_as_many_lines_a_child_as_real_case_files() -> None:
    rows = rows_of(synthetic_children("S12000049", "Glasgow City", 600, seed=1, on=ON), on=ON)
    assert 15 <= sum(map(len, rows.values())) / 600 <= 21


def test_families_have_about_one_and_a_quarter_children() -> None:
    lives = synthetic_children("S12000049", "Glasgow City", 900, seed=2, on=ON)
    families = Counter(life.family_ref for life in lives)
    assert 1.15 <= len(lives) / len(families) <= 1.4


def test_island_councils_have_three_children_at_most() -> None:
    for code, name in (("S12000023", "Orkney Islands"), ("S12000027", "Shetland Islands")):
        assert len(told_elsewhere(code, name, on=ON)) <= 3


@given(st.integers(1, 5000), st.integers(1, 32))
def test_children_are_shared_out_without_loss(children: int, councils: int) -> None:
    shares = list(shared_out(children, councils))
    assert sum(shares) == children
    assert max(shares) - min(shares) <= 1


@given(st.dates(date(2021, 1, 1), date(2045, 12, 31)), st.sampled_from(PUBLISHED))
def test_a_current_edition_is_the_same_rule_moved_by_whole_years(
    on: date, document: dict[str, Any]
) -> None:
    edition = current_edition(document, on=on)
    moved = {"ref", "cohort", "target_date", "reported_on"}
    assert {k: v for k, v in edition.items() if k not in moved} == {
        k: v for k, v in document.items() if k not in moved
    }
    if document["target_date"]:
        assert edition["target_date"][4:] == document["target_date"][4:]
        assert on < date.fromisoformat(edition["target_date"]) <= on + timedelta(days=366 + 91)


def test_a_target_within_three_to_nine_months_is_taken_where_whole_years_allow() -> None:
    document = next(each for each in PUBLISHED if each["ref"] == "south-ayrshire-2")
    edition = current_edition(document, on=ON)
    assert edition["ref"] == "south-ayrshire-2-2027"
    assert edition["target_date"] == "2027-05-31"
    assert edition["cohort"]["from"] == "2026-05-21"


def test_every_role_has_its_person_in_each_of_the_five() -> None:
    for place in FIVE:
        people = people_of(place, "Some Council")
        assert [person.role for person in people] == list(ROLES)
        assert all(person.email.endswith("@some-council.pace.example") for person in people)
    names = [name for place in FIVE for name in NAMES[place.code]]
    assert len(set(names)) == len(names)


def test_families_keep_one_worker_and_nobody_holds_too_many() -> None:
    lives, _ = told(MIDLOTHIAN)
    held = Counter(life.worker for life in lives if life.worker)
    assert max(held.values()) <= 20
    workers: dict[str, set[str]] = {}
    for life in lives:
        if life.is_looked_after(ON):
            workers.setdefault(life.family_ref, set()).add(life.worker)
    assert all(len(each) == 1 for each in workers.values())


def test_something_falls_due_in_the_week_the_demonstration_begins() -> None:
    for day in range(7):
        on = ON + timedelta(days=day)
        _, rows = told(SOUTH_AYRSHIRE, on)
        planned = [
            row
            for row in rows["milestones.csv"]
            if row["kind"] == "meeting_72_hour" and "held_on" not in row and "outcome" not in row
        ]
        assert on.isoformat() in [row["planned_on"] for row in planned]
