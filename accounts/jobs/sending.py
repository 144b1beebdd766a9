"""A message that a job waits. It carries only the job's number, and may get lost."""

import logging
from uuid import UUID

from celery import current_app
from django.conf import settings

TASK = "pace.run_job"
logger = logging.getLogger("pace.jobs")


def send(public_id: UUID) -> bool:
    """Whether a broker took it. One that is away or hangs costs a moment and is no error.

    The reaper sends again what nobody began, and run_jobs needs no message at all.
    """
    if not settings.CELERY_BROKER_URL:
        return False
    try:
        if settings.FAULT == "broker":
            raise ConnectionError("PACE_FAULT=broker")
        with current_app.connection_for_write() as connection:
            current_app.send_task(TASK, [str(public_id)], connection=connection, retry=False)
    except Exception as away:  # kombu, redis and sockets each raise their own
        logger.warning("job %s was not sent: %s", public_id, type(away).__name__)
        return False
    return True
