from typing import Any

from django.core.management.base import BaseCommand

from accounts.access_table import markdown


class Command(BaseCommand):
    help = "Print docs/access.md from the policy."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(markdown(), ending="")
