"""Celery carries word that a job waits. What waits, and who asked, stands in PostgreSQL.

So a message is acknowledged when it is taken, kept nowhere, and never worth waiting for.
"""

import os
from importlib import import_module
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import beat_init, worker_init
from django.conf import settings

from pace.connections import WORKER_SECONDS, bound_statements
from pace.second_wall import refuse_an_open_wall

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pace.settings")
app = Celery("pace")
app.set_default()
app.conf.update(
    broker_url=settings.CELERY_BROKER_URL or "memory://",
    timezone=settings.TIME_ZONE,
    task_serializer="json",
    accept_content=["json"],
    task_ignore_result=True,
    task_publish_retry=False,
    # A job goes on for 20 seconds at a time; what lasts this long hangs, and its lease has lapsed.
    task_time_limit=300,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    # A broker that is away is waited for as long as it takes.
    broker_connection_retry=True,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_connection_timeout=2,
    broker_transport_options={"socket_connect_timeout": 2, "socket_timeout": 10},
    # Nothing to remember: whatever is told twice or late is asked for once.
    beat_scheduler="celery.beat:Scheduler",
    beat_max_loop_interval=5,
    beat_schedule={
        "jobs left lying": {
            "task": "pace.reap_jobs",
            "schedule": settings.JOB_REAP_SECONDS,
            "options": {"expires": max(settings.JOB_REAP_SECONDS, 1)},
        },
        # 02:30 in Scotland, and each hour again for a night that was missed.
        "the night's work": {
            "task": "pace.nightly",
            "schedule": crontab(minute="30"),
            "options": {"expires": 3000},
        },
        "the morning's work": {
            "task": "pace.morning",
            "schedule": crontab(minute="30"),
            "options": {"expires": 3000},
        },
    },
)
app.autodiscover_tasks()


@worker_init.connect
def before_any_task(**kwargs: Any) -> None:
    bound_statements(seconds=WORKER_SECONDS)
    refuse_an_open_wall()


@beat_init.connect
def before_any_beat(**kwargs: Any) -> None:
    # Not before: models are read once Django is set up, and this module comes first.
    import_module("pace.pulse").keep_beating()
