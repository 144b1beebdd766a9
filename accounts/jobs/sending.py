"""A message that a job waits. It carries only the job's number, and may get lost."""

import logging
from uuid import UUID

from celery import current_app
from django.conf import settings

TASK = "pace.run_job"
# No click waits longer for a broker that hangs.
HASTE = {
    "socket_connect_timeout": 0.4,
    "socket_timeout": 0.4,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "connect_retries_timeout": 0.4,
}
logger = logging.getLogger("pace.jobs")


def is_broker_there() -> bool:
    """Whether it answers, within half a second."""
    try:
        fail_if_away()
        with current_app.connection_for_write(transport_options=HASTE) as connection:
            connection.default_channel.client.ping()
    except Exception:  # kombu, redis and sockets each raise their own
        return False
    return True


def fail_if_away() -> None:
    if settings.FAULT == "broker":
        raise ConnectionError("PACE_FAULT=broker")


def send(public_id: UUID) -> bool:
    """Whether a broker took it. One that is away or hangs costs a moment and is no error.

    The reaper sends again what nobody began, and run_jobs needs no message at all.
    """
    return tell(TASK, str(public_id))


def tell(task: str, *arguments: str) -> bool:
    if not settings.CELERY_BROKER_URL:
        return False
    try:
        fail_if_away()
        with current_app.connection_for_write(transport_options=HASTE) as connection:
            current_app.send_task(task, arguments, connection=connection, retry=False)
    except Exception as away:  # kombu, redis and sockets each raise their own
        logger.warning("%s %s was not sent: %s", task, arguments, type(away).__name__)
        return False
    return True
