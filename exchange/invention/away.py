"""The journey of a child who comes into care away from home, imagined to its end."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random

from exchange.invention.chance import (
    any_hour,
    day_between,
    days_later,
    office_hour,
    weeks_spread,
    working_day,
    years_later,
)
from exchange.invention.legal_basis import begins_away
from exchange.invention.life import Event, Life, Order, Stay
from exchange.invention.places import Tempo
from exchange.invention.reviews import first_meeting, reviews, stays_away, visits

NEVER = date(2199, 1, 1)
ADOPTED = ("permanence_order_adoption", "direct_adoption")
WHY = {
    "home": "parents have made the changes asked of them",
    "kinship": "grandparents assessed and willing to care to adulthood",
    "permanence_order": "return home ruled out after the parenting assessment",
    "permanence_order_adoption": "return home ruled out; young enough for a new family",
    "direct_adoption": "foster carers wish to adopt",
}


@dataclass(slots=True)
class Steps:
    """The days of the stages; those the life ends before are never told."""

    recommended_on: date = NEVER
    panel_on: date = NEVER
    decided_on: date = NEVER
    lodged_on: date = NEVER
    granted_on: date = NEVER
    route: str = "permanence_order"


def live_away(life: Life, chance: Random, tempo: Tempo, *, route: str = "") -> None:
    """Accommodated on `life.began_on`. A route given is the one taken, without a return home."""
    returned_on = _return_home(life, chance) if not route else None
    steps = _steps(life, chance, tempo, route)
    grown_up_on = years_later(life.born_on, 18)
    until = min(returned_on or _end_of_stay(steps), grown_up_on)
    if returned_on and until == returned_on:
        steps.recommended_on = working_day(returned_on - timedelta(days=chance.randint(10, 30)))
        steps.route = "home"
    _leave(life, chance, steps, until, grown_up_on)
    tell_away(life, chance, tempo, steps)


def tell_away(life: Life, chance: Random, tempo: Tempo, steps: Steps) -> None:
    """Fill a life whose stages and end are known with what surrounds them."""
    until = life.ended_on or years_later(life.born_on, 18)
    came_at = any_hour(chance)
    begins_away(life, chance, until=_compelled_until(steps, until))
    stays_away(life, chance, came_at, until=until)
    first_meeting(life, chance, came_at)
    speaks_of = days_later(life.began_on, 21) < steps.recommended_on < until
    recommended_on = steps.recommended_on if speaks_of else None
    reviews(life, chance, tempo, recommended_on=recommended_on, until=until)
    if recommended_on:
        _recommend(life, chance, tempo, steps)
        if steps.route != "home":
            _decide(life, chance, steps)
    visits(life, chance, until=until)


def _return_home(life: Life, chance: Random) -> date | None:
    """About a quarter are home again within the year."""
    if chance.random() > 0.24:
        return None
    return working_day(days_later(life.began_on, chance.randint(45, 350)))


def _steps(life: Life, chance: Random, tempo: Tempo, route: str) -> Steps:
    early = chance.random() < tempo.early
    to_recommendation = (
        chance.randint(35, 90)
        if early
        else weeks_spread(chance, tempo.recommendation, tempo.recommendation_spread)
    )
    recommended_on = working_day(days_later(life.began_on, max(to_recommendation, 33)))
    panel_on = working_day(
        days_later(recommended_on, weeks_spread(chance, tempo.panel, tempo.panel_spread))
    )
    late = chance.random() < 0.1
    decided_on = working_day(
        days_later(panel_on, chance.randint(18, 40) if late else chance.randint(8, 14))
    )
    lodged_on = working_day(days_later(decided_on, weeks_spread(chance, tempo.lodging, 0.36)))
    granted_on = working_day(days_later(lodged_on, weeks_spread(chance, 30, 0.3)))
    chosen = route or _route(chance, life)
    return Steps(recommended_on, panel_on, decided_on, lodged_on, granted_on, chosen)


def _route(chance: Random, life: Life) -> str:
    age = (life.began_on - life.born_on).days / 365.25
    turn = chance.random()
    if turn < 0.38:
        return "kinship"
    if age >= 8 or turn < 0.72:
        return "permanence_order"
    return "permanence_order_adoption" if turn < 0.93 else "direct_adoption"


def _end_of_stay(steps: Steps) -> date:
    """Kinship orders and adoption end being looked after; a permanence order does not."""
    if steps.route == "permanence_order":
        return NEVER
    if steps.route == "permanence_order_adoption":
        return days_later(steps.granted_on, 210)
    return steps.granted_on


def _leave(life: Life, chance: Random, steps: Steps, until: date, grown_up_on: date) -> None:
    if until == grown_up_on:
        life.leaves(until, "adulthood")
    elif steps.route == "home":
        life.leaves(until, "home", "permanent" if chance.random() < 0.85 else "trial")
    elif steps.route == "kinship":
        life.leaves(until, "kinship_order")
    else:
        life.leaves(until, "adopted")


def _compelled_until(steps: Steps, until: date) -> date:
    """A permanence order ends the compulsion; the child stays looked after under it."""
    if steps.route.startswith("permanence_order"):
        return min(steps.granted_on, until)
    return until


def _recommend(life: Life, chance: Random, tempo: Tempo, steps: Steps) -> None:
    day = steps.recommended_on
    life.events.append(
        Event(
            tempo.recommends_at,
            day,
            "permanence_recommended",
            steps.route,
            at=office_hour(chance),
            planned_on=working_day(day - timedelta(days=chance.choice((0, 0, 0, 7, 14)))),
            chaired_by="independent",
            booked=True,
        )
    )
    asked_on = working_day(day - timedelta(days=chance.randint(15, 30)))
    life.events.append(Event("legal_advice_referral", max(asked_on, life.began_on)))
    life.events.append(Event("parenting_assessment", working_day(day - timedelta(days=20))))
    life.routes.append((steps.route, day, WHY[steps.route]))


def _decide(life: Life, chance: Random, steps: Steps) -> None:
    """Panel, decision, advice, petition and order; few are put off or turned down."""
    route, panel_on = steps.route, steps.panel_on
    if chance.random() < 0.06:
        put_off_on = working_day(panel_on - timedelta(days=28))
        if put_off_on > steps.recommended_on:
            note = "medical report not ready"
            life.events.append(Event("panel", put_off_on, "deferred", route, note=note))
    life.events.append(Event("panel", panel_on, "recommended", route, booked=True))
    life.events.append(Event("adm_decision", steps.decided_on, "approved", route))
    life.events.append(Event("decision_notice", days_later(steps.decided_on, 3)))
    if any(order.kind == "cso" and order.made_on < steps.decided_on for order in life.orders):
        heard_on = day_between(
            chance, days_later(steps.decided_on, 25), days_later(steps.lodged_on, -14)
        )
        referred_on = working_day(days_later(steps.decided_on, 6))
        life.events.append(Event("reporter_referral", referred_on))
        life.events.append(Event("advice_hearing", working_day(heard_on), booked=True))
    life.events.append(Event("order_lodged", steps.lodged_on, route=route))
    life.events.append(Event("order_granted", steps.granted_on, "granted", route))
    _secure(life, chance, steps)


def _secure(life: Life, chance: Random, steps: Steps) -> None:
    if steps.route.startswith("permanence_order"):
        life.orders.append(Order(steps.route, steps.granted_on))
    if steps.route in ADOPTED:
        moves_on = days_later(steps.decided_on, chance.randint(30, 90))
        if life.ended_on and moves_on < life.ended_on:
            life.stays = [stay for stay in life.stays if stay.began_on < moves_on]
            life.stays.append(Stay("prospective_adopters", moves_on, time(11, 0)))
