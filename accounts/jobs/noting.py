"""What a command did at its own time, noted as a job: so that its last run is told in one place."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from accounts.actors import system_actor
from accounts.jobs.files import keep_files
from accounts.models import Authority, Job, JobState
from accounts.today import moment

FAILED = "It failed when it was run by hand. Whoever ran it was told why."


@dataclass(slots=True)
class Noted:
    """What the run came to; the sentence names nobody."""

    counts: dict[str, int] = field(default_factory=dict)
    sentence: str = ""
    results: dict[str, bytes] = field(default_factory=dict)


@contextmanager
def noted_run(*, authority: Authority, kind: str) -> Iterator[Noted]:
    """A job that is over already, of the system; failed where the block raises."""
    noted, began_at = Noted(), moment()
    try:
        yield noted
    except BaseException:
        _note(authority, kind, JobState.FAILED, Noted(sentence=FAILED), began_at)
        raise
    _note(authority, kind, JobState.DONE, noted, began_at)


def _note(
    authority: Authority, kind: str, state: JobState, noted: Noted, began_at: datetime
) -> None:
    system = system_actor(authority, at=began_at)
    job = Job.objects.create(
        authority=authority,
        kind=kind,
        request_id=system.request_id,
        asked_at=began_at,
        began_at=began_at,
        finished_at=max(moment(), began_at),
        state=state,
        counts=noted.counts,
        sentence=noted.sentence[:500],
    )
    keep_files(job, list(noted.results.items()), by=system, is_result=True)
