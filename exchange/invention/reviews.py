"""The recurring duties of a life away from home: reviews, visits, and how they slip."""

from datetime import date, time, timedelta
from random import Random

from exchange.invention.chance import any_hour, days_later, office_hour, working_day
from exchange.invention.life import Event, Life, Stay
from exchange.invention.places import Tempo

FIRST_REVIEW_WITHIN = {"review_2_week": 14, "review_3_week": 21, "review_6_week": 42}
LAC_REVIEWS = (*FIRST_REVIEW_WITHIN, "review_3_month", "review_6_month", "lac_review")
SLIPS = 0.14


def first_meeting(life: Life, chance: Random, came_at: time) -> None:
    """The meeting within 72 hours: one in eight a day or two late."""
    day = working_day(days_later(life.began_on, chance.choice((2, 3, 3))))
    at = min(office_hour(chance), came_at)
    if chance.random() < 0.12:
        day, at = days_later(life.began_on, chance.choice((4, 5, 6))), office_hour(chance)
    if day <= life.began_on:
        day, at = days_later(life.began_on, 1), office_hour(chance)
    life.events.append(Event("meeting_72_hour", day, at=at, chaired_by="team_leader", booked=True))


def reviews(
    life: Life, chance: Random, tempo: Tempo, *, recommended_on: date | None, until: date
) -> None:
    """Reviews to the end of the stay; the one that recommends permanence is told elsewhere."""
    kinds = [tempo.first_review, "review_3_month"]
    day = _due(chance, life.began_on, FIRST_REVIEW_WITHIN[tempo.first_review], early=5)
    while day < until:
        recommends = day == recommended_on
        if not recommends or tempo.recommends_at not in LAC_REVIEWS:
            kind = kinds.pop(0) if kinds and not recommends else "lac_review"
            outcome = "no_recommendation" if _is_before(day, recommended_on) else ""
            _hold(life, chance, kind, day, outcome)
        following = _following(life, chance, kinds, day)
        if recommended_on and day < recommended_on < following:
            following = max(recommended_on, days_later(day, 7))
        day = following


def _following(life: Life, chance: Random, kinds: list[str], day: date) -> date:
    """Three months into care the second, then one every six months."""
    if kinds:
        second_on = _due(chance, life.began_on, 90, early=14)
        if second_on > days_later(day, 14):
            return second_on
    return _due(chance, day, 180, early=24)


def _hold(life: Life, chance: Random, kind: str, day: date, outcome: str) -> None:
    # Booking a routine review would ask for legal advice, which only a recommending one needs.
    booked = kind != "lac_review"
    life.events.append(
        Event(kind, day, outcome, at=office_hour(chance), chaired_by="independent", booked=booked)
    )
    if chance.random() < 0.05:
        life.events.append(Event(kind, working_day(day - timedelta(days=9)), "not_held"))


def _due(chance: Random, since: date, limit: int, *, early: int) -> date:
    days = limit - chance.randint(1, min(early, limit - 5))
    if chance.random() < SLIPS:
        days = limit + chance.randint(6, 55)
    return working_day(days_later(since, days))


def _is_before(day: date, recommended_on: date | None) -> bool:
    return recommended_on is not None and day < recommended_on


def visits(life: Life, chance: Random, *, until: date) -> None:
    """The first within a week of every move, then at most three months apart."""
    moves = sorted(stay.began_on for stay in life.stays if stay.setting != "home")
    for moved_on, next_move in zip(moves, [*moves[1:], until], strict=True):
        day = working_day(days_later(moved_on, chance.randint(3, 7)))
        day = max(day, moved_on)
        while day < min(next_move, until):
            life.events.append(Event("carer_visit", day, at=any_hour(chance)))
            gap = chance.randint(97, 125) if chance.random() < 0.09 else chance.randint(52, 86)
            day = working_day(days_later(day, gap))


def stays_away(life: Life, chance: Random, came_at: time, *, until: date) -> None:
    """The first carers, and for almost half a move to others within the year."""
    age = (life.began_on - life.born_on).days / 365.25
    setting = _first_setting(chance, age)
    emergency = setting == "kinship" and chance.random() < 0.15
    life.stays.append(
        Stay(setting, life.began_on, came_at, "emergency" if emergency else "ordinary")
    )
    if emergency:
        seen_on = max(life.began_on, working_day(days_later(life.began_on, 3)))
        life.events.append(Event("emergency_review", seen_on))
    moved_on = days_later(life.began_on, chance.randint(60, 280))
    if chance.random() < 0.42 and moved_on < until - timedelta(days=30):
        following = _first_setting(chance, age)
        life.stays.append(Stay(following, moved_on, any_hour(chance)))


def _first_setting(chance: Random, age: float) -> str:
    if age >= 12 and chance.random() < 0.3:
        return "residential"
    return "kinship" if chance.random() < 0.42 else "foster"
