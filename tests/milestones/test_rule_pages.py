"""The rules page and each rule's own: in words, with counts for whoever changes them."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actors import acting_as
from accounts.jobs.asking import ask_job
from accounts.models import Authority, Membership
from cases.models import Child, Restriction
from milestones.clocks import refresh_clocks
from milestones.models import Timescale, TimescaleSwitch
from tests.conftest import NOON
from tests.factories import ChildFactory, EpisodeFactory, PlacementFactory

SignIn = Callable[[Membership], Client]
RULE = "recommendation_30_weeks"


def own_rule(authority: Authority, **more: object) -> Timescale:
    """The shipped rule of 30 weeks, made the council's own."""
    shipped = Timescale.objects.get(ref=RULE, authority=None)
    fields = {
        "ref": RULE,
        "name": shipped.name,
        "definition": shipped.definition,
        "basis": shipped.basis,
        **more,
    }
    return Timescale.objects.create(authority=authority, **fields)


def page(browser: Client, rule: str = RULE) -> str:
    answer = browser.get(reverse("rule", args=[rule]))
    assert answer.status_code == 200
    return answer.content.decode()


def queries(browser: Client) -> int:
    browser.get(reverse("rules"))
    with CaptureQueriesContext(connection) as asked:
        browser.get(reverse("rules"))
    return len(asked)


def test_the_list_tells_whoever_changes_rules_how_many_clocks_run(
    sign_in: SignIn, catriona: Membership, callum: Child
) -> None:
    text = sign_in(catriona).get(reverse("rules")).content.decode()
    row = text[text.index(RULE) :].partition("</tr>")[0]
    assert 'data-label="Clocks now"><div>1<span' in row
    assert ">1 overdue</span>" in row


def test_nobody_else_is_told_how_many(sign_in: SignIn, morag: Membership, callum: Child) -> None:
    browser = sign_in(morag)
    assert "Clocks now" not in browser.get(reverse("rules")).content.decode()
    assert "Clocks running now" not in page(browser)


def test_a_restricted_child_counts_like_any_other(
    sign_in: SignIn, catriona: Membership, callum: Child
) -> None:
    browser = sign_in(catriona)
    before = page(browser)
    Restriction.objects.create(
        authority=callum.authority,
        child=callum,
        ground=Restriction.Ground.HIGH_PROFILE,
        reason="For the tests",
        review_by=date(2027, 2, 1),
    )
    assert "<dd>1</dd>" in before
    assert "<dd>1</dd>" in page(browser)


def test_a_rule_is_told_in_words(sign_in: SignIn, morag: Membership) -> None:
    text = page(sign_in(morag), "home_cso_two_years")
    for words in (
        "The child comes to be at home, under a compulsory supervision order; each time",
        "The review of a long supervision order is held",
        "18 months after the start",
        "6 months and 3 months",
    ):
        assert words in text


def test_a_rule_tells_its_versions_with_their_days(
    sign_in: SignIn, morag: Membership, south_ayrshire: Authority
) -> None:
    own_rule(south_ayrshire, valid_to=date(2026, 12, 31))
    own_rule(south_ayrshire, version=2, name="Within 26 weeks", valid_from=date(2027, 1, 1))
    text = page(sign_in(morag))
    assert "until 31 December 2026" in text
    assert "from 1 January 2027" in text


def test_the_list_names_an_own_rule_once(
    sign_in: SignIn, morag: Membership, south_ayrshire: Authority
) -> None:
    own_rule(south_ayrshire)
    text = sign_in(morag).get(reverse("rules")).content.decode()
    assert text.count(reverse("rule", args=[RULE])) == 1


def test_a_shipped_rule_that_gives_way_names_the_own_rule(
    sign_in: SignIn, catriona: Membership, callum: Child
) -> None:
    own_rule(callum.authority, ref="local_six_months", name="A plan within 6 months here")
    assert "A plan within 6 months here" in page(sign_in(catriona))


def test_a_rule_of_another_authority_is_not_there(
    sign_in: SignIn, morag: Membership, highland: Authority
) -> None:
    own_rule(highland, ref="highland_only")
    assert sign_in(morag).get(reverse("rule", args=["highland_only"])).status_code == 404


def test_the_list_asks_no_more_of_many_clocks_than_of_few(
    sign_in: SignIn, catriona: Membership, callum: Child
) -> None:
    browser = sign_in(catriona)
    first = queries(browser)
    made = []
    for _ in range(3):
        child = ChildFactory.create(authority=callum.authority)
        EpisodeFactory.create(child=child)
        PlacementFactory.create(child=child)
        made.append(child.pk)
    refresh_clocks(authority=callum.authority, child_ids=made, at=NOON)
    assert queries(browser) == first


@pytest.mark.parametrize("kept", [{}, {"change": {"kind": "gone"}}, {"change": {"bogus": 1}}])
def test_a_preview_that_this_version_cannot_read_is_not_there(
    sign_in: SignIn, catriona: Membership, kept: dict[str, object]
) -> None:
    job = ask_job(by=acting_as(catriona), kind="preview_timescale", arguments=kept)
    browser = sign_in(catriona)
    assert browser.get(reverse("rule_preview", args=[job.public_id])).status_code == 404
    assert browser.post(reverse("make_rule_change", args=[job.public_id])).status_code == 404


@pytest.mark.parametrize("kept", [[[1]], [["x", "days"]], {"a": 1}, "soon", 5, [[[1], "days"]]])
def test_warnings_that_cannot_be_read_are_mended_on_their_pages(
    sign_in: SignIn, catriona: Membership, kept: object
) -> None:
    TimescaleSwitch.objects.create(
        authority=catriona.authority, ref=RULE, is_on=True, lead_times=kept
    )
    browser = sign_in(catriona)
    assert "set the warnings anew" in browser.get(reverse("rules")).content.decode()
    assert "set the warnings anew" in page(browser)
    assert browser.get(reverse("rule_leads", args=[RULE])).status_code == 200
