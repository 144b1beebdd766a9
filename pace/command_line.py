"""Run one command: with its database, and with a sentence where a person can mend what is wrong."""

import os
import sys
from collections.abc import Sequence

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import DatabaseError, OperationalError
from psycopg2.errors import UndefinedColumn, UndefinedTable

from pace.embedded.starting import database_for


def run(words: Sequence[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pace.settings")
    try:
        with database_for(words[1:]):
            execute_from_command_line(list(words))
    except KeyboardInterrupt:
        sys.exit(130)
    except (ImproperlyConfigured, DatabaseError) as refused:
        sentence = _sentence(refused)
        if sentence is None or "--traceback" in words:
            raise
        sys.exit(sentence)


def _sentence(refused: Exception) -> str | None:
    first_line = str(refused).strip().partition("\n")[0]
    if isinstance(refused, ImproperlyConfigured):
        return first_line
    if isinstance(refused.__cause__, UndefinedTable | UndefinedColumn):
        return f"The tables are not those of this version: {first_line}. Run: manage.py migrate"
    if isinstance(refused, OperationalError):
        return f"The database does not answer: {first_line}"
    return None
