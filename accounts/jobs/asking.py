"""Asking for work: the row stands in the transaction of the click, or the click did not happen."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.actors import Actor
from accounts.door import entered
from accounts.jobs.files import keep_files
from accounts.jobs.kinds import KINDS
from accounts.jobs.sending import send
from accounts.models import Job, JobState
from accounts.services import write_audit_entry

STOPPED = "Stopped"


def ask_job(
    *,
    by: Actor,
    kind: str,
    arguments: Mapping[str, Any] | None = None,
    files: Sequence[tuple[str, bytes]] = (),
    once_key: str = "",
) -> Job:
    """A waiting job; the one that is there where that kind was asked for under this key before.

    PermissionDenied unless the act of the kind is theirs. `arguments` name nobody: they stand
    outside the second wall.
    """
    known = KINDS[kind]
    if not by.may(known.act):
        raise PermissionDenied
    with entered(by):
        job, is_new = _stored(by, kind, arguments or {}, once_key)
        if not is_new:
            return job
        keep_files(job, files, by=by)
        write_audit_entry(
            by=by,
            act=known.act,
            subject_kind="job",
            subject_id=job.public_id,
            detail={"kind": kind},
        )
        transaction.on_commit(partial(send, job.public_id))
    return job


def _stored(by: Actor, kind: str, arguments: Mapping[str, Any], once_key: str) -> tuple[Job, bool]:
    """Stored unless it is there: two clocks that ask for the same night make one job."""
    job = Job(
        authority=by.authority,
        kind=kind,
        asked_by=by.person,
        membership=by.membership,
        request_id=by.request_id,
        asked_at=by.at,
        sent_at=by.at,
        arguments=dict(arguments),
        once_key=once_key,
    )
    Job.objects.bulk_create([job], ignore_conflicts=bool(once_key))
    if not once_key:
        return job, True
    stored = Job.objects.get(authority=by.authority, kind=kind, once_key=once_key)
    return stored, stored.public_id == job.public_id


def stop_job(*, job: Job, by: Actor) -> bool:
    """What its chunks did stays done; the chunk under way is taken back. False: it was over.

    PermissionDenied unless it is theirs, or the act of the kind is.
    """
    known = KINDS.get(job.kind)
    is_own = by.person is not None and job.asked_by_id == by.person.pk
    if job.authority_id != by.authority.pk or known is None or not (is_own or by.may(known.act)):
        raise PermissionDenied
    with entered(by):
        stopped = Job.objects.filter(pk=job.pk).open()
        was_open = stopped.update(
            state=JobState.STOPPED,
            lease_token=None,
            finished_at=by.at,
            sentence="Stopped. What was done before stays done.",
        )
        if was_open:
            write_audit_entry(
                by=by,
                act=known.act,
                subject_kind="job",
                subject_id=job.public_id,
                reason=STOPPED,
                detail={"kind": job.kind},
            )
        return bool(was_open)
