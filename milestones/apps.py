from importlib import import_module

from django.apps import AppConfig


class MilestonesConfig(AppConfig):
    name = "milestones"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("milestones.jobs")
        import_module("milestones.notices.jobs")
        import_module("milestones.rule_change.preview")
