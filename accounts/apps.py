from importlib import import_module

from django.apps import AppConfig
from django.core.checks import register

from accounts.checks import every_route_declares_its_act


class AccountsConfig(AppConfig):
    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        register(every_route_declares_its_act)
        import_module("accounts.nightly")
