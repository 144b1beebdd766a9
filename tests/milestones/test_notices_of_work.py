"""What is told beside the clocks: own jobs, what a night found, and what is to be corrected."""

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

from accounts.models import Job, Membership
from accounts.roles import Role
from cases.models import Child
from milestones.models import Notice, Question
from milestones.services.raising import raise_notices
from tests.conftest import TODAY, noon, outside
from tests.factories import MembershipFactory

DAY = timedelta(days=1)
NIGHT = datetime(2026, 11, 20, 2, 31, tzinfo=UTC)
MONDAY = date(2026, 11, 23)


def raise_(membership: Membership, on: date = TODAY) -> int:
    with outside():
        return raise_notices(authority=membership.authority, on=on, at=noon(on))


def job(by: Membership, *, kind: str, is_own: bool = False, **more: Any) -> Job:
    fields: dict[str, Any] = {"state": "done", "asked_at": NIGHT, "finished_at": NIGHT, **more}
    asked = {"asked_by": by.person, "membership": by} if is_own else {}
    return Job.objects.create(
        authority=by.authority, kind=kind, request_id=uuid.uuid4(), **asked, **fields
    )


def test_who_asked_is_told_once_how_it_ended(catriona: Membership) -> None:
    done = job(catriona, kind="rebuild_clocks", is_own=True, sentence="12 clocks changed.")
    assert [raise_(catriona), raise_(catriona)] == [1, 0]
    notice = Notice.objects.get(person=catriona.person)
    assert notice.words == "Count the clocks again: done. 12 clocks changed."
    assert str(done.public_id) in notice.path


def test_who_has_seen_it_on_its_page_is_not_told(catriona: Membership) -> None:
    job(catriona, kind="rebuild_clocks", is_own=True, read_at=NIGHT)
    assert raise_(catriona) == 0


def test_drift_is_told_to_managers_and_administrators_once_a_week(
    catriona: Membership, morag: Membership
) -> None:
    admin = MembershipFactory.create(authority=catriona.authority, role=Role.SYSTEM_ADMINISTRATOR)
    job(catriona, kind="check_clocks", counts={"drift": 3}, sentence="3 differ from the facts.")
    assert raise_(catriona) == 2
    assert raise_(catriona, TODAY + DAY) == 0
    assert raise_(catriona, TODAY + 7 * DAY) == 2
    assert set(Notice.objects.values_list("person", flat=True)) == {
        catriona.person_id,
        admin.person_id,
    }


def test_a_night_that_failed_is_told_and_one_that_went_well_is_not(catriona: Membership) -> None:
    job(catriona, kind="check_clocks", counts={"drift": 0})
    job(catriona, kind="check_holidays", counts={"warnings": 0})
    assert raise_(catriona) == 0
    job(catriona, kind="raise_flags", state="failed", sentence="It could not be done.")
    assert raise_(catriona) == 1
    assert "Flags raised and cleared: failed" in Notice.objects.get().words


def test_a_failure_that_a_later_night_made_good_is_not_told(catriona: Membership) -> None:
    job(catriona, kind="raise_flags", state="failed")
    job(catriona, kind="raise_flags")
    assert raise_(catriona) == 0


def ask(child: Child, code: str, on: date = TODAY) -> Question:
    return Question.objects.create(authority=child.authority, child=child, code=code, asks_from=on)


def test_what_is_to_be_corrected_is_one_notice_a_week_and_only_where_something_is_new(
    callum: Child, morag: Membership
) -> None:
    Question.objects.all().delete()
    ask(callum, "decision_before_entry")
    ask(callum, "panel_without_recommendation")
    assert raise_(morag) == 1
    assert Notice.objects.get().words == "2 things to correct in the records of your children"
    ask(callum, "third")
    assert raise_(morag, TODAY + DAY) == 0
    assert raise_(morag, MONDAY) == 1
    assert raise_(morag, MONDAY + 7 * DAY) == 0


def test_a_question_whose_day_comes_is_new_then(callum: Child, morag: Membership) -> None:
    Question.objects.all().delete()
    ask(callum, "first")
    ask(callum, "later", on=MONDAY + 2 * DAY)
    assert raise_(morag) == 1
    assert raise_(morag, MONDAY) == 0
    assert raise_(morag, MONDAY + 7 * DAY) == 1


def test_own_children_and_covered_ones_are_counted_apart(callum: Child, morag: Membership) -> None:
    Question.objects.all().delete()
    ask(callum, "first")
    own = MembershipFactory.create(authority=callum.authority)
    cover = Membership.objects.create(
        person=own.person,
        authority=callum.authority,
        role=Role.SOCIAL_WORKER,
        covers=morag,
        begins_on=TODAY,
        ends_on=TODAY + 14 * DAY,
    )
    raise_(morag)
    words = Notice.objects.get(membership=cover).words
    assert words == "1 thing to correct in the records of the children you cover for"
