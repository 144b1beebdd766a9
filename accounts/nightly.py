"""Each night’s work of this layer: roles nobody confirmed, the audit anchored, old jobs gone."""

from datetime import date

from accounts.audit.anchors import anchor_file, write_anchors
from accounts.audit.reading import auditors_connection, chains_of
from accounts.jobs.expiring import forget_expired, forget_old_jobs
from accounts.jobs.kinds import Daily, JobKind, register
from accounts.jobs.running import JobRun
from accounts.quarters import quarter_reviewed
from accounts.services import unconfirmed
from drawing.words import sentence_day

# No role holds it: the system alone does the night’s work.
NIGHTS_WORK = "nightly.run"


def review_access(run: JobRun) -> None:
    """Counts only: a role ends by somebody's word, or by access_review --end-unconfirmed."""
    with run.chunk() as chunk:
        found = len(unconfirmed(by=run.actor, on=run.on))
        chunk.counts = {"unconfirmed": found}
    run.outcome = unconfirmed_in_words(found, on=run.on)


def unconfirmed_in_words(found: int, *, on: date) -> str:
    since = sentence_day(quarter_reviewed(on))
    if not found:
        return f"Every role is confirmed since {since}."
    roles = "1 role is" if found == 1 else f"{found:,} roles are"
    return f"{roles} not confirmed since {since}: see the access review."


def anchor_audit(run: JobRun) -> None:
    """This authority's chain alone: each has its own night, and none waits for another's."""
    code = run.actor.authority.code
    with run.chunk() as chunk, chains_of(auditors_connection()) as chains:
        own = (head for head in chains.heads() if head[0] == code)
        written = write_anchors(anchor_file(), own, at=run.now)
        chunk.counts = {"anchors": written}
    run.outcome = anchored_in_words(written)


def anchored_in_words(written: int) -> str:
    if not written:
        return "There is no audit to anchor yet."
    return "The end of the audit’s chain is noted, signed, outside the database."


def remove_files(run: JobRun) -> None:
    """Files first, for a row goes only when its files are gone; then rows, chunk by chunk."""
    with run.chunk() as chunk:
        chunk.counts = {"files": forget_expired(by=run.actor, at=run.began_at)}
    while _remove_rows(run):
        pass
    run.outcome = removed_in_words(run.counts["files"], run.counts["jobs"])


def _remove_rows(run: JobRun) -> int:
    with run.chunk() as chunk:
        gone = forget_old_jobs(by=run.actor, at=run.began_at)
        chunk.counts = {"jobs": gone}
    return gone


def removed_in_words(files: int, jobs: int) -> str:
    if not files and not jobs:
        return "No file and no job was old enough to remove."
    of_files = "1 file" if files == 1 else f"{files:,} files"
    of_jobs = "1 job" if jobs == 1 else f"{jobs:,} jobs"
    return f"{of_files} of ended jobs removed, and {of_jobs} that ended 90 days ago or longer."


for code, title, work in (
    ("access_review", "Roles that nobody confirmed", review_access),
    ("anchor_audit", "The audit anchored", anchor_audit),
    ("remove_files", "Old jobs and their files removed", remove_files),
):
    register(JobKind(code, title, act=NIGHTS_WORK, run=work, daily=Daily.NIGHT))
