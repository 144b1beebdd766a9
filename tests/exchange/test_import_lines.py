"""What one line may say: each wrong cell is rejected at its column, with what would be right."""

import pytest

from cases.models import Child, Episode, Placement
from milestones.models import Milestone
from tests.exchange.importing import child_row, counts, row, take_in, the_child, where

pytestmark = pytest.mark.django_db


def rejection_of(name, cells, born="2015-05-01"):
    result = take_in({"children": [child_row(born=born)], name: [row(**cells)]})
    assert counts(result) == (0, 0, 0, 1, 1)
    [rejection] = result.rejected
    assert (rejection.file, rejection.line) == (f"{name}.csv", 2)
    assert not Child.objects.exists()
    return rejection.column, rejection.reason


@pytest.mark.parametrize(
    ("name", "cells", "column", "said"),
    [
        ("episodes", {"started_on": "03/05/2018"}, "started_on", "like 2018-05-03"),
        ("episodes", {"started_on": "2018-02-30"}, "started_on", "no calendar has"),
        ("episodes", {"started_on": "20180503"}, "started_on", "is not a date"),
        ("episodes", {"started_on": "9999-12-31"}, "started_on", "or earlier"),
        ("episodes", {"started_on": "0001-01-01"}, "started_on", "before 1900"),
        ("episodes", {"started_on": "1" + "0" * 30}, "started_on", "is not a date"),
        ("episodes", {"started_on": "２０１８-05-03"}, "started_on", "is not a date"),
        ("episodes", {"started_on": "=TODAY()"}, "started_on", "is not a date"),
        ("episodes", {"started_on": ""}, "started_on", "is empty"),
        ("episodes", {"started_on": "2026-11-22"}, "started_on", "21 November 2026, or earlier"),
        ("episodes", {"started_on": "2015-04-30"}, "started_on", "the day the child was born"),
        (
            "episodes",
            {"started_on": "2018-05-04", "ended_on": "2018-05-03"},
            "ended_on",
            "ended_on is 3 May 2018, before started_on, 4 May 2018",
        ),
        (
            "episodes",
            {"started_on": "2018-05-04", "destination": "home"},
            "destination",
            "needs ended_on",
        ),
        (
            "episodes",
            {
                "started_on": "2018-05-04",
                "ended_on": "2018-06-04",
                "destination": "adopted",
                "return": "trial",
            },
            "return",
            "for the destination home only",
        ),
        (
            "episodes",
            {"started_on": "2018-05-04", "transferred_from": "S99999999"},
            "transferred_from",
            "no code of a Scottish council",
        ),
        (
            "episodes",
            {"started_on": "2018-05-04", "originally_accommodated_on": "2018-05-05"},
            "originally_accommodated_on",
            "before originally_accommodated_on",
        ),
        ("placements", {"setting": "Foster", "started_on": "2018-05-04"}, "setting", "foster,"),
        (
            "placements",
            {"setting": "foster", "started_on": "2018-05-04", "started_at": "24:00"},
            "started_at",
            "from 00:00 to 23:59",
        ),
        (
            "placements",
            {"setting": "foster", "started_on": "2018-05-04", "return": "trial"},
            "return",
            "for the setting home only",
        ),
        (
            "orders",
            {"kind": "cso", "made_on": "2018-05-04", "expires_on": "2018-05-03"},
            "expires_on",
            "before made_on",
        ),
        (
            "orders",
            {"kind": "cso", "made_on": "2018-05-04", "expires_on": "9999-12-31"},
            "expires_on",
            "Check the year",
        ),
        ("routes", {"route": "adoption", "from": "2018-05-04"}, "route", "direct_adoption"),
        ("routes", {"route": "home", "from": "2018-05-04", "reason": "x" * 501}, "reason", "500"),
        ("milestones", {"kind": "party", "held_on": "2018-05-04"}, "kind", "no kind of milestone"),
        ("milestones", {"kind": "panel", "held_on": ""}, "held_on", "both empty"),
        (
            "milestones",
            {"kind": "panel", "held_on": "2018-05-04", "outcome": "granted"},
            "outcome",
            "recommended",
        ),
        (
            "milestones",
            {"kind": "panel", "planned_on": "2018-05-04", "outcome": "recommended"},
            "outcome",
            "needs held_on",
        ),
        (
            "milestones",
            {"kind": "panel", "planned_on": "2018-05-04", "held_at": "09:00"},
            "held_at",
            "needs held_on",
        ),
        ("milestones", {"kind": "panel", "held_on": "2014-07-24"}, "held_on", "40 weeks before"),
        ("milestones", {"kind": "panel", "planned_on": "2037-01-01"}, "planned_on", "the year"),
        ("milestones", {"kind": "panel", "held_on": "2018-05-04", "note": "a\0b"}, "note", "kept"),
        (
            "milestones",
            {"kind": "panel", "held_on": "2018-05-04", "note": "\ud800"},
            "note",
            "a character that cannot be kept",
        ),
        (
            "milestones",
            {"kind": "panel", "held_on": "2018-05-04", "note": "x" * 1_000_000},
            "note",
            "longer than 2000",
        ),
    ],
)
def test_a_wrong_cell_is_rejected_at_its_column(name, cells, column, said):
    found, reason = rejection_of(name, cells)
    assert found == column
    assert said in reason


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"date_of_birth": "1899-12-31"}, "date_of_birth", "before 1900"),
        ({"date_of_birth": "2026-11-22"}, "date_of_birth", "or earlier"),
        ({"date_of_birth": ""}, "date_of_birth", "is empty"),
        ({"sex": "x"}, "sex", "female, male, other"),
        ({"worker": "Morag"}, "worker", "not an e-mail address"),
        ({"given_name": "x" * 81}, "given_name", "longer than 80"),
        ({"child_ref": ""}, "child_ref", "is empty"),
        ({"child_ref": "x" * 41}, "child_ref", "longer than 40"),
    ],
)
def test_a_childs_own_line_is_held_to_its_columns(cells, column, said):
    result = take_in({"children": [{**child_row(), **cells}]})
    assert where(result) == [("children.csv", 2, column)]
    assert said in result.rejected[0].reason


def test_no_rejection_repeats_what_the_cell_held():
    cells = {"kind": "Morag Rennie", "held_on": "Morag Rennie"}
    _, reason = rejection_of("milestones", cells)
    assert "Morag" not in reason


def test_a_milestone_may_lie_forty_weeks_before_birth_and_a_plan_ahead():
    take_in(
        {
            "children": [child_row()],
            "milestones": [
                row(kind="legal_advice_referral", held_on="2014-07-25"),
                row(kind="panel", planned_on="2036-01-01"),
            ],
        }
    )
    assert Milestone.objects.count() == 2


def test_the_code_a_council_had_before_is_kept_as_the_one_it_has_now():
    take_in(
        {
            "children": [child_row()],
            "episodes": [row(started_on="2018-05-04", transferred_from="S12000015")],
        }
    )
    assert Episode.objects.get().transferred_from == "S12000047"


def test_a_meeting_not_held_keeps_the_day_it_was_planned_for():
    take_in(
        {
            "children": [child_row()],
            "milestones": [
                row(kind="panel", held_on="2018-05-04", outcome="not_held"),
                row(
                    kind="lac_review",
                    held_on="2018-05-04",
                    planned_on="2018-05-02",
                    held_at="09:30",
                    outcome="not_held",
                ),
            ],
        }
    )
    days = Milestone.objects.values_list("planned_on", "held_on", "outcome_id")
    assert [(str(p), h, o) for p, h, o in days.order_by("pk")] == [
        ("2018-05-04", None, "not_held"),
        ("2018-05-02", None, "not_held"),
    ]


def test_an_unknown_reference_is_rejected_in_each_of_its_lines():
    result = take_in({"children": [child_row()], "routes": [row("C9", route="home", from_="x")]})
    assert where(result) == [("routes.csv", 2, "from")]
    result = take_in({"routes": [row("C9", route="home", from_="2018-05-04")]})
    assert where(result) == [("routes.csv", 2, "child_ref")]


def test_the_second_line_with_the_same_key_is_rejected():
    panel = row(kind="panel", held_on="2018-05-04")
    result = take_in({"children": [child_row(), child_row()], "milestones": [panel, panel]})
    assert where(result) == [("children.csv", 3, "child_ref"), ("milestones.csv", 3, "held_on")]
    assert "is on line 2 already" in result.rejected[1].reason
    assert counts(result) == (0, 0, 0, 2, 2)


def test_a_good_child_goes_in_beside_a_held_back_one():
    result = take_in(
        {
            "children": [child_row(), child_row("C2")],
            "placements": [
                row(setting="foster", started_on="2018-05-04"),
                row("C2", setting="moon", started_on="2018-05-04"),
            ],
        }
    )
    assert counts(result) == (2, 0, 0, 1, 1)
    assert the_child().placements.count() == Placement.objects.count() == 1


def test_formulas_go_in_as_the_text_they_are():
    take_in({"children": [child_row(given_name="=1+1")]})
    assert the_child().given_name == "=1+1"
