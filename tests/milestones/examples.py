"""Shipped rules in short, and small histories to put to them."""

from datetime import date, timedelta
from typing import Any

from milestones.evaluate import evaluate
from milestones.history import (
    Episode,
    History,
    Milestone,
    Placement,
)
from milestones.reading import Reading
from milestones.rules import rule_from_data

REVIEWS = ["review_6_week", "review_3_month", "lac_review"]
AWAY = ["kinship", "foster", "residential"]
REVIEW = {"milestones": REVIEWS}
CSO = {"fact": "order_made", "orders": ["cso"]}
RULES: dict[str, dict[str, Any]] = {
    "meeting_72_hours": {
        "start": {"fact": "accommodated"},
        "stop": [{"milestones": ["meeting_72_hour"]}],
        "limit": {"amount": 72, "unit": "hours"},
    },
    "first_review_6_weeks": {
        "start": {"fact": "placement_began", "settings": AWAY, "occurrence": "first"},
        "stop": [REVIEW],
        "while": {"settings": AWAY},
        "limit": {"amount": 6, "unit": "weeks"},
    },
    "second_review_3_months": {
        "start": REVIEW,
        "stop": [REVIEW],
        "while": {"settings": AWAY},
        "limit": {"amount": 3, "unit": "months"},
    },
    "later_reviews_6_months": {
        "start": REVIEW | {"occurrence": "after_first"},
        "stop": [REVIEW],
        "while": {"settings": AWAY},
        "limit": {"amount": 6, "unit": "months"},
    },
    "recommendation_30_weeks": {
        "start": {"fact": "accommodated"},
        "stop": [{"milestones": ["lac_review"], "outcomes": ["permanence_recommended"]}],
        "limit": {"amount": 30, "unit": "weeks"},
        "counts_as_met": ["home"],
    },
    "home_cso_two_years": {
        "start": {"fact": "situation_began"},
        "stop": [{"milestones": ["home_review"]}],
        "while": {"settings": ["home"], "orders": ["cso"]},
        "limit": {"amount": 2, "unit": "years"},
        "stop_from": {"amount": 18, "unit": "months"},
    },
    "adm_decision_14_days": {
        "start": {"milestones": ["panel"], "occurrence": "each"},
        "stop": [{"milestones": ["adm_decision"]}],
        "limit": {"amount": 14, "unit": "days"},
    },
    "cso_expiry": {
        "start": CSO | {"occurrence": "each"},
        "stop": [CSO, {"fact": "order_ended", "orders": ["cso"]}],
        "limit": {
            "amount": 0,
            "unit": "days",
            "from": "expires_on",
            "otherwise": {"amount": 1, "unit": "years"},
            "birthday": 18,
        },
    },
    "icso_22_days": {
        "start": {"fact": "order_made", "orders": ["icso"], "occurrence": "each"},
        "stop": [
            {"fact": "order_made", "orders": ["icso", "cso"]},
            {"fact": "order_ended", "orders": ["icso"]},
        ],
        "limit": {"amount": 22, "unit": "days", "first_day_counts": True},
    },
    "legal_referral": {
        "start": {"milestones": ["lac_review"], "planned": True, "occurrence": "each"},
        "stop": [{"milestones": ["legal_advice_referral"]}],
        "limit": {"amount": -2, "unit": "weeks", "from": "planned_on"},
    },
    "visits_3_months": {
        "start": {"milestones": ["carer_visit"], "occurrence": "each"},
        "stop": [{"milestones": ["carer_visit"]}],
        "while": {"settings": AWAY},
        "limit": {"amount": 3, "unit": "months"},
    },
}
START = date(2019, 1, 7)
CARE = (Episode(START, key=1),)


def after(days: int) -> date:
    return START + timedelta(days)


def read(ref: str, history: History, **changes: Any) -> list[Reading]:
    return evaluate(history, [rule_from_data({"ref": ref} | RULES[ref] | changes)])


def held(kind: str, days: int, outcome: str = "held", key: int | None = None) -> Milestone:
    return Milestone(kind, after(days), outcome=outcome, key=key)


def recommended(days: int) -> Milestone:
    return held("lac_review", days, "permanence_recommended")


def foster(days: int = 0, ended: int | None = None, setting: str = "foster") -> Placement:
    return Placement(setting, after(days), ended_on=None if ended is None else after(ended))


def dates(readings: list[Reading]) -> list[tuple[date, date | None, date | None]]:
    return [(reading.started_on, reading.due_on, reading.stopped_on) for reading in readings]
