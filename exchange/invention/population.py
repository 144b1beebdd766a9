"""The children of one council: how many, how old, in which families, since when."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from exchange.invention.at_home import live_at_home
from exchange.invention.away import live_away
from exchange.invention.chance import day_between, days_later, working_day
from exchange.invention.life import Life
from exchange.invention.names import family_name, given_name
from exchange.invention.places import Place

YEARS_BACK = 3.4
FIRST_NUMBER = 301
LONG_AT_HOME = 0.75
Journey = Callable[[Life, Random], None]


@dataclass(slots=True)
class Families:
    """Children come in families of 1, 2 or 3 (1.28 on average) who share name and journey."""

    place: Place
    seed: str
    number: int = FIRST_NUMBER
    kept_free: frozenset[int] = frozenset()
    reviewing_since: date | None = None
    chance: Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = Random(f"{self.seed}:{self.place.code}")

    def next_family(
        self, *, ages: tuple[float, float] | None = None, locality: str = "", size: int = 0
    ) -> Iterator[Life]:
        """Children without a journey yet; `born_on` is counted from the day zero they share."""
        chance = self.chance
        size = size or chance.choices((1, 2, 3), (78, 16, 6))[0]
        where = locality or chance.choice(self.place.localities)
        name, family_ref, age = family_name(chance), "", _age(chance, ages)
        for sibling in range(size):
            number = self._next_number()
            family_ref = family_ref or f"{self.place.prefix}-F{number:04}"
            sex = chance.choice(("female", "male"))
            older = min(age + sibling * chance.uniform(1.1, 2.6), max(17.0, age))
            yield Life(
                child_ref=f"{self.place.prefix}-{number:04}",
                born_on=date.min + timedelta(days=round(older * 365.25)),
                given_name=given_name(chance, sex),
                family_name=name,
                sex=sex,
                locality=where,
                family_ref=family_ref,
            )

    def _next_number(self) -> int:
        while self.number in self.kept_free:
            self.number += 1
        self.number += 1
        return self.number - 1


def _age(chance: Random, ages: tuple[float, float] | None) -> float:
    """A good third under 5, a third to 12, the rest older."""
    if ages is None:
        ages = chance.choices(((0.02, 5.0), (5.0, 12.0), (12.0, 16.5)), (40, 32, 28))[0]
    return chance.uniform(*ages)


def settle(lives: Iterator[Life], began_on: date, journey: Journey, seed: str) -> list[Life]:
    """Give siblings one journey: the same chances on the same day."""
    settled = []
    for life in lives:
        age = life.born_on - date.min
        settled.append(replace(life, began_on=began_on, born_on=began_on - age))
        journey(settled[-1], Random(seed))
    return settled


def invent_children(families: Families, *, on: date, years_back: float = YEARS_BACK) -> list[Life]:
    """The council's ordinary children: those who came away from home, those who stayed."""
    place, lives = families.place, list[Life]()
    first = on - timedelta(days=round(years_back * 365.25))
    while len(lives) < place.children:
        lives += accommodated(families, day_between(families.chance, first, on))
    while len(lives) < place.children + place.at_home:
        lives += stay_at_home(families, on)
    return lives


def accommodated(
    families: Families,
    began_on: date,
    *,
    ages: tuple[float, float] | None = None,
    route: str = "",
    locality: str = "",
) -> list[Life]:
    tempo = families.place.tempo
    return settle(
        families.next_family(ages=ages, locality=locality),
        began_on,
        lambda life, chance: live_away(life, chance, tempo, route=route),
        f"{families.seed}:{families.place.prefix}:{families.number}",
    )


def reaching(families: Families, kind: str, outcome: str, day: date, *, route: str) -> list[Life]:
    """A family whose first event of a kind falls on about a day, whenever it began."""
    tempo = families.place.tempo
    lives = list(families.next_family(ages=(0.2, 7.0)))
    seed = f"{families.seed}:{families.place.prefix}:{families.number}:{kind}"

    def journey(life: Life, chance: Random) -> None:
        live_away(life, chance, tempo, route=route)

    trial = settle(iter(lives[:1]), day, journey, seed)[0]
    reached_on = trial.first(kind, outcome=outcome)
    if reached_on is None:
        return []
    return settle(iter(lives), day - (reached_on - day), journey, seed)


def stay_at_home(families: Families, on: date) -> list[Life]:
    """Most have been on the order for long; the rest are newer."""
    chance = families.chance
    days = chance.randint(560, 1500) if chance.random() < LONG_AT_HOME else chance.randint(10, 560)
    began_on = working_day(on - timedelta(days=days))
    reviewed_on = _home_review(families, began_on, on)

    def journey(life: Life, own: Random) -> None:
        live_at_home(life, own, reviewed_on=reviewed_on, feeds_back=families.place.tempo.feeds_back)

    seed = f"{families.seed}:{families.place.prefix}:home:{families.number}"
    return settle(families.next_family(ages=(1.0, 12.5)), began_on, journey, seed)


def _home_review(families: Families, began_on: date, on: date) -> date | None:
    """Held since the council began to look at its long orders; or yet to be; or not in sight."""
    chance, tempo = families.chance, families.place.tempo
    since = families.reviewing_since or on - timedelta(days=200)
    matters_from = max(days_later(began_on, tempo.long_at_home), since)
    if chance.random() < tempo.home_reviewed and matters_from < on - timedelta(days=4):
        return working_day(day_between(chance, days_later(matters_from, 4), on))
    if chance.random() < 0.5:
        return working_day(days_later(max(matters_from, on), chance.randint(3, 80)))
    return None
