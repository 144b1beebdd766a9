"""The kinds of work a job can be; each layer registers its own when Django is ready."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.jobs.running import JobRun


class Daily(StrEnum):
    """When the system asks for it by itself, in every authority that works here."""

    NEVER = ""
    NIGHT = "night"
    MORNING = "morning"


@dataclass(frozen=True, slots=True)
class JobKind:
    """`act` is what whoever asks must be allowed, then and still when it runs.

    `run` works in chunks and may be begun again at any of them (accounts.jobs.running.JobRun).
    `unit` is what `done` and `total` count; `page` the route of a result that is more than a
    sentence, which takes the job's id as job_id.
    """

    code: str
    title: str
    act: str
    run: "Callable[[JobRun], None]"
    daily: Daily = Daily.NEVER
    unit: str = ""
    page: str = ""


KINDS: dict[str, JobKind] = {}


def register(kind: JobKind) -> None:
    """Raises ValueError where another kind has this code."""
    if KINDS.setdefault(kind.code, kind) != kind:
        raise ValueError(f"Two kinds of job are called {kind.code!r}.")


def title_of(code: str) -> str:
    """Kinds that are no longer there keep their code."""
    return KINDS[code].title if code in KINDS else code


def daily_kinds(daily: Daily) -> list[JobKind]:
    """In the order in which they were registered."""
    return [kind for kind in KINDS.values() if kind.daily == daily]
