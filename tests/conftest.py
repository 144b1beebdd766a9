"""Fixtures for every test: the run's own database, and the named cast."""

from tests.throw_away_database import (
    django_db_modify_db_settings,
    django_db_setup,
)

__all__ = ["django_db_modify_db_settings", "django_db_setup"]
