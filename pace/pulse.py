"""Beat's sign of life: written to the database by beat itself, whatever becomes of the broker."""

import logging
import threading
import time

from celery import Celery
from django.db import DatabaseError, InterfaceError, connection

from accounts.jobs.pulses import BEAT, beat_pulse
from accounts.today import moment

EVERY = 30.0
logger = logging.getLogger("pace.beat")


def keep_beating(app: Celery) -> None:
    threading.Thread(target=_beat_for_ever, args=[app], name="pulse", daemon=True).start()


def _beat_for_ever(app: Celery) -> None:
    while True:
        try:
            beat_pulse(BEAT, at=moment())
        except (DatabaseError, InterfaceError) as away:
            logger.warning("the database is away: %s", type(away).__name__)
        connection.close()
        time.sleep(EVERY)
