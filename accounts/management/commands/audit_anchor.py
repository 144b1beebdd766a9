from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.audit.anchors import anchor_file, write_anchors
from accounts.audit.reading import auditors_connection, chains_of
from accounts.jobs.noting import noted_run
from accounts.models import Authority
from accounts.nightly import anchored_in_words


class Command(BaseCommand):
    help = "Note, signed and outside the database, where each authority's audit chain now ends."
    # The audit can be judged while the pages cannot be served.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        file = anchor_file()
        with chains_of(auditors_connection()) as chains:
            heads = list(chains.heads())
        written = write_anchors(file, iter(heads), at=timezone.now())
        for authority in Authority.objects.filter(code__in=[code for code, *_ in heads]):
            with noted_run(authority=authority, kind="anchor_audit") as noted:
                noted.counts, noted.sentence = {"anchors": 1}, anchored_in_words(1)
        self.stdout.write(f"{written} anchors written to {file}. Copy it off this machine.")
