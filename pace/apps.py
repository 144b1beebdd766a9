from django.apps import AppConfig


class PaceConfig(AppConfig):
    name = "pace"
