"""Changing a rule: previewed, then done with the clocks counted again; never a limit in law."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from accounts.actors import Actor, acting_as
from accounts.jobs.running import run_job
from accounts.models import AuditEntry, Job, JobState, Membership
from cases.models import Child
from milestones.models import Clock, Flag, Timescale, TimescaleSwitch
from milestones.rule_change.change import ChangeKind, RuleChange
from milestones.services.flags import raise_flags
from milestones.services.timescales import ask_preview, change_rule, switch_timescale
from tests.conftest import NOON, TODAY

SignIn = Callable[[Membership], Client]
RULE = "recommendation_30_weeks"
IN_WORDS = "Recommendation for permanence within 26 weeks of coming into care"
BEFORE_CALLUM, AFTER_CALLUM = date(2025, 11, 1), date(2025, 12, 1)


@pytest.fixture
def as_catriona(catriona: Membership) -> Actor:
    return acting_as(catriona, at=NOON)


def version(**more: Any) -> RuleChange:
    fields: dict[str, Any] = {
        "from_on": BEFORE_CALLUM,
        "amount": 26,
        "unit": "weeks",
        "name": IN_WORDS,
        "stops_when": "a review recommends permanence",
        "reason": "Agreed by the board",
    }
    return RuleChange(ChangeKind.VERSION, RULE, **fields | more)


def switched(is_on: bool, ref: str = RULE) -> RuleChange:
    return RuleChange(ChangeKind.SWITCH_ON if is_on else ChangeKind.SWITCH_OFF, ref)


def leads(*given: tuple[float, str]) -> RuleChange:
    return RuleChange(ChangeKind.LEADS, RULE, lead_times=given)


def run(job: Job) -> Job:
    run_job(public_id=job.public_id, at=NOON + timedelta(seconds=1))
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.sentence
    return job


def done(by: Actor, change: RuleChange) -> Job:
    return run(change_rule(by=by, change=change))


def previewed(by: Actor, change: RuleChange) -> dict[str, int]:
    return {name: n for name, n in run(ask_preview(by=by, change=change)).counts.items() if n}


def clock(child: Child, ref: str = RULE) -> Clock:
    return Clock.objects.select_related("timescale").get(child=child, timescale__ref=ref)


def refused(by: Actor, change: RuleChange) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as found:
        ask_preview(by=by, change=change)
    return found.value.message_dict


def test_a_new_version_governs_the_clocks_that_start_from_its_day(
    callum: Child, as_catriona: Actor
) -> None:
    done(as_catriona, version())
    changed = clock(callum)
    assert (changed.timescale.version, changed.timescale.authority) == (2, callum.authority)
    assert changed.due_on == callum.episodes.get().began_on + timedelta(weeks=26)


def test_clocks_from_before_the_day_stay_the_rows_they_were(
    callum: Child, as_catriona: Actor
) -> None:
    before = clock(callum)
    done(as_catriona, version(from_on=AFTER_CALLUM))
    after = clock(callum)
    assert (after.pk, after.due_on) == (before.pk, before.due_on)
    assert (after.timescale.authority, after.timescale.version) == (callum.authority, 1)
    assert after.timescale.valid_to == AFTER_CALLUM - timedelta(days=1)


def test_the_flags_of_clocks_that_stay_stay_too(callum: Child, as_catriona: Actor) -> None:
    raise_flags(authority=callum.authority, on=TODAY, at=NOON)
    flag = Flag.objects.live().get(timescale__ref=RULE)
    done(as_catriona, version(from_on=AFTER_CALLUM))
    again = raise_flags(authority=callum.authority, on=TODAY, at=NOON)
    assert Flag.objects.live().get(timescale__ref=RULE).pk == flag.pk
    assert (again.raised, again.cleared) == (0, 0)


def test_a_second_version_follows_the_first(callum: Child, as_catriona: Actor) -> None:
    done(as_catriona, version(from_on=date(2025, 6, 1)))
    later = version(amount=20, name=IN_WORDS.replace("26", "20"))
    done(as_catriona, later)
    own = Timescale.objects.filter(authority=callum.authority, ref=RULE).order_by("version")
    assert [each.valid_to for each in own] == [date(2025, 5, 31), date(2025, 10, 31), None]
    assert clock(callum).timescale.version == 3


def test_a_version_that_has_not_begun_is_written_anew(callum: Child, as_catriona: Actor) -> None:
    done(as_catriona, version(from_on=date(2027, 1, 1)))
    done(as_catriona, version(from_on=date(2027, 3, 1)))
    own = Timescale.objects.filter(authority=callum.authority, ref=RULE).order_by("version")
    assert [(each.version, each.valid_from, each.valid_to) for each in own] == [
        (1, None, date(2027, 2, 28)),
        (2, date(2027, 3, 1), None),
    ]


def test_changing_a_rule_that_is_off_does_not_switch_it_on(
    callum: Child, as_catriona: Actor
) -> None:
    TimescaleSwitch.objects.filter(ref=RULE).delete()
    done(as_catriona, version())
    assert not Clock.objects.filter(child=callum, timescale__ref=RULE).exists()


def test_a_limit_in_law_is_not_changed(as_catriona: Actor) -> None:
    change = RuleChange(ChangeKind.VERSION, "first_review_6_weeks", amount=8, unit="weeks")
    assert "in law" in refused(as_catriona, change)["__all__"][0]


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({"name": "Recommendation in good time"}, "name", "within 26 weeks"),
        ({"amount": 6, "name": IN_WORDS}, "amount", "People are warned 6 weeks before"),
        ({"amount": 4.5, "unit": "years"}, "amount", "Only weeks and months"),
        ({"from_on": date(2031, 1, 1)}, "from_on", "2 years ahead"),
        ({"reason": " "}, "reason", "Say why"),
    ],
)
def test_a_change_that_cannot_be_made_says_why_at_its_field(
    as_catriona: Actor, more: dict[str, Any], field: str, words: str
) -> None:
    assert words in refused(as_catriona, version(**more))[field][0]


def test_a_version_begins_after_the_one_before(callum: Child, as_catriona: Actor) -> None:
    done(as_catriona, version())
    assert "choose a later day" in refused(as_catriona, version())["from_on"][0]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ([(1, "weeks")] * 5, "at most 4"),
        ([(1.5, "days")], "halves"),
        ([(30, "weeks")], "as long as the limit"),
        ([(2, "weeks"), (2, "weeks")], "twice"),
    ],
)
def test_warnings_that_warn_of_nothing_are_refused(
    as_catriona: Actor, given: list[tuple[float, str]], words: str
) -> None:
    assert words in refused(as_catriona, leads(*given))["amount_1"][0]


def test_own_warnings_leave_the_rule_on_or_off_as_it_was(callum: Child, as_catriona: Actor) -> None:
    done(as_catriona, leads((10, "weeks")))
    assert TimescaleSwitch.objects.get(ref=RULE).lead_times == [[10, "weeks"]]
    assert clock(callum)


def test_an_own_rule_ends_from_a_day(callum: Child, as_catriona: Actor) -> None:
    done(as_catriona, version(from_on=date(2025, 6, 1)))
    end = RuleChange(ChangeKind.END, RULE, from_on=BEFORE_CALLUM, reason="No longer used")
    done(as_catriona, end)
    assert not Clock.objects.filter(child=callum, timescale__ref=RULE).exists()


def test_off_and_on_again_gives_the_same_clock(callum: Child, as_catriona: Actor) -> None:
    before = clock(callum)
    done(as_catriona, switched(False))
    assert not Clock.objects.filter(child=callum, timescale__ref=RULE).exists()
    done(as_catriona, switched(True))
    after = clock(callum)
    assert (after.started_on, after.due_on) == (before.started_on, before.due_on)


def test_the_preview_writes_nothing_and_tells_what_would_be_done(
    callum: Child, as_catriona: Actor
) -> None:
    raise_flags(authority=callum.authority, on=TODAY, at=NOON)
    assert previewed(as_catriona, switched(False)) == {"kept_no_more": 1, "flags_cleared": 1}
    assert previewed(as_catriona, version()) == {
        "due_moved": 1,
        "flags_raised": 1,
        "flags_cleared": 1,
        "notices": 2,
    }
    assert clock(callum).timescale.authority is None
    assert not Timescale.objects.filter(authority=callum.authority).exists()


def test_the_preview_of_a_rule_switched_on_tells_who_would_be_told(
    callum: Child, iain: Membership, as_catriona: Actor
) -> None:
    TimescaleSwitch.objects.filter(ref=RULE).update(is_on=False)
    switch_timescale(by=as_catriona, ref=RULE, is_on=False)
    job = run(ask_preview(by=as_catriona, change=switched(True)))
    told = {name: n for name, n in job.counts.items() if n}
    assert told == {"started": 1, "overdue_at_once": 1, "flags_raised": 1, "notices": 3}
    assert len(job.place["people"]) == 3


def test_each_change_is_audited_with_its_reason(callum: Child, as_catriona: Actor) -> None:
    change_rule(by=as_catriona, change=version())
    entry = AuditEntry.objects.get(subject_kind="timescale")
    assert (entry.act, entry.reason) == ("timescale.change", "Agreed by the board")


def test_only_whoever_changes_rules_asks_for_a_change(as_iain: Actor) -> None:
    with pytest.raises(PermissionDenied):
        ask_preview(by=as_iain, change=switched(False))


def test_a_manager_changes_a_rule_from_its_page_to_the_job(
    sign_in: SignIn, catriona: Membership, callum: Child
) -> None:
    browser = sign_in(catriona)
    asked = browser.post(reverse("switch_rule", args=[RULE]), {"to": "off"})
    job = Job.objects.get(kind="preview_timescale")
    page = reverse("rule_preview", args=[job.public_id])
    assert asked.headers["Location"] == page
    assert 'http-equiv="refresh" content="3"' in browser.get(page).content.decode()
    run(job)
    assert callum.child_ref in browser.get(page).content.decode()
    assert clock(callum)
    made = browser.post(reverse("make_rule_change", args=[job.public_id]))
    rebuild = Job.objects.get(kind="rebuild_clocks")
    assert made.headers["Location"] == reverse("job", args=[rebuild.public_id])


def test_the_second_of_two_managers_is_told_and_nothing_is_done(
    sign_in: SignIn, catriona: Membership, callum: Child, as_catriona: Actor
) -> None:
    job = run(ask_preview(by=as_catriona, change=version()))
    done(as_catriona, leads((10, "weeks")))
    told = sign_in(catriona).post(reverse("make_rule_change", args=[job.public_id]), follow=True)
    assert "Somebody has changed this rule since you looked" in told.content.decode()
    assert not Timescale.objects.filter(authority=callum.authority).exists()


def test_what_was_typed_stays_when_it_cannot_be_done(
    sign_in: SignIn, catriona: Membership, callum: Child
) -> None:
    typed = {
        "from_on_0": "1",
        "from_on_1": "4",
        "from_on_2": "2027",
        "amount": "26",
        "unit": "weeks",
        "name": "In good time",
        "stops_when": "a review recommends it",
        "reason": "The board agreed",
    }
    text = sign_in(catriona).post(reverse("change_rule", args=[RULE]), typed).content.decode()
    assert 'href="#id_name"' in text
    for words in ("In good time", "a review recommends it", "The board agreed", "2027"):
        assert words in text


def test_a_change_that_was_left_can_be_asked_for_in_another_way(
    sign_in: SignIn, catriona: Membership, callum: Child, as_catriona: Actor
) -> None:
    job = ask_preview(by=as_catriona, change=version())
    address = f"{reverse('change_rule', args=[RULE])}?like={job.public_id}"
    assert IN_WORDS in sign_in(catriona).get(address).content.decode()


@pytest.mark.parametrize(
    ("page", "rule", "words"),
    [
        ("change_rule", "first_review_6_weeks", "This limit is in law"),
        ("end_rule", RULE, "A shipped rule does not end"),
        ("rule_leads", "home_review_as_agreed", "This rule has no limit"),
    ],
)
def test_what_cannot_be_changed_is_said_before_anything_is_typed(
    sign_in: SignIn, catriona: Membership, page: str, rule: str, words: str
) -> None:
    told = sign_in(catriona).get(reverse(page, args=[rule]), follow=True)
    assert words in told.content.decode()
