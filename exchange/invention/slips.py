"""What people mistype or forget, for the data-quality list to find: a handful in each council.

All kinds in the first locality, where the people of the demonstration work; two in each other.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from exchange.invention.life import Event, Life
from exchange.invention.places import Place

IN_OTHER_LOCALITIES = 2
RECOMMENDED = "permanence_recommended"
A_DAY, A_FEW_DAYS = timedelta(days=1), timedelta(days=4)
FORGOTTEN_FOR = timedelta(weeks=8)
ROUTE_IS_MISSED_AFTER = timedelta(weeks=5)
EXPIRED_FOR = timedelta(days=20)

Slip = Callable[[Life, date], bool]


def slip(lives: list[Life], place: Place, chance: Random, *, on: date) -> None:
    """Each slip in the first child whom it can happen to; nobody slips twice."""
    untouched = [life for life in lives if life.is_looked_after(on) and not life.worker]
    chance.shuffle(untouched)
    for locality in place.localities:
        slips = list(SLIPS)
        if locality != place.localities[0]:
            slips = chance.sample(slips, IN_OTHER_LOCALITIES)
        here = [life for life in untouched if life.locality == locality]
        for happen in slips:
            slipped = next((life for life in here if happen(life, on)), None)
            here = [life for life in here if life is not slipped]


def _decided_before_panel(life: Life, on: date) -> bool:
    return _moved(life, "adm_decision", before=life.first("panel"), on=on)


def _panel_before_recommendation(life: Life, on: date) -> bool:
    return _moved(life, "panel", before=_recommended_on(life), on=on)


def _lodged_before_decision(life: Life, on: date) -> bool:
    return _moved(life, "order_lodged", before=life.first("adm_decision"), on=on)


def _meeting_forgotten(life: Life, on: date) -> bool:
    """Agreed and held, perhaps; nobody wrote it down."""
    for event in life.events:
        if event.booked and event.outcome != "not_held" and on - FORGOTTEN_FOR < event.day < on:
            _change(life, event, replace(event, forgotten=True))
            return True
    return False


def _route_forgotten(life: Life, on: date) -> bool:
    day = _recommended_on(life)
    if day is None or not life.routes or day > on - ROUTE_IS_MISSED_AFTER:
        return False
    life.routes = []
    life.events = [replace(e, route="") if e.outcome == RECOMMENDED else e for e in life.events]
    return True


def _outcome_forgotten(life: Life, on: date) -> bool:
    panels = [event for event in life.events if event.kind == "panel" and event.day < on]
    if not panels:
        return False
    _change(life, panels[-1], replace(panels[-1], outcome=""))
    return True


def _order_not_continued(life: Life, on: date) -> bool:
    told = [order for order in life.orders if order.made_on <= on]
    expired_on = on - EXPIRED_FOR
    if not told or told[-1].kind != "cso" or told[-1].made_on >= expired_on:
        return False
    told[-1].expires_on, told[-1].ended_on = expired_on, None
    life.orders = told
    return True


def _left_a_day_early(life: Life, on: date) -> bool:
    """The next placement was typed as of the day after."""
    stays = sorted(life.stays, key=lambda stay: stay.began_on)
    for first, following in zip(stays, stays[1:], strict=False):
        if following.began_on <= on and (following.began_on - first.began_on).days > 7:
            early = replace(first, ended_on=following.began_on - A_DAY)
            life.stays = [early if stay is first else stay for stay in stays]
            return True
    return False


SLIPS: tuple[Slip, ...] = (
    _lodged_before_decision,
    _decided_before_panel,
    _panel_before_recommendation,
    _outcome_forgotten,
    _route_forgotten,
    _order_not_continued,
    _left_a_day_early,
    _meeting_forgotten,
)


def _recommended_on(life: Life) -> date | None:
    return min((event.day for event in life.events if event.outcome == RECOMMENDED), default=None)


def _moved(life: Life, kind: str, *, before: date | None, on: date) -> bool:
    """The last one of its kind stands a few days before what it should follow."""
    events = [event for event in life.events if event.kind == kind and event.day <= on]
    if before is None or before > on or len(events) != 1 or events[0].day < before:
        return False
    _change(life, events[0], replace(events[0], day=before - A_FEW_DAYS, planned_on=None))
    return True


def _change(life: Life, old: Event, new: Event) -> None:
    life.events = [new if event is old else event for event in life.events]
