"""Who is told of what: once each, up the ladder, and nobody who may not know of the child."""

from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEntry, Authority, Membership
from cases.models import Bar, Child, Involvement
from milestones.models import Delay, DelayCause, Flag, Notice, Snooze, Timescale
from milestones.services.raising import raise_notices
from tests.conftest import NOON, TODAY, noon, outside
from tests.factories import ChildFactory, MembershipFactory, give
from tests.milestones.told import flagged, restricted

DAY = timedelta(days=1)


def raise_(authority: Authority, on: date = TODAY) -> int:
    with outside():
        return raise_notices(authority=authority, on=on, at=noon(on))


def told_to(membership: Membership) -> list[tuple[str, str]]:
    found = Notice.objects.filter(person=membership.person).order_by("pk")
    return list(found.values_list("kind", "words"))


def test_the_worker_is_told_of_a_step_once_however_often_it_runs(
    callum: Child, morag: Membership
) -> None:
    flagged(callum, step="approaching", due_on=TODAY + 14 * DAY)
    assert [raise_(callum.authority, TODAY + n * DAY) for n in range(5)] == [1, 0, 0, 0, 0]
    [(kind, words)] = told_to(morag)
    assert kind == "approaching"
    assert "30 weeks" in words


def test_a_second_run_writes_nothing(callum: Child, morag: Membership) -> None:
    flagged(callum)
    raise_(callum.authority)
    entries = AuditEntry.objects.count()
    raise_(callum.authority)
    assert AuditEntry.objects.count() == entries


def test_what_was_flagged_for_a_later_day_is_not_told_before(
    callum: Child, morag: Membership
) -> None:
    """As where a far day was typed by mistake."""
    flag = flagged(callum)
    Flag.objects.filter(pk=flag.pk).update(raised_on=TODAY + DAY)
    assert [raise_(callum.authority, TODAY + n * DAY) for n in range(2)] == [0, 1]


def test_before_an_authority_goes_live_nobody_is_told_of_what_falls_due_after(
    callum: Child, morag: Membership
) -> None:
    Authority.objects.filter(pk=callum.authority_id).update(went_live_on=TODAY + DAY)
    flagged(callum, step="approaching", due_on=TODAY + 14 * DAY)
    callum.authority.refresh_from_db()
    assert [raise_(callum.authority, TODAY + n * DAY) for n in range(2)] == [0, 1]


def test_the_next_step_is_another_thing(callum: Child, morag: Membership) -> None:
    first = flagged(callum, step="approaching", due_on=TODAY)
    raise_(callum.authority)
    Flag.objects.filter(pk=first.pk).update(
        cleared_at=datetime.now(UTC), cleared_on=TODAY, cleared_because="step"
    )
    flagged(callum, due_on=TODAY)
    raise_(callum.authority, TODAY + DAY)
    assert [kind for kind, _ in told_to(morag)] == ["approaching", "overdue"]


def test_the_leader_is_told_after_7_days_and_the_manager_after_28(
    callum: Child, morag: Membership, iain: Membership, catriona: Membership
) -> None:
    flagged(callum, due_on=TODAY)
    counts = {day: raise_(callum.authority, TODAY + day * DAY) for day in (1, 6, 7, 27, 28, 60)}
    assert counts == {1: 1, 6: 0, 7: 1, 27: 0, 28: 1, 60: 0}
    assert [kind for kind, _ in told_to(iain)] == ["escalated"]
    assert [kind for kind, _ in told_to(catriona)] == ["escalated"]


def test_a_promised_date_ahead_keeps_it_from_climbing(
    callum: Child, morag: Membership, iain: Membership
) -> None:
    flag = flagged(callum, due_on=TODAY)
    Delay.objects.create(
        authority=callum.authority,
        child=callum,
        timescale=flag.timescale,
        started_on=flag.started_on,
        cause=DelayCause.objects.first(),
        promised_on=TODAY + 20 * DAY,
    )
    Delay.objects.update(given_at=datetime(2026, 11, 20, 12, tzinfo=UTC))
    raise_(callum.authority, TODAY + 10 * DAY)
    assert told_to(iain) == []
    raise_(callum.authority, TODAY + 21 * DAY)
    assert len(told_to(iain)) == 1


def test_a_snoozed_clock_tells_nobody_until_it_speaks_up_again(
    callum: Child, morag: Membership
) -> None:
    flag = flagged(callum)
    Snooze.objects.create(
        authority=callum.authority,
        child=callum,
        timescale=flag.timescale,
        started_on=flag.started_on,
        until=TODAY + 5 * DAY,
        reason="The review is booked",
        snoozed_on=TODAY,
    )
    assert raise_(callum.authority, TODAY + 4 * DAY) == 0
    assert raise_(callum.authority, TODAY + 5 * DAY) == 1


def test_whoever_covers_for_the_worker_is_told_too(callum: Child, morag: Membership) -> None:
    stand_in = MembershipFactory.create(
        authority=callum.authority, covers=morag, begins_on=TODAY, ends_on=TODAY + 14 * DAY
    )
    flagged(callum)
    raise_(callum.authority)
    assert len(told_to(morag)) == len(told_to(stand_in)) == 1


def test_where_nobody_is_allocated_the_leader_is_told_at_once(
    callum: Child, iain: Membership
) -> None:
    Involvement.objects.filter(child=callum, capacity="social_worker").update(ended_on=TODAY)
    flagged(callum, step="approaching", due_on=TODAY + 14 * DAY)
    raise_(callum.authority)
    assert [kind for kind, _ in told_to(iain)] == ["approaching"]
    raise_(callum.authority, TODAY + 60 * DAY)
    assert len(told_to(iain)) == 1


def test_who_is_barred_is_not_told(callum: Child, morag: Membership, iain: Membership) -> None:
    Bar.objects.create(
        authority=callum.authority, child=callum, person=morag.person, ground="conflict", reason="x"
    )
    flagged(callum)
    raise_(callum.authority)
    assert told_to(morag) == []
    assert len(told_to(iain)) == 1


def test_of_a_restricted_child_only_who_is_named_is_told(
    callum: Child, morag: Membership, iain: Membership, catriona: Membership
) -> None:
    restricted(callum, iain)
    flagged(callum)
    raise_(callum.authority, TODAY + 60 * DAY)
    assert (len(told_to(morag)), len(told_to(iain)), len(told_to(catriona))) == (0, 1, 0)


def test_of_a_rule_that_cannot_be_read_only_who_reads_the_whole_record_is_told(
    callum: Child, morag: Membership, catriona: Membership
) -> None:
    flag = flagged(callum)
    Timescale.objects.filter(pk=flag.timescale_id).update(definition={"start": 7, "stop": "x"})
    raise_(callum.authority, TODAY + 60 * DAY)
    assert len(told_to(morag)) == 1
    assert told_to(catriona) == []


def test_a_role_that_may_not_read_what_the_rule_speaks_of_is_not_told(
    callum: Child, morag: Membership, catriona: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "milestones.notices.from_flags.groups_of_rule", lambda rule: frozenset({"health"})
    )
    flagged(callum)
    raise_(callum.authority, TODAY + 60 * DAY)
    assert len(told_to(morag)) == 1
    assert told_to(catriona) == []


@pytest.mark.parametrize(
    ("live_on", "expected"), [(TODAY + DAY, 0), (TODAY, 0), (date(2026, 11, 6), 1), (None, 1)]
)
def test_history_and_an_authority_that_is_not_live_tell_nobody(
    callum: Child, morag: Membership, live_on: date | None, expected: int
) -> None:
    Authority.objects.filter(pk=callum.authority_id).update(went_live_on=live_on)
    flagged(callum, due_on=date(2026, 11, 6))
    assert raise_(Authority.objects.get(pk=callum.authority_id)) == expected


def test_a_flag_that_stands_again_is_not_told_again_but_holds(
    callum: Child, morag: Membership
) -> None:
    first = flagged(callum)
    raise_(callum.authority)
    at = datetime.now(UTC)
    Flag.objects.filter(pk=first.pk).update(
        cleared_at=at, cleared_on=TODAY, cleared_because="corrected"
    )
    Notice.objects.update(withdrawn_at=at)
    again = flagged(callum)
    assert raise_(callum.authority) == 0
    notice = Notice.objects.get()
    assert (notice.flag, notice.withdrawn_at) == (again, None)


def test_what_cannot_wait_is_known_by_its_rule_and_only_while_it_is_new(
    callum: Child, morag: Membership
) -> None:
    flagged(callum, rule="meeting_72_hours", due_on=TODAY - DAY)
    flagged(callum, rule="recommendation_30_weeks", due_on=TODAY - DAY)
    flagged(callum, rule="emergency_review_3_working_days", due_on=TODAY - 30 * DAY)
    raise_(callum.authority)
    assert Notice.objects.get(person=morag.person, cannot_wait=True).flag.timescale.ref == (
        "meeting_72_hours"
    )


def test_more_flags_ask_no_more_queries(callum: Child, morag: Membership) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            raise_(callum.authority)
        return len(asked)

    flagged(callum)
    few = queries()
    for _ in range(10):
        flagged(ChildFactory.create(authority=callum.authority))
    assert queries() == few


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_tell_nobody_twice(callum: Child, morag: Membership) -> None:
    for _ in range(5):
        child = ChildFactory.create(authority=callum.authority, is_morags=False)
        give(child, to=morag)
        flagged(child)
    begin = Barrier(2)

    def run() -> None:
        begin.wait()
        raise_notices(authority=callum.authority, on=TODAY, at=NOON)
        connections.close_all()

    both = [Thread(target=run) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert Notice.objects.filter(person=morag.person).count() == 5


def test_a_rule_that_cannot_be_read_stops_nobody_elses_notice(
    callum: Child, morag: Membership
) -> None:
    flagged(callum)
    poisoned = flagged(callum, rule="meeting_72_hours")
    Timescale.objects.filter(pk=poisoned.timescale_id).update(
        definition={"start": 7, "stop": "x"}, lead_times=["soon", 3]
    )
    assert raise_(callum.authority) == 2
