#!/usr/bin/env python
"""Run a command of the project, with a database: a named one, or the project's own."""

import os
import sys

from django.core.management import execute_from_command_line

from pace.embedded.starting import database_for

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pace.settings")
    with database_for(sys.argv[1:]):
        execute_from_command_line(sys.argv)
