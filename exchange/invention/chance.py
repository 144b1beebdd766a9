"""The chances of a journey: days drawn from the spreads that research and posters report."""

from datetime import date, time, timedelta
from math import exp, log
from random import Random


def weeks_spread(chance: Random, median: float, sigma: float) -> int:
    """Days, log-normal about a median given in weeks."""
    return max(3, round(7 * exp(chance.gauss(log(median), sigma))))


def days_later(day: date, days: int) -> date:
    return day + timedelta(days=days)


def working_day(day: date) -> date:
    """The day itself, or the Friday before a weekend: nobody meets on a Sunday."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def day_between(chance: Random, first: date, last: date) -> date:
    return first + timedelta(days=chance.randint(0, max(0, (last - first).days)))


def office_hour(chance: Random) -> time:
    return time(chance.randint(9, 16), chance.choice((0, 15, 30, 45)))


def any_hour(chance: Random) -> time:
    return time(chance.randint(8, 21), chance.choice((0, 10, 20, 30, 40, 50)))


def years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
