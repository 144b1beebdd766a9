"""Asking for case files to be checked, and for what was checked to be brought in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator

from accounts.actors import Actor
from accounts.jobs.asking import ask_job
from accounts.jobs.expiring import HELD, is_held_still
from accounts.jobs.files import file_of, forget_results
from accounts.jobs.own import JobLine
from accounts.jobs.reading import jobs_of
from accounts.models import Job, JobState
from exchange.case_files.lines import Rejection
from exchange.jobs import COUNTED, REJECTED, UNREADABLE, rejections_in

CHECK, RUN = "import_check", "import_run"
GONE = "The files are kept for a day after they were checked. Choose them again."
AT_ONCE = 50
RECENT = 5
WORDS = {
    "created": "New",
    "updated": "Changed",
    "unchanged": "The same as before",
    "held_back": "Held back",
    "rejected": "Rejected",
}


def ask_check(*, by: Actor, files: Mapping[str, bytes]) -> Job:
    """PermissionDenied unless the actor may prepare an import."""
    return ask_job(by=by, kind=CHECK, arguments={"files": list(files)}, files=list(files.items()))


def bring_in_checked(*, by: Actor, check: Job) -> Job:
    """The files of a check, once: asked again, the same job answers.

    PermissionDenied unless the actor may run an import; ValidationError without the files.
    """
    known = brought_in_after(check, by=by)
    if known is not None:
        return known
    names = list(check.arguments.get("files", []))
    held = {name: file_of(check, f"{HELD}{name}", by=by) for name in names}
    files = [(name, body) for name, body in held.items() if body is not None]
    if not files or len(files) < len(names) or not _is_fresh(check, at=by.at):
        raise ValidationError(GONE)
    job = ask_job(
        by=by, kind=RUN, arguments={"files": names}, files=files, once_key=_key_after(check)
    )
    forget_results(check, [f"{HELD}{name}" for name in names], by=by)
    return job


def brought_in_after(check: Job, *, by: Actor) -> Job | None:
    return jobs_of(by).filter(kind=RUN, once_key=_key_after(check)).first()


def _key_after(check: Job) -> str:
    return f"after {check.public_id}"


def _is_fresh(check: Job, *, at: datetime) -> bool:
    return check.finished_at is not None and is_held_still(check.finished_at, at=at)


def recent_imports(actor: Actor) -> list[JobLine]:
    """One's own, newest first."""
    return [JobLine(job) for job in jobs_of(actor).filter(kind__in=(CHECK, RUN))[:RECENT]]


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What a check or an import came to, as its page tells it."""

    line: JobLine
    rejections: list[Rejection]
    unreadable: str
    followed_by: JobLine | None
    can_be_brought_in: bool

    @property
    def is_check(self) -> bool:
        return self.line.job.kind == CHECK

    @property
    def counted(self) -> list[tuple[str, int]]:
        counts = self.line.job.counts
        return [(WORDS[name], counts.get(name, 0)) for name in COUNTED] if counts else []

    @property
    def is_told(self) -> bool:
        """Whether the counts say what the job's own sentence would."""
        return self.line.job.state == JobState.DONE

    @property
    def lines(self) -> int:
        return sum(number for _, number in self.counted)

    @property
    def more_rejected(self) -> int:
        """Counted, but past those that are kept."""
        return int(self.line.job.counts.get("rejected", 0)) - len(self.rejections)

    @property
    def would_change(self) -> bool:
        counts = self.line.job.counts
        return bool(counts.get("created", 0) + counts.get("updated", 0))

    def page(self, number: str | None) -> Page:
        return Paginator(self.rejections, AT_ONCE).get_page(number)


def result_of(job: Job, *, by: Actor) -> ImportResult:
    follower = brought_in_after(job, by=by) if job.kind == CHECK else None
    unreadable = file_of(job, UNREADABLE, by=by) if job.state == JobState.FAILED else None
    is_checked = job.kind == CHECK and job.state == JobState.DONE
    return ImportResult(
        line=JobLine(job),
        rejections=[] if job.is_open else rejections_in(file_of(job, REJECTED, by=by)),
        unreadable=(unreadable or b"").decode(),
        followed_by=JobLine(follower) if follower else None,
        can_be_brought_in=is_checked and follower is None and _is_fresh(job, at=by.at),
    )
