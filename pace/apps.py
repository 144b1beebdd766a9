from importlib import import_module

from django.apps import AppConfig


class PaceConfig(AppConfig):
    name = "pace"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Named here, so that whoever asks for a job finds the broker of this app.
        import_module("pace.celery")
