"""load_aims FILE.json [--format json]"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actors import system_actor
from accounts.models import Authority
from accounts.today import today
from aims.files import read_json
from aims.services import LoadResult, load_aims


class Command(BaseCommand):
    help = "Load aims from a JSON file; an aim whose content has changed becomes a new version."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        result = load_file(options["file"])
        if options["format"] == "json":
            self.stdout.write(json.dumps(result.as_data()))
            return
        self.stdout.write(
            f"{result.created} aims created, {result.updated} updated, "
            f"{result.unchanged} unchanged, {len(result.rejected)} rejected."
        )
        for rejection in result.rejected:
            self.stdout.write(rejection["reason"])


def load_file(file: Path) -> LoadResult:
    """Each authority's aims as the system in that authority; unknown codes are rejected."""
    result = LoadResult()
    of_authority: dict[Authority, list[object]] = {}
    for document in documents_in(file):
        authority = _authority_of(document)
        if authority is not None:
            of_authority.setdefault(authority, []).append(document)
            continue
        ref = document.get("ref") if isinstance(document, dict) else None
        reason = "The key “authority” names no authority: give its GSS code, like S12000019."
        result.reject(ref, f"Aim “{ref}”: {reason}" if ref else f"An aim without a ref: {reason}")
    for authority, documents in of_authority.items():
        result.add(load_aims(documents=documents, by=system_actor(authority), on=today()))
    return result


def documents_in(file: Path) -> list[object]:
    data = read_json(file)
    if not isinstance(data, dict) or not isinstance(data.get("aims"), list):
        raise CommandError(f'{file} must hold {{"aims": [...]}}: a list of aims under that key.')
    unknown = sorted(data.keys() - {"aims", "note"})
    if unknown:
        raise CommandError(f"{file}: the key “{unknown[0]}” is not known: remove it.")
    return data["aims"]


def _authority_of(document: object) -> Authority | None:
    code = document.get("authority") if isinstance(document, dict) else None
    return Authority.objects.with_code(code).first() if isinstance(code, str) else None
