"""A job's files: they hold children's data, stand behind the wall, and are read here only."""

from collections.abc import Sequence

from accounts.actors import Actor
from accounts.door import entered
from accounts.models import Job, JobFile


def keep_files(
    job: Job, files: Sequence[tuple[str, bytes]], *, by: Actor, is_result: bool = False
) -> None:
    """In the transaction of the caller; a name that is there already is written anew."""
    if not files:
        return
    with entered(by, whole=True):
        for name, body in files:
            JobFile.objects.update_or_create(
                job=job,
                name=name,
                defaults={"authority": job.authority, "body": body, "is_result": is_result},
            )


def file_of(job: Job, name: str, *, by: Actor) -> bytes | None:
    """What was brought in or came out under this name; None where there is none."""
    with entered(by, whole=True):
        found = JobFile.objects.filter(job=job, authority=by.authority, name=name).first()
        return bytes(found.body) if found else None


def forget_files_brought(job: Job, *, by: Actor) -> None:
    """What was brought in has been taken in, or never will be."""
    with entered(by, whole=True):
        JobFile.objects.filter(job=job, is_result=False).delete()


def forget_results(job: Job, names: Sequence[str], *, by: Actor) -> None:
    """What came out of it and is of no more use."""
    with entered(by, whole=True):
        JobFile.objects.filter(job=job, authority=by.authority, name__in=names).delete()
