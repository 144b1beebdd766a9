"""The published status vectors, put to the evaluator as histories of episodes."""

import json
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from milestones.durations import LONDON
from milestones.evaluate import evaluate
from milestones.history import Episode, History, Milestone, Order, Placement, Route, route_on
from milestones.rules import ANY, COVERAGE, Limit, Rule, rule_from_data
from milestones.selectors import Selector, Situation
from milestones.status import Status, status_of

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "aims.json").read_text()
)


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def flat_rule(aim: dict[str, Any]) -> Rule:
    return Rule(
        ref="flat",
        start=Selector(fact="looked_after"),
        occurrence="each",
        stops=tuple(Selector(milestones=frozenset({kind})) for kind in aim["stop"]),
        stop_rule=aim.get("stop_rule", ANY),
        limit=Limit(aim["amount"], aim["unit"]),
        exits_that_count=frozenset(aim.get("exit_counts_as_met", ())),
        include_transfers_in=aim.get("include_transfers_in", False),
        under_age=aim.get("under_age"),
        exclude_routes=frozenset(aim.get("exclude_pathways", ())),
        counted_from=day(aim.get("start_from")),
        counted_to=day(aim.get("start_to") or aim.get("target_date")),
        target_date=day(aim.get("target_date")),
    )


def flat_history(episode: dict[str, Any]) -> History:
    began_on = date.fromisoformat(episode["start"])
    pathway = episode.get("pathway")
    return History(
        day(episode.get("dob")),
        (Episode(began_on, day(episode.get("end")), episode.get("end_reason", "")),),
        routes=(Route(pathway, began_on),) if pathway else (),
        milestones=tuple(
            Milestone(event["type"], day(event["date"])) for event in episode["events"]
        ),
    )


def flat_status(aim: dict[str, Any], episode: dict[str, Any], on: date) -> Status:
    rule, history = flat_rule(aim), flat_history(episode)
    (reading,) = evaluate(history, [rule])
    return status_of(reading, on, is_excluded=route_on(history, on) in rule.exclude_routes)


@pytest.mark.parametrize("case", VECTORS["status_cases"], ids=lambda case: case["id"])
def test_status_agrees_with_the_vectors(case: dict[str, Any]) -> None:
    on = date.fromisoformat(case["as_at"])
    expected = case["expected"]
    (reading,) = evaluate(flat_history(case["episode"]), [flat_rule(case["aim"])])
    assert flat_status(case["aim"], case["episode"], on) == expected["status"]
    if expected["status"] != "excluded":
        assert reading.due_on == day(expected["due"])
        stopped = status_of(reading, on) in {Status.MET, Status.MET_LATE}
        days = (reading.stopped_on - reading.started_on).days if stopped else None
        assert days == expected["days"]


@pytest.mark.parametrize("case", VECTORS["cohorts"], ids=lambda case: case["id"])
def test_cohort_counts_agree_with_the_vectors(case: dict[str, Any]) -> None:
    on = date.fromisoformat(case["as_at"])
    counts = Counter(flat_status(case["aim"], episode, on) for episode in case["episodes"])
    assert {status.value: counts[status] for status in Status} == case["expected"]["counts"]


@pytest.mark.parametrize("case", VECTORS["hours_status"], ids=lambda case: case["event"])
def test_hours_are_judged_to_the_second_where_both_times_are_known(case: dict[str, Any]) -> None:
    def parts(text: str) -> tuple[date, Any]:
        if len(text) == 10:
            return date.fromisoformat(text), None
        local = datetime.fromisoformat(text).astimezone(LONDON)
        return local.date(), local.time()

    began_on, began_at = parts(case["start"])
    held_on, held_at = parts(case["event"])
    history = History(
        episodes=(Episode(began_on),),
        placements=(Placement("foster", began_on, began_at),),
        milestones=(Milestone("meeting_72_hour", held_on, held_at),),
    )
    rule = rule_from_data(
        {
            "start": {"fact": "accommodated"},
            "stop": [{"milestones": ["meeting_72_hour"]}],
            "limit": {"amount": case["hours"], "unit": "hours"},
        }
    )
    (reading,) = evaluate(history, [rule])
    assert status_of(reading, held_on) == case["expected"]


@pytest.mark.parametrize("case", VECTORS["stock_flags"], ids=lambda case: case["as_at"])
def test_the_threshold_of_a_long_order_agrees_with_the_vectors(case: dict[str, Any]) -> None:
    on = date.fromisoformat(case["as_at"])
    threshold = "more_than" if case["rule"] == "more than" else "at_least"
    began_on = date.fromisoformat(case["cso_start"])
    history = History(
        episodes=(Episode(began_on),),
        orders=(Order("cso", began_on),),
        milestones=(Milestone("home_review", on),),
    )
    rule = Rule(
        "flag",
        Selector("situation_began"),
        (Selector(milestones=frozenset({"home_review"})),),
        "each",
        kind=COVERAGE,
        situation=Situation(orders=frozenset({"cso"})),
        limit=Limit(case["years"], "years", threshold=threshold),
        target_date=on + timedelta(365),
    )
    (reading,) = evaluate(history, [rule])
    counted = status_of(reading, on) == Status.MET
    assert counted == case["flag"]
