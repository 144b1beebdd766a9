"""Flat files: the vectors, and every way an episode can be told."""

import json
from typing import Any

import pytest

from aims.flat import flat_report
from tests.aims.invented import vectors
from tests.aims.test_flat_coverage import COVERAGE

AIM = {
    "start": "accommodated",
    "start_from": "2018-10-01",
    "amount": 30,
    "unit": "weeks",
    "stop": ["recommendation"],
    "target": 80,
    "target_date": "2019-07-01",
}


def evaluated(*episodes: dict[str, Any], on: str = "2019-06-01", **aim: Any) -> dict[str, Any]:
    return flat_report({"aim": {**AIM, **aim}, "on": on, "episodes": list(episodes)}).as_data()


def statuses(*episodes: dict[str, Any], on: str = "2019-06-01", **aim: Any) -> list[str]:
    rows = evaluated(*episodes, on=on, **aim)["children"]
    return [row["status"] for row in rows]


def happened(day: str, kind: str = "recommendation") -> dict[str, str]:
    return {"type": kind, "date": day}


@pytest.mark.parametrize("case", vectors("status_cases"), ids=lambda case: case["id"])
def test_a_status_case(case: dict[str, Any]) -> None:
    made = flat_report({key: case[key] for key in ("aim", "as_at", "episode")}).as_data()
    [row] = made["children"]
    assert {"status": row["status"], "due": row["due_on"], "days": row["days"]} == case["expected"]


@pytest.mark.parametrize("cohort", vectors("cohorts"), ids=lambda cohort: cohort["id"])
def test_a_cohort(cohort: dict[str, Any]) -> None:
    made, expected = flat_report(cohort).as_data(), cohort["expected"]
    assert made["counts"] == expected["counts"]
    for rate in ("decided", "to_date", "due_reached"):
        assert made["rates"][rate] == expected[f"rate_{rate}"]
        assert made["percent"][rate] == expected[f"percent_{rate}"]
    assert made["wilson_to_date"] == pytest.approx(expected["wilson_to_date"])
    assert made["target_reached"] == expected["target_reached"]
    projection, needed = made["projection"], expected["needed_of_those_due_by_target"]
    assert projection["best"] == expected["projection_best"]
    assert projection["worst"] == expected["projection_worst"]
    assert projection["needed"] == needed["k"]
    assert projection["of"] == needed["of"]
    assert projection["possible"] == needed["possible"]


def test_the_report_has_the_contracts_keys_in_their_order() -> None:
    assert list(evaluated()) == [
        "ref",
        "version",
        "statement",
        "on",
        "counts",
        "families",
        "rates",
        "percent",
        "wilson_to_date",
        "target_percent",
        "target_reached",
        "verdicts",
        "projection",
        "median_days",
        "median_reached",
        "outcomes",
        "children",
    ]


def test_nobody_at_all_has_no_rates_and_no_verdict() -> None:
    made = evaluated()
    assert made["rates"] == {"decided": [0, 0], "to_date": [0, 0], "due_reached": [0, 0]}
    assert set(made["percent"].values()) == {None}
    assert set(made["verdicts"].values()) == {None}
    assert made["wilson_to_date"] is None
    assert (made["median_days"], made["median_reached"]) == (None, False)
    assert made["projection"] == {
        "best": [0, 0],
        "worst": [0, 0],
        "needed": 0,
        "of": 0,
        "possible": True,
    }


def test_the_sentence_is_made_from_the_flat_data() -> None:
    assert evaluated()["statement"] == (
        "By 1 July 2019, 80% of children who become looked after and accommodated on or after "
        "1 October 2018 will have a recommendation within 30 weeks of becoming accommodated."
    )


def test_an_episode_without_a_start_is_excluded() -> None:
    made = evaluated({"child": "A", "start": None})
    [row] = made["children"]
    assert (row["status"], row["started_on"], row["due_on"]) == ("excluded", None, None)
    assert made["families"] == 0


def test_an_end_before_the_start_is_a_query_unless_it_is_not_yet_known() -> None:
    backwards = {"child": "A", "start": "2018-11-10", "end": "2018-11-01"}
    assert statuses(backwards) == ["query"]
    assert statuses(backwards, on="2018-11-05") == ["excluded"]
    assert statuses({**backwards, "events": [happened("2018-12-01")]}) == ["query"]


def test_filters_come_before_questions() -> None:
    backwards = {"child": "A", "start": "2018-09-10", "end": "2018-09-01"}
    assert statuses(backwards) == ["excluded"]


def test_the_window_ends_with_the_target_date_unless_it_says_otherwise() -> None:
    late = {"child": "A", "start": "2019-07-02"}
    assert statuses(late, on="2019-08-01") == ["excluded"]
    assert statuses(late, on="2019-08-01", start_to="2019-07-02") == ["waiting"]
    assert statuses({"child": "A", "start": "2019-07-01"}, on="2019-08-01") == ["waiting"]


def test_rows_of_one_child_that_touch_join_and_a_gap_of_a_day_does_not() -> None:
    first = {"child": "A", "start": "2018-10-01", "end": "2018-12-01"}
    touching = {"child": "A", "start": "2018-12-01", "events": [happened("2019-01-10")]}
    assert statuses(first, touching) == ["met"]
    apart = {**touching, "start": "2018-12-02"}
    assert statuses(first, apart) == ["met", "left_before_due"]


def test_overlapping_rows_join_whatever_order_they_are_told_in() -> None:
    first = {"child": "A", "start": "2018-10-01", "end": "2018-12-01"}
    inside = {"child": "A", "start": "2018-11-01", "end": "2018-11-10"}
    assert statuses(inside, first) == ["left_before_due"]


def test_a_stop_before_the_start_asks_a_question_until_a_valid_one_stops_the_clock() -> None:
    early = {"child": "A", "start": "2018-10-01", "events": [happened("2018-09-20")]}
    assert statuses(early) == ["query"]
    mended = {**early, "events": [happened("2018-09-20"), happened("2019-02-01")]}
    assert statuses(mended) == ["met"]
    assert statuses(mended, on="2019-01-31") == ["query"]
    assert statuses(early, allow_before_start=True) == ["met"]
    assert evaluated(early, allow_before_start=True)["children"][0]["days"] == 0


def test_a_stop_in_the_spell_before_is_no_question_for_the_next() -> None:
    first = {"child": "A", "start": "2018-10-01", "end": "2018-12-01"}
    second = {"child": "A", "start": "2018-12-20", "events": [happened("2018-11-15")]}
    assert statuses(first, second) == ["waiting", "left_before_due"]


def test_event_and_exit_on_one_day_the_event_wins_and_later_ones_do_not_count() -> None:
    left = {"child": "A", "start": "2018-10-01", "end": "2019-02-01", "end_reason": "other"}
    assert statuses({**left, "events": [happened("2019-02-01")]}) == ["met"]
    assert statuses({**left, "events": [happened("2019-02-02")]}) == ["left_before_due"]


def test_a_report_does_not_see_an_exit_that_comes_later() -> None:
    left = {"child": "A", "start": "2018-10-01", "end": "2019-02-01", "end_reason": "home"}
    counted = {"exit_counts_as_met": ["home"]}
    assert statuses(left, on="2019-01-31", **counted) == ["waiting"]
    assert statuses(left, on="2019-02-01", **counted) == ["met"]


def test_transfers_in_are_left_out_unless_the_aim_includes_them() -> None:
    moved = {"child": "A", "start": "2018-10-01", "transferred_in": True}
    assert statuses(moved, on="2018-12-01") == ["excluded"]
    assert statuses(moved, on="2018-12-01", include_transfers_in=True) == ["waiting"]


def test_under_age_without_a_date_of_birth_is_a_query() -> None:
    child = {"child": "A", "start": "2018-10-01"}
    assert statuses(child, under_age=12) == ["query"]
    assert statuses({**child, "dob": "2006-10-01"}, under_age=12) == ["excluded"]
    assert statuses({**child, "dob": "2006-10-02"}, under_age=12) == ["overdue"]


def test_rehabilitation_is_the_route_home() -> None:
    child = {"child": "A", "start": "2018-10-01", "pathway": "rehabilitation"}
    assert statuses(child, exclude_pathways=["home"]) == ["excluded"]
    assert statuses({**child, "pathway": "home"}, exclude_pathways=["rehabilitation"]) == [
        "excluded"
    ]


def test_all_of_two_stops_are_needed_when_the_aim_says_so() -> None:
    both = [happened("2018-11-01", "review"), happened("2018-12-01", "feedback")]
    child = {"child": "A", "start": "2018-10-01", "events": both}
    two = {"stop": ["review", "feedback"], "stop_rule": "all"}
    assert evaluated(child, **two)["children"][0]["stopped_on"] == "2018-12-01"
    assert statuses({**child, "events": both[:1]}, on="2018-12-02", **two) == ["waiting"]


def test_families_are_counted_over_all_but_the_excluded() -> None:
    made = evaluated(
        {"child": "A", "family": "F", "start": "2018-10-01"},
        {"child": "B", "family": "F", "start": "2018-10-01"},
        {"child": "C", "start": "2018-10-01"},
        {"child": "D", "family": "G", "start": "2018-01-01"},
    )
    assert made["families"] == 2


def test_those_who_need_somebody_come_first() -> None:
    made = evaluated(
        {"child": "met", "start": "2018-10-01", "events": [happened("2018-12-01")]},
        {"child": "waiting", "start": "2019-05-01"},
        {"child": "late", "start": "2018-10-02"},
        {"child": "later still", "start": "2018-10-01"},
    )
    assert [row["child_ref"] for row in made["children"]] == [
        "later still",
        "late",
        "waiting",
        "met",
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"epsodes": []}, "“epsodes” is not known"),
        ({"aim": {**AIM, "stops": []}}, "“aim.stops” is not known"),
        ({"episodes": [{"child": "A", "started": "2018-10-01"}]}, "“episodes[0].started”"),
        (
            {"episodes": [{"start": "2018-10-01", "events": [{**happened("2018-11-01"), "x": 1}]}]},
            "“episodes[0].events[0].x” is not known",
        ),
        ({"on": None}, "“on” is missing"),
        ({"on": "2019-06-01", "as_at": "2019-06-01"}, "“as_at” says the same"),
        ({"aim": None}, "“aim” is missing"),
        ({"aim": {**AIM, "unit": "fortnights"}}, "“aim.unit” must be one of"),
        ({"aim": {**AIM, "unit": None}}, "“aim.unit” is missing"),
        ({"aim": {**AIM, "amount": 1.5, "unit": "days"}}, "“aim.amount” cannot be used"),
        ({"aim": {**AIM, "amount": -1}}, "“aim.amount” must not be negative"),
        ({"aim": {**AIM, "stop": []}}, "“aim.stop” is missing"),
        ({"aim": {**AIM, "target": 80.5}}, "“aim.target” must be a whole percentage"),
        ({"aim": {**COVERAGE, "amount": None}}, "“aim.amount” is missing"),
        ({"episodes": {}}, "“episodes” must be a list"),
        ({"episodes": [{"start": "soon"}]}, "“episodes[0].start” must be a real date"),
        (
            {"episodes": [{"start": "2018-10-01", "events": [{"date": "2018-11-01"}]}]},
            "“episodes[0].events[0].type” is missing",
        ),
        (
            {"episodes": [{"start": "2018-10-01", "events": [{"type": "recommendation"}]}]},
            "“episodes[0].events[0].date” is missing",
        ),
    ],
)
def test_a_wrong_entry_is_named(change: dict[str, Any], said: str) -> None:
    file = {"aim": AIM, "on": "2019-06-01", "episodes": [], **change}
    with pytest.raises(ValueError) as refused:
        flat_report(file)
    assert said in str(refused.value)


def test_notes_are_allowed_anywhere_and_the_day_of_recording_is_ignored() -> None:
    event = {**happened("2018-12-01"), "recorded": "2019-08-01", "note": "typed in late"}
    episode = {"child": "A", "start": "2018-10-01", "events": [event], "note": "a twin"}
    file = {"aim": {**AIM, "note": "as printed"}, "on": "2019-06-01", "episodes": [episode]}
    assert flat_report({**file, "note": "made up"}).counts["met"] == 1


def test_the_report_is_json() -> None:
    assert json.loads(json.dumps(evaluated({"start": "2018-10-01"})))["children"][0]["status"]


def test_a_row_that_ends_before_it_starts_keeps_no_others_from_joining() -> None:
    assert sorted(
        statuses(
            {"child": "A", "start": "2018-10-01", "end": "2018-11-05"},
            {"child": "A", "start": "2018-11-03", "end": "2018-11-01"},
            {"child": "A", "start": "2018-11-05"},
        )
    ) == ["overdue", "query"]
