from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from accounts.roles import Role
from accounts.templatetags import pace_page


@pytest.mark.parametrize("status", sorted(pace_page.TAGS))
def test_a_status_is_an_icon_a_word_and_a_colour(status: str) -> None:
    look, icon, word = pace_page.TAGS[status]
    tag = pace_page.tag_for_status(status)
    assert f"tag--{look}" in tag and f"#i-{icon}" in tag and word in tag


def test_every_icon_stands_in_the_sprite() -> None:
    sprite = Template('{% include "_sprite.html" %}').render(Context())
    for _, icon, _ in pace_page.TAGS.values():
        assert f'id="i-{icon}"' in sprite


def test_the_word_of_a_tag_is_escaped() -> None:
    assert "<b>" not in pace_page.tag_for_status("met", "<b>")


@pytest.mark.parametrize(
    ("days", "told"),
    [(0, "due today"), (1, "1 day left"), (16, "2 weeks 2 days left"), (-50, "7 weeks 1 day over")],
)
def test_days_left_are_said_from_today(days: int, told: str) -> None:
    assert pace_page.days_left(days) == told


def test_a_role_in_a_sentence_keeps_the_names_of_offices() -> None:
    told = {role: pace_page.in_passing(role.label) for role in Role}
    assert told[Role.SOCIAL_WORKER] == "social worker"
    assert told[Role.DECISION_MAKER] == "Agency Decision Maker"
    assert told[Role.CELCIS] == "CELCIS"
    assert pace_page.in_passing("Social worker, Girvan") == "social worker, Girvan"


def links(address: str, *, number: int, count: int) -> str:
    page = Paginator(range(count), 50).page(number)
    context = Context({"request": RequestFactory().get(address), "page": page})
    return Template('{% load pace_page %}{% pages page "children" %}').render(context)


def test_a_page_links_to_its_neighbours_and_keeps_the_filters() -> None:
    html = links("/children/?q=a%26b&page=5", number=5, count=1000)
    assert 'href="?q=a%26b&amp;page=6" rel="next"' in html
    assert "201 to 250 of 1000" in html
    assert html.count('aria-current="page"') == 1


def test_a_single_page_has_no_links() -> None:
    assert "<a " not in links("/children/", number=1, count=3)


def test_the_frame_of_a_page_that_failed_needs_nothing_to_be_known() -> None:
    html = Template('{% include "500.html" %}').render(Context())
    assert "Something went wrong here" in html and 'id="main"' in html
    assert "As at" not in html


def test_someone_signed_out_sees_neither_search_nor_roles() -> None:
    html = Template('{% include "404.html" %}').render(Context({"actor": None}))
    assert 'class="find"' not in html and "Acting as" not in html


def test_the_place_one_is_now_is_marked_in_the_navigation() -> None:
    nav = [{"url": "/my-work/", "name": "My work", "count": 3, "overdue": True, "current": True}]
    html = Template('{% include "_nav.html" %}').render(Context({"nav": nav}))
    assert 'aria-current="page"' in html
    assert "count--overdue" in html and '<span class="vh"> overdue</span>' in html


def test_the_role_one_acts_under_is_the_only_one_marked() -> None:
    held = [SimpleNamespace(pk=n) for n in (1, 2)]
    actor = SimpleNamespace(
        person=SimpleNamespace(full_name="Isla Moffat"),
        role_name="Social worker",
        membership=held[0],
    )
    html = Template('{% include "_acting.html" %}').render(
        Context({"actor": actor, "memberships": held, "csrf_token": "t"})
    )
    assert html.count('aria-current="true"') == 1
    assert "Isla Moffat, <b>social worker</b>" in html
