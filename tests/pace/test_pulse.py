"""Beat's sign of life stands in the database, with or without a broker."""

import pytest
from django.db import OperationalError

from accounts.jobs.pulses import BEAT, last_pulse
from pace import pulse


class Asleep(Exception):
    """The clock's pause, of which a test has only so many."""


def beats(times: int, told: list[bool], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was sent in so many beats, when the broker took and refused in this order."""
    sent: list[str] = []
    pauses = iter(range(times - 1))

    def tell(task: str) -> bool:
        sent.append(task)
        return told.pop(0)

    def pause(seconds: float) -> None:
        if next(pauses, None) is None:
            raise Asleep

    monkeypatch.setattr(pulse, "tell", tell)
    monkeypatch.setattr(pulse.time, "sleep", pause)
    monkeypatch.setattr(pulse.connection, "close", lambda: None)
    with pytest.raises(Asleep):
        pulse._beat_for_ever()
    return sent


def test_a_beat_that_begins_asks_for_a_missed_night_until_the_broker_takes_it(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = beats(3, [False, True, True], monkeypatch)
    assert sent == ["pace.nightly", "pace.morning", "pace.nightly"]
    assert last_pulse(BEAT) is not None


def test_it_goes_on_beating_when_the_database_comes_back(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(name: str, *, at: object) -> None:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(pulse, "beat_pulse", away)
    assert len(beats(2, [True, True], monkeypatch)) == 2
