"""Reading a JSON file somebody names on the command line."""

import json
from pathlib import Path

from django.core.management.base import CommandError


def read_json(file: Path) -> object:
    """What the file holds. CommandError with one clear sentence when it cannot be read."""
    try:
        return json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{file} is not UTF-8 text: save it as UTF-8.") from error
    except json.JSONDecodeError as error:
        raise CommandError(
            f"{file}, line {error.lineno}, column {error.colno}: this is not JSON ({error.msg})."
        ) from error
    except RecursionError as error:
        raise CommandError(f"{file} is nested too deeply to be an aim file.") from error
