"""The journey of a child looked after at home on a compulsory supervision order."""

from datetime import date, timedelta
from random import Random

from exchange.invention.chance import days_later, office_hour, working_day, years_later
from exchange.invention.legal_basis import supervision
from exchange.invention.life import Event, Life, Stay

ENDS_THE_ORDER = 0.6


def live_at_home(
    life: Life,
    chance: Random,
    *,
    reviewed_on: date | None,
    outcome: str = "",
    feeds_back: bool = False,
    leaves_on: date | None = None,
) -> None:
    """At home since `life.began_on`. A review that would end the order leads to its end."""
    until = min(leaves_on or date.max, years_later(life.born_on, 18))
    if reviewed_on and not outcome:
        outcome = "end_order" if chance.random() < ENDS_THE_ORDER else "continue_order"
    if reviewed_on and outcome == "end_order" and leaves_on is None:
        until = min(until, working_day(days_later(reviewed_on, chance.randint(35, 110))))
    life.leaves(until, "adulthood" if until == years_later(life.born_on, 18) else "home")
    life.stays.append(Stay("home", life.began_on))
    life.routes.append(("home", life.began_on, "safe at home with support"))
    supervision(life, chance, life.began_on, until=until)
    if reviewed_on:
        _review(life, chance, reviewed_on, outcome, feeds_back)


def _review(life: Life, chance: Random, day: date, outcome: str, feeds_back: bool) -> None:
    life.events.append(
        Event(
            "home_review",
            day,
            outcome,
            at=office_hour(chance),
            chaired_by="team_leader",
            booked=True,
        )
    )
    if feeds_back:
        told_on = working_day(days_later(day, chance.randint(5, 20)))
        life.events.append(Event("review_feedback", told_on))
    if outcome == "end_order" and life.ended_on and life.ended_on - day > timedelta(days=20):
        life.events.append(Event("childrens_hearing", life.ended_on, booked=True))
