import json
import re
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from accounts.checks import routes

SAMPLES: dict[str, Any] = {
    "uuid": "00000000-0000-4000-8000-000000000000",
    "int": 1,
    "slug": "sample",
    "str": "sample",
    "path": "sample/path",
}


class Command(BaseCommand):
    help = "Every route: its name, pattern, methods, declared act and sample arguments."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        found = [described(path, pattern) for path, pattern in routes()]
        if options["format"] == "json":
            self.stdout.write(json.dumps(found))
            return
        for route in found:
            methods = ",".join(route["methods"])
            self.stdout.write(f"/{route['pattern']}  {methods}  {route['act']}  {route['name']}")


def described(path: str, pattern: Any) -> dict[str, Any]:
    view = pattern.callback
    return {
        "name": pattern.name,
        "pattern": path,
        "methods": sorted(getattr(view, "methods", ["GET", "HEAD", "POST"])),
        "act": getattr(view, "act", None),
        "arguments": {
            name: SAMPLES.get(converter or "str") for converter, name in arguments_of(path)
        },
    }


def arguments_of(path: str) -> list[tuple[str, str]]:
    return re.findall(r"<(?:(\w+):)?(\w+)>", path)
