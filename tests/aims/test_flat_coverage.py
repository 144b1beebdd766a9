"""Coverage aims in flat files: who belongs to the cohort, and when."""

from typing import Any

import pytest

from aims.flat import flat_report

COVERAGE = {
    "kind": "coverage",
    "start": "cso at home",
    "amount": 2,
    "unit": "years",
    "threshold": "more_than",
    "start_from": "2018-06-06",
    "stop": ["review"],
    "target": 100,
    "target_date": "2018-12-31",
}


def reviewed(day: str) -> dict[str, str]:
    return {"type": "review", "date": day}


@pytest.mark.parametrize(
    ("episode", "on", "status"),
    [
        (
            {"start": "2016-06-06", "events": [reviewed("2018-08-01")]},
            "2019-01-31",
            "met",
        ),
        ({"start": "2015-01-01"}, "2018-12-31", "waiting"),
        ({"start": "2015-01-01"}, "2019-01-01", "overdue"),
        (
            {"start": "2015-01-01", "events": [reviewed("2019-01-10")]},
            "2019-01-31",
            "met_late",
        ),
        ({"start": "2015-01-01", "end": "2018-09-01"}, "2019-01-31", "left_before_due"),
        ({"start": "2015-01-01", "end": "2019-01-15"}, "2019-01-31", "missed_left"),
        ({"start": "2015-01-01", "end": "2018-06-05"}, "2019-01-31", "excluded"),
        ({"start": "2015-01-01", "end": "2018-06-06"}, "2019-01-31", "left_before_due"),
        # A review before the two years are up is not the 24-month review.
        (
            {"start": "2016-09-01", "events": [reviewed("2018-08-31")]},
            "2019-01-31",
            "overdue",
        ),
        # “More than” two years begins the day after the anniversary.
        (
            {"start": "2016-09-01", "events": [reviewed("2018-09-01")]},
            "2019-01-31",
            "overdue",
        ),
        (
            {"start": "2016-09-01", "events": [reviewed("2018-09-02")]},
            "2019-01-31",
            "met",
        ),
        ({"start": "2016-12-30"}, "2018-12-31", "waiting"),
        ({"start": "2016-12-31"}, "2018-12-31", "excluded"),
        # A cohort child who has not been on the order for two years yet is still waiting.
        ({"start": "2016-12-01"}, "2018-07-01", "waiting"),
        ({"start": "2016-12-01", "end": "2018-10-01"}, "2018-07-01", "waiting"),
        ({"start": "2016-12-01", "end": "2018-10-01"}, "2018-10-01", "excluded"),
    ],
)
def test_a_coverage_aim(episode: dict[str, Any], on: str, status: str) -> None:
    made = flat_report({"aim": COVERAGE, "on": on, "episodes": [episode]}).as_data()
    [row] = made["children"]
    assert row["status"] == status
    assert row["due_on"] == (None if status == "excluded" else "2018-12-31")
    assert (made["median_days"], made["median_reached"]) == (None, None)
