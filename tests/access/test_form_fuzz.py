"""G9: whatever is sent, an answer or a refusal; the gauntlet sends thousands more."""

import random
from collections.abc import Iterator
from itertools import islice

import pytest
from django.conf import settings
from django.test import Client

from accounts.checks import routes
from tests.access.cells import API, all_routes
from tests.access.conftest import SEED
from tests.access.forms_found import Found
from tests.access.fuzzing import (
    FRAME,
    Case,
    Judge,
    as_served,
    complaints,
    headed,
    marked,
    misled,
    posts,
    questions,
    sound,
)
from tests.access.hostile import MARKER, as_form
from tests.access.worlds import ACTORS, World, undone


@pytest.fixture
def judge(world: World, found: Found) -> Iterator[Judge]:
    with as_served():
        yield Judge(world)


def asked(judge: Judge, cases: Iterator[Case]) -> list[str]:
    for case in cases:
        judge.ask(case)
    return judge.wrong


def test_every_route_that_takes_a_form_is_asked(world: World, found: Found) -> None:
    taken = {each.route for each in found.forms if each.method == "POST"}
    assert taken >= {each.name for each in all_routes() if "POST" in each.methods}


def test_hostile_forms_are_answered_or_refused(judge: Judge, found: Found) -> None:
    assert asked(judge, posts(found, judge.world, random.Random(SEED), 30)) == []
    assert judge.written > 1


def test_no_page_shows_what_was_typed_as_markup(judge: Judge, found: Found) -> None:
    assert asked(judge, islice(marked(found), 0, None, 6)) == []


def test_hostile_questions_are_answered_or_refused(judge: Judge, found: Found) -> None:
    assert asked(judge, questions(found, judge.world, random.Random(SEED), 24)) == []


def test_hostile_headers_are_answered_or_refused(judge: Judge, found: Found) -> None:
    assert asked(judge, headed(found, random.Random(SEED), 33)) == []


def test_hostile_paths_lead_nowhere(judge: Judge) -> None:
    rng = random.Random(SEED)
    cases = rng.sample(list(misled(rng, list(ACTORS))), 40)
    assert asked(judge, iter(cases)) == []


def test_no_page_is_exempt_from_the_token() -> None:
    exempt = {
        entry.name
        for pattern, entry in routes()
        if getattr(entry.callback, "csrf_exempt", False) and not pattern.startswith(API)
    }
    assert exempt == set()


def test_no_form_is_taken_without_its_token(judge: Judge, found: Found) -> None:
    """Some of them: the test before this one holds it of all."""
    for form in [each for each in found.forms if each.method == "POST"][::4]:
        known = judge.world.browser(form.key)
        browser = Client(enforce_csrf_checks=True)
        browser.cookies = known.cookies
        sent = as_form(sound(form, random.Random(SEED)))
        with undone():
            answer = browser.post(form.address, sent.body, content_type=sent.kind)
        assert answer.status_code == 403, form
        assert FRAME in answer.content.decode(), form


def test_the_judge_finds_what_it_looks_for() -> None:
    """A marker as it was typed, an answer outside the frame, a failure, a slow one."""

    class Answer:
        def __init__(self, status: int, body: str) -> None:
            self.status_code, self.content = status, body.encode()
            self.headers = {"Content-Type": "text/html"}

    assert list(complaints(Answer(200, FRAME), 0.1)) == []
    assert list(complaints(Answer(200, FRAME + MARKER), 0.1)) != []
    assert list(complaints(Answer(400, "<h1>Bad Request (400)</h1>"), 0.1)) != []
    assert list(complaints(Answer(500, FRAME), 0.1)) != []
    assert list(complaints(Answer(200, FRAME), 2.1)) != []


def test_a_form_is_smaller_than_a_megabyte() -> None:
    """What the hostile megabyte stands for: a plain refusal, not a megabyte echoed."""
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE < 1_000_000
