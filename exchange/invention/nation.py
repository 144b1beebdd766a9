"""A synthetic nation for benchmarks: the same arguments give the same children."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from exchange.invention.life import Life
from exchange.invention.places import FIVE, place_elsewhere
from exchange.invention.population import Families, invent_children

# Two years of children coming in give about seventeen rows a child, as real case files have.
YEARS_BACK = 2.0
AT_HOME = 0.2


def shared_out(children: int, councils: int) -> Iterator[int]:
    """As equal as whole numbers allow."""
    each, left = divmod(children, councils)
    for position in range(councils):
        yield each + (position < left)


def synthetic_children(code: str, name: str, children: int, *, seed: int, on: date) -> list[Life]:
    """So many children of one council, apart from those the demonstration has there."""
    known = {place.code: place for place in FIVE}
    place = known.get(code) or place_elsewhere(code, name, children)
    place = replace(place, prefix=f"{place.prefix}{seed}", **_numbers(children))
    families = Families(place, str(seed), number=1)
    return invent_children(families, on=on, years_back=YEARS_BACK)[:children]


def _numbers(children: int) -> dict[str, int]:
    at_home = round(children * AT_HOME)
    return {"children": children - at_home, "at_home": at_home}
