"""G2: nothing of a child shows on any page, list, export, error or log of who may not know."""

import re
from typing import Any

import pytest
from django.core import mail

from tests.access.cells import GRANTED_STORY
from tests.access.crawling import Crawl, planted_in
from tests.access.worlds import HOME, NO_AGREEMENT, NOBODY, World, lane, random_id
from tests.lanes import IS_WHOLE

FINDS = ("/children/?q={}", "/my-work/?q={}", "/api/children/?child_ref={}")
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
CLOCK = re.compile(rb"\b\d\d:\d\d(:\d\d)?\b")


def stripped(body: bytes, *own: str) -> bytes:
    """Without what differs between any two pages: the token, the time, the question itself."""
    body = CLOCK.sub(b"", TOKEN.sub(b"", body))
    for each in own:
        body = body.replace(each.encode(), b"ASKED")
    return body


@pytest.mark.parametrize("key", lane("sw", "pt"))
def test_a_crawl_meets_no_word_and_no_id_out_of_reach(
    key: str, world: World, caplog: Any, capsys: Any
) -> None:
    walked = Crawl(world, key).walk()
    assert walked.leaks == []
    assert walked.pages > 10
    assert planted_in(caplog.text, world) == set()
    assert planted_in(" ".join(capsys.readouterr()), world) == set()
    told = [f"{each.subject} {each.body}" for each in mail.outbox]
    assert planted_in(" ".join(told), world) == set()


def test_celcis_without_an_agreement_meets_nothing(world: World) -> None:
    walked = Crawl(world, "cx", NO_AGREEMENT).walk()
    assert walked.leaks == []


def test_the_crawl_itself_finds_what_is_there_to_be_found(world: World) -> None:
    """The child allocated to the social worker, told as if it were out of reach: two pages do."""
    own = world.child("own")
    walk = Crawl(world, "sw")
    walk.words -= {word.lower() for word in own["canaries"]}
    walk.ids |= {own["public_id"]}
    walk.look("/children/")
    walk.look(f"/children/{own['public_id']}/")
    leaks = " ".join(walk.leaks)
    for word in (own["child_ref"].lower(), own["public_id"]):
        assert word in leaks


@pytest.mark.parametrize("key", [key for key in lane("sw", "sm") if key != NOBODY])
def test_not_yours_and_not_there_are_the_same_page_to_the_byte(key: str, world: World) -> None:
    for story in ("restricted", "barred", "sealed", "former", "own"):
        code = HOME if story != "own" else "S99000002"
        hidden = world.child(story, code)["public_id"]
        if key == "sm" and story == "former":
            continue
        for page in ("/children/{}/", "/children/{}/milestones/record/", "/api/children/{}/"):
            nobodys = random_id()
            browser = world.browser(key)
            theirs = browser.get(page.format(hidden))
            nothing = browser.get(page.format(nobodys))
            assert theirs.status_code == nothing.status_code in {403, 404}
            assert stripped(theirs.content, hidden) == stripped(nothing.content, nobodys)


@pytest.mark.parametrize("key", ["sw", "sm", *GRANTED_STORY] if IS_WHOLE else ["sw", "pt"])
def test_searching_for_who_may_not_be_known_finds_as_much_as_for_nobody(
    key: str, world: World
) -> None:
    child = world.child("restricted")
    for question in FINDS:
        for word in [child["child_ref"], *child["canaries"][: 3 if IS_WHOLE else 1]]:
            nobodys = "Zqnvvvvvvvvvvv"
            browser = world.browser(key)
            found = browser.get(question.format(word))
            nothing = browser.get(question.format(nobodys))
            assert found.status_code == nothing.status_code
            assert stripped(found.content, word) == stripped(nothing.content, nobodys)
