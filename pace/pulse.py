"""Beat's sign of life: written to the database by beat itself, whatever becomes of the broker."""

import logging
import threading
import time

from django.db import DatabaseError, InterfaceError, connection

from accounts.jobs.pulses import BEAT, beat_pulse
from accounts.jobs.sending import tell
from accounts.today import moment

EVERY = 30.0
# A beat that was away for the night asks for it as it begins, not at the next full half hour.
AT_ONCE = ("pace.nightly", "pace.morning")
logger = logging.getLogger("pace.beat")


def keep_beating() -> None:
    threading.Thread(target=_beat_for_ever, name="pulse", daemon=True).start()


def _beat_for_ever() -> None:
    missed = list(AT_ONCE)
    while True:
        give_sign()
        missed = [task for task in missed if not tell(task)]
        time.sleep(EVERY)


def give_sign() -> None:
    try:
        beat_pulse(BEAT, at=moment())
    except (DatabaseError, InterfaceError) as away:
        logger.warning("the database is away: %s", type(away).__name__)
    finally:
        connection.close()
