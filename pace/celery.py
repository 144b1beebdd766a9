import os
from typing import Any

from celery import Celery
from celery.signals import worker_init

from pace.second_wall import refuse_an_open_wall

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pace.settings")
app = Celery("pace")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def before_any_task(**kwargs: Any) -> None:
    refuse_an_open_wall()
