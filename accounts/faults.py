"""Faults that a test run asks for by PACE_FAULT; none outside PACE_TEST=1."""

from django.conf import settings
from django.db import DatabaseError


def fail_if_asked(point: str) -> None:
    """Raises DatabaseError at this point when the test run asks for the fault."""
    if point == settings.FAULT:
        raise DatabaseError(f"PACE_FAULT={point}")
