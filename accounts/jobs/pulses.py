"""Signs of life: which part of the installation was there when."""

from datetime import datetime

from accounts.models import Pulse

BEAT, WORKER = "beat", "worker"


def beat_pulse(name: str, *, at: datetime) -> None:
    Pulse.objects.update_or_create(name=name, defaults={"at": at})


def last_pulse(name: str) -> datetime | None:
    return Pulse.objects.filter(name=name).values_list("at", flat=True).first()
