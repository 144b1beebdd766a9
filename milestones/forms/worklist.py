"""What the address asks of the overdue list: anything unknown is as if it were not there."""

from django.http import QueryDict

from accounts.addresses import word_asked
from milestones.work.lists import Filters

LONGEST = 80


def asked_filters(query: QueryDict) -> Filters:
    names = ("rule", "locality", "worker", "due", "age", "booked")
    return Filters(**{name: word_asked(query, name, longest=LONGEST) for name in names})
