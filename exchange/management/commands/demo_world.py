import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exchange.management.commands.generate_cases import day_named
from exchange.world.services import WorldRefused, load_world


class Command(BaseCommand):
    help = (
        "Write the invented world that security checks use: three councils, every role, children "
        "in every state with planted text. The same seed and day give the same file."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, required=True)
        parser.add_argument("--on", type=day_named, required=True, help="YYYY-MM-DD")
        parser.add_argument("--out", type=Path, required=True, help="The file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["on"].year < 1950:
            raise CommandError("--on must be a day since 1950: the children's records go back.")
        try:
            world = load_world(seed=options["seed"], on=options["on"])
        except WorldRefused as refused:
            raise CommandError(str(refused)) from None
        written = json.dumps(world, indent=1, ensure_ascii=False, sort_keys=True)
        options["out"].write_text(f"{written}\n", encoding="utf-8")
        children = sum(len(each["children"]) for each in world["authorities"])
        self.stdout.write(f"{children} invented children; the world is told in {options['out']}.")
