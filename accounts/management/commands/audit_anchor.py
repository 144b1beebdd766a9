from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.audit.anchors import anchor_file, write_anchors
from accounts.audit.reading import auditors_connection, chains_of


class Command(BaseCommand):
    help = "Note, signed and outside the database, where each authority's audit chain now ends."
    # The audit can be judged while the pages cannot be served.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        file = anchor_file()
        with chains_of(auditors_connection()) as chains:
            written = write_anchors(file, chains.heads(), at=timezone.now())
        self.stdout.write(f"{written} anchors written to {file}. Copy it off this machine.")
