"""Half-open periods in PostgreSQL: [began, ended), an open end being endless."""

from django.contrib.postgres.fields import DateRangeField, RangeBoundary
from django.db.models import Func


def date_range(began: str, ended: str) -> Func:
    # A plain Func, so that migrations need to import nothing of ours.
    return Func(began, ended, RangeBoundary(), function="DATERANGE", output_field=DateRangeField())
