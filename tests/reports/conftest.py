"""Midlothian with an aim and three children."""

from collections.abc import Iterator
from datetime import date

import pytest

from accounts.actors import system_actor
from accounts.door import entered
from accounts.models import Authority, Locality, Team
from aims.models import Aim
from tests.aims.invented import Told, load, published

DAY = {"day_0": "28", "day_1": "9", "day_2": "2018"}


@pytest.fixture
def midlothian(db: None) -> Iterator[Authority]:
    authority = Authority.objects.get(name="Midlothian")
    with entered(system_actor(authority)):
        yield authority


@pytest.fixture
def aim(midlothian: Authority) -> Aim:
    """Three children, one of them in Dalkeith."""
    told = Told()
    for ref, began in [("ML-1", date(2017, 11, 10)), ("ML-2", date(2017, 12, 1))]:
        told.child(ref, locality="Penicuik")
        told.accommodated(ref, began)
    told.child("ML-3", locality="Dalkeith")
    told.accommodated("ML-3", date(2018, 5, 1))
    told.take_in(midlothian.code)
    load(*published("midlothian-2"))
    return Aim.objects.get(ref="midlothian-2")


@pytest.fixture
def dalkeith(midlothian: Authority, aim: Aim) -> Team:
    """A team that holds nobody yet."""
    locality = Locality.objects.get(authority=midlothian, name="Dalkeith")
    return Team.objects.create(authority=midlothian, name="Dalkeith", locality=locality)
