"""export_aims --authority CODE"""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Authority
from aims.documents import KEYS
from aims.models import Aim


class Command(BaseCommand):
    help = "Print an authority's aims, latest versions, in the format that load_aims reads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--authority", required=True, help="GSS code, like S12000019")
        parser.add_argument("--format", choices=["json"], default="json")

    def handle(self, *args: Any, **options: Any) -> None:
        authority = Authority.objects.with_code(options["authority"]).first()
        if authority is None:
            raise CommandError(
                f"No authority has the code {options['authority']}: "
                "write its GSS code, like S12000019."
            )
        aims = Aim.objects.latest().filter(authority=authority).order_by("ref")
        # The database does not keep the order of keys; the contract's reads best.
        documents = [
            {key: document[key] for key in KEYS if key in document}
            for document in aims.values_list("document", flat=True)
        ]
        self.stdout.write(json.dumps({"aims": documents}, ensure_ascii=False, indent=1))
