"""Callum and Eilidh Erskine of Girvan, whose journey the documentation shows.

Their petitions are late: the advice hearing was held late, and the next is days away.
"""

from datetime import date, timedelta
from random import Random

from exchange.invention.away import Steps, tell_away
from exchange.invention.chance import days_later, working_day
from exchange.invention.life import Event, Life
from exchange.invention.places import SOUTH_AYRSHIRE

NUMBERS = frozenset((412, 413))


def erskines(*, on: date) -> list[Life]:
    callum = Life("SA-0412", on - timedelta(days=946), "Callum", sex="male")
    eilidh = Life("SA-0413", on - timedelta(days=2010), "Eilidh", sex="female")
    for life, decided in ((callum, 162), (eilidh, 126)):
        life.family_name, life.family_ref = "Erskine", "SA-F0412"
        life.locality, life.worker = "Girvan", "isla.moffat@south-ayrshire.pace.example"
        life.began_on = on - timedelta(days=498)
        steps = Steps(
            recommended_on=working_day(on - timedelta(days=253)),
            panel_on=working_day(on - timedelta(days=decided + 12)),
            decided_on=working_day(on - timedelta(days=decided)),
            lodged_on=days_later(on, 40),
            granted_on=days_later(on, 250),
        )
        tell_away(life, Random("Erskine"), SOUTH_AYRSHIRE.tempo, steps)
        life.events = [event for event in life.events if event.kind != "advice_hearing"]
        heard_on = working_day(days_later(on, 9))
        life.events.append(Event("advice_hearing", heard_on, booked=True))
    return [callum, eilidh]
