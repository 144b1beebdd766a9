"""A child's age as people say it."""

from datetime import date


def spoken_age(born_on: date, on: date) -> str:
    """“7 weeks” under 6 months, “7 months” under 2 years, then “2 years 7 months” or “11 years”."""
    months = (on.year - born_on.year) * 12 + on.month - born_on.month - (on.day < born_on.day)
    if months < 0:
        return "not yet born"
    if months < 6:
        return _counted((on - born_on).days // 7, "week")
    years, rest = divmod(months, 12)
    if years < 2:
        return _counted(months, "month")
    if years < 5 and rest:
        return f"{_counted(years, 'year')} {_counted(rest, 'month')}"
    return _counted(years, "year")


def _counted(n: int, word: str) -> str:
    return f"{n} {word}" if n == 1 else f"{n} {word}s"
