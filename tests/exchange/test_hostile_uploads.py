"""Forty hostile files: each refused in a moment, nothing kept of them (security.md G13).

Every fifth by the page here, all of them in the gauntlet; what each is told is asked of all.
"""

import resource
import time
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import Job, JobFile, Membership
from exchange.case_files.brought import looked_at
from exchange.case_files.reading import UnreadableSource
from tests.exchange.hostile_files import FILES
from tests.lanes import IS_WHOLE

pytestmark = pytest.mark.django_db
SignIn = Callable[[Membership], Client]
LONGEST = 2.0
MOST_MEGABYTES = 200


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def test_each_hostile_file_is_refused_in_a_moment_and_leaves_nothing(
    sign_in: SignIn, catriona: Membership
) -> None:
    manager, before, told = sign_in(catriona), megabytes(), []
    manager.get(reverse("bring_in"))
    for name, body in FILES if IS_WHOLE else FILES[::5]:
        began = time.monotonic()
        sent = SimpleUploadedFile("x", body)
        sent._name = name  # As it comes: Django cleans the name of what is built here.
        answer = manager.post(reverse("bring_in"), {"files": [sent]})
        took = time.monotonic() - began
        if not (400 <= answer.status_code < 500 and took < LONGEST):
            told.append((name, body[:30], answer.status_code, round(took, 2)))
    assert told == []
    assert megabytes() - before < MOST_MEGABYTES
    assert not Job.objects.exists()
    assert not JobFile.objects.exists()


@pytest.mark.parametrize("number", range(len(FILES)))
def test_each_is_told_what_to_do_instead(number: int) -> None:
    with pytest.raises(UnreadableSource) as told:
        looked_at([FILES[number]])
    assert str(told.value).endswith(".")
