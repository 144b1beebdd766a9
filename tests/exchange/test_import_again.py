"""What a later folder does to what is stored: keys, absent columns, empty cells, voids, plans."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.actors import system_actor
from accounts.models import AuditEntry, Authority, Locality, Membership, Person
from cases.models import ChildLocality, Involvement, LegalOrder, Placement
from milestones.models import Milestone
from milestones.services.corrections import correct_fact, void_fact
from tests.conftest import inside
from tests.exchange.importing import (
    ON,
    SOUTH_AYRSHIRE,
    child_row,
    counts,
    row,
    take_in,
    the_child,
    where,
)

pytestmark = pytest.mark.django_db

PLAN = row(kind="panel", planned_on="2018-05-01")
HELD = row(kind="panel", planned_on="2018-05-01", held_on="2018-05-04", outcome="recommended")


def folder() -> dict[str, Any]:
    return {
        "children": [
            child_row(
                given_name="Isla", locality="Ayr", family_ref="F1", worker="Ruth@council.example"
            )
        ],
        "episodes": [row(started_on="2018-01-01", ended_on="2019-01-01", destination="home")],
        "placements": [
            row(setting="foster", started_on="2018-01-01", started_at="09:30", basis="emergency")
        ],
        "orders": [row(kind="cso", made_on="2018-01-02", expires_on="2019-01-02")],
        "routes": [row(route="home", from_="2018-03-01", reason="Parents are well again")],
        "milestones": [PLAN, row(kind="lac_review", held_on="2018-03-01", held_at="10:00")],
    }


def by_the_system():
    return system_actor(Authority.objects.get(code=SOUTH_AYRSHIRE))


def test_the_same_folder_again_is_all_unchanged_and_writes_nothing(django_assert_max_num_queries):
    assert counts(take_in(folder())) == (7, 0, 0, 0, 0)
    entries = AuditEntry.objects.count()
    with django_assert_max_num_queries(30) as queries:
        again = take_in(folder(), on=ON + timedelta(days=30))
    assert counts(again) == (0, 0, 7, 0, 0)
    assert AuditEntry.objects.count() == entries
    wrote = [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert wrote == []


def test_a_dry_run_counts_the_same_and_writes_nothing():
    dry = take_in(folder(), dry_run=True)
    assert not AuditEntry.objects.exists()
    assert not Locality.objects.filter(name="Ayr").exists()
    assert dry.as_data() == take_in(folder()).as_data()


def test_each_changed_child_has_one_audit_entry_with_counts_and_no_content():
    take_in(folder())
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.subject_kind, entry.subject_id) == (
        "import.run",
        "child",
        the_child().public_id,
    )
    assert entry.detail["lines"]["milestones.csv"] == {"created": 2}
    assert "Isla" not in str(entry.detail)


def test_an_absent_column_leaves_a_value_and_an_empty_cell_clears_it():
    take_in(folder())
    order = {"child_ref": "C1", "kind": "cso", "made_on": "2018-01-02"}
    assert counts(take_in({"orders": [order]})) == (0, 0, 1, 0, 0)
    assert LegalOrder.objects.get().expires_on == date(2019, 1, 2)
    assert counts(take_in({"orders": [{**order, "expires_on": ""}]})) == (0, 1, 0, 0, 0)
    assert LegalOrder.objects.get().expires_on is None


def test_clearing_an_end_that_a_stored_destination_needs_is_rejected():
    take_in(folder())
    result = take_in({"episodes": [row(started_on="2018-01-01", ended_on="")]})
    assert where(result) == [("episodes.csv", 2, None)]


def test_lines_absent_from_a_later_folder_are_left_alone():
    take_in(folder())
    take_in({"children": [child_row()]})
    assert Milestone.objects.count() == 2


def test_a_date_of_birth_after_what_is_recorded_is_rejected():
    take_in(folder())
    result = take_in({"children": [child_row(born="2018-01-02")]})
    assert where(result) == [("children.csv", 2, "date_of_birth")]
    assert "the episode of 1 January 2018 that is already recorded" in result.rejected[0].reason


def test_a_held_line_completes_the_plan_it_names():
    take_in(folder())
    assert counts(take_in({"milestones": [HELD]})) == (0, 1, 0, 0, 0)
    panel = Milestone.objects.get(kind__code="panel")
    assert (panel.held_on, panel.planned_on) == (date(2018, 5, 4), date(2018, 5, 1))
    assert counts(take_in({"milestones": [HELD]})) == (0, 0, 1, 0, 0)


def test_a_plan_told_again_after_it_was_held_is_no_new_plan():
    take_in(folder())
    take_in({"milestones": [HELD]})
    assert counts(take_in({"milestones": [PLAN]})) == (0, 0, 1, 0, 0)
    assert not Milestone.objects.planned().exists()


@pytest.mark.parametrize("lines", [[PLAN, HELD], [HELD, PLAN]])
def test_a_plan_and_its_being_held_in_one_folder_make_one_milestone(lines):
    take_in({"children": [child_row()], "milestones": lines})
    assert Milestone.objects.count() == 1
    assert counts(take_in({"milestones": lines})) == (0, 0, 2, 0, 0)


def test_a_plan_becomes_not_held():
    take_in(folder())
    not_held = {**PLAN, "outcome": "not_held"}
    assert counts(take_in({"milestones": [not_held]})) == (0, 1, 0, 0, 0)
    assert Milestone.objects.get(kind__code="panel").was_not_held


def test_what_was_said_to_be_held_becomes_not_held():
    take_in(folder())
    review = row(kind="lac_review", held_on="2018-03-01", outcome="not_held")
    assert counts(take_in({"milestones": [review]})) == (0, 1, 0, 0, 0)
    assert Milestone.objects.get(kind__code="lac_review").was_not_held
    assert counts(take_in({"milestones": [review]})) == (0, 0, 1, 0, 0)


def test_an_import_never_brings_back_what_was_voided():
    take_in(folder())
    void_fact(fact=Placement.objects.get(), by=by_the_system(), reason="Another child’s")
    assert counts(take_in(folder())) == (0, 0, 7, 0, 0)
    assert not Placement.objects.standing().exists()


def test_an_import_never_undoes_a_correction():
    take_in(folder())
    order = LegalOrder.objects.get()
    changes = {"expires_on": date(2019, 1, 1)}
    correct_fact(
        fact=order, by=by_the_system(), on=ON, reason="As the court wrote", changes=changes
    )
    assert counts(take_in(folder())) == (0, 0, 7, 0, 0)
    assert LegalOrder.objects.standing().get().expires_on == date(2019, 1, 1)


def test_an_unknown_worker_is_kept_as_an_address_until_that_person_joins():
    take_in(folder())
    worker = Involvement.objects.get()
    assert (worker.email, worker.person) == ("ruth@council.example", None)
    person = Person.objects.create_person(email="ruth@council.example", full_name="Ruth Galbraith")
    Membership.objects.create(
        person=person, authority=the_child().authority, role="social_worker", begins_on=ON
    )
    assert counts(take_in(folder())) == (0, 1, 6, 0, 0)
    worker.refresh_from_db()
    assert (worker.person, worker.ended_on) == (person, None)
    assert counts(take_in(folder())) == (0, 0, 7, 0, 0)


def test_another_worker_ends_the_one_before_on_the_day_of_the_import():
    take_in(folder())
    later = ON + timedelta(days=9)
    take_in({"children": [child_row(worker="iain@council.example")]}, on=later)
    days = Involvement.objects.order_by("pk").values_list("email", "began_on", "ended_on")
    assert list(days) == [
        ("ruth@council.example", ON, later),
        ("iain@council.example", later, None),
    ]
    take_in({"children": [child_row(worker="")]}, on=later)
    assert not Involvement.objects.allocated().exists()


def test_the_first_locality_known_has_no_day_and_the_next_begins_on_the_day_of_the_import():
    take_in(folder())
    later = ON + timedelta(days=9)
    assert counts(take_in({"children": [child_row(locality="AYR")]})) == (0, 0, 1, 0, 0)
    take_in({"children": [child_row(locality="Troon")]}, on=later)
    take_in({"children": [child_row(locality="Girvan")]}, on=later)
    known = ChildLocality.objects.order_by("pk").values_list("locality__name", "from_on")
    assert list(known) == [("Ayr", None), ("Girvan", later)]
    assert str(the_child().locality) == "Girvan"


def test_the_same_reference_in_another_authority_is_another_child():
    take_in(folder())
    assert take_in(folder(), code="S12000019").created == 7
    inside("S12000019")
    assert Milestone.objects.filter(authority__code="S12000019").count() == 2


def test_a_fact_voided_in_the_database_directly_counts_as_voided_too():
    take_in(folder())
    Milestone.objects.filter(kind__code="panel").update(
        voided_at=timezone.now(), void_reason="Never planned"
    )
    assert counts(take_in(folder())) == (0, 0, 7, 0, 0)


def test_a_worker_who_left_the_authority_stays_the_one_the_folder_names():
    person = Person.objects.create_person(email="ruth@council.example", full_name="Ruth Galbraith")
    membership = Membership.objects.create(
        person=person, authority=by_the_system().authority, role="social_worker", begins_on=ON
    )
    take_in(folder())
    assert Involvement.objects.get().person == person
    membership.delete()
    assert counts(take_in(folder())) == (0, 0, 7, 0, 0)
