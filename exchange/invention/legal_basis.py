"""The orders a child is looked after under: made, continued, ended."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from exchange.invention.chance import days_later, working_day, years_later
from exchange.invention.life import Event, Life, Order

ICSO_LASTS = 22


def begins_away(life: Life, chance: Random, *, until: date) -> None:
    """Almost half begin by agreement; a fifth in an emergency; the rest by a hearing's order."""
    day = life.began_on
    way = chance.random()
    if way < 0.47:
        _by_agreement(life, chance, until)
    elif way < 0.67:
        heard_on = working_day(days_later(day, 2))
        life.orders.append(Order("cpo", day, days_later(day, 10), max(day, heard_on)))
        life.events.append(Event("childrens_hearing", max(day, heard_on)))
        _interim_then_order(life, chance, max(day, heard_on), until)
    elif way < 0.8:
        _interim_then_order(life, chance, day, until)
    else:
        supervision(life, chance, day, until=until)


def supervision(life: Life, chance: Random, day: date, *, until: date) -> None:
    """A supervision order and each year's continuation, until the day it is needed no more."""
    for made_on in _continuations(life, chance, day, until):
        # The order continued a few weeks before it would have expired ends with the last one.
        expires_on = years_later(made_on, 1)
        ended_on = until if until <= expires_on else None
        life.orders.append(Order("cso", made_on, expires_on, ended_on))


def _continuations(life: Life, chance: Random, day: date, until: date) -> Iterator[date]:
    made_on = day
    while made_on < until:
        yield made_on
        # The Reporter begins the review three months before; one in ten is late.
        before = -chance.randint(5, 45) if chance.random() < 0.1 else chance.randint(2, 18)
        expires_on = years_later(made_on, 1)
        begins_on = working_day(expires_on - timedelta(days=92 + before))
        if begins_on < until:
            life.events.append(Event("childrens_hearing", begins_on, booked=True))
        made_on = working_day(expires_on - timedelta(days=chance.randint(3, 40)))


def _by_agreement(life: Life, chance: Random, until: date) -> None:
    day = life.began_on
    agreement = Order("section_25", day)
    life.orders.append(agreement)
    ordered_on = working_day(days_later(day, chance.randint(50, 240)))
    if ordered_on < until and chance.random() < 0.8:
        agreement.ended_on = ordered_on
        supervision(life, chance, ordered_on, until=until)
    else:
        agreement.ended_on = until


def _interim_then_order(life: Life, chance: Random, day: date, until: date) -> None:
    """Interim orders of 22 days, the day made being the first, renewed until a hearing decides."""
    made_on = day
    for _ in range(chance.choice((1, 2, 2, 3, 4))):
        if made_on >= until:
            return
        expires_on = days_later(made_on, ICSO_LASTS - 1)
        next_on = working_day(days_later(made_on, chance.randint(18, 21)))
        life.orders.append(Order("icso", made_on, expires_on, min(next_on, until)))
        life.events.append(Event("childrens_hearing", next_on, booked=True))
        made_on = next_on
    supervision(life, chance, made_on, until=until)
