"""Aims and their versions: what is written, what stays as it was."""

from datetime import date, timedelta

from accounts.models import AuditEntry
from aims.models import Aim
from aims.reporting import report
from milestones.models import Clock, Timescale
from tests.aims.invented import Told, latest, load, published
from tests.aims.test_published_aims import MIDLOTHIAN, midlothian
from tests.conftest import inside

ON = date(2018, 9, 28)


def document(**changes: object) -> dict[str, object]:
    [aim] = published("midlothian-2")
    return {**aim, **changes}


def test_an_aim_owns_a_timescale_said_in_plain_words(db: None) -> None:
    load(document())

    timescale = latest("midlothian-2").timescale
    assert (timescale.basis, timescale.ref, timescale.version) == ("aim", "midlothian-2", 1)
    assert timescale.name == (
        "Recommendation for permanence at a looked-after review or Permanence Planning Meeting "
        "within 7½ months of becoming accommodated"
    )
    assert timescale.stops_when == "permanence is recommended, or the child goes home"
    assert timescale.lead_times == [[6, "weeks"], [2, "weeks"]]


def test_loading_the_same_again_changes_nothing(db: None) -> None:
    load(document())
    again = load(document())
    assert (again.created, again.updated, again.unchanged) == (0, 0, 1)
    assert Aim.objects.count() == Timescale.objects.filter(basis="aim").count() == 1


def test_changed_content_is_a_new_version_and_the_old_one_is_superseded(db: None) -> None:
    load(document())
    assert load(document(target_percent=80)).updated == 1

    first, second = Aim.objects.filter(ref="midlothian-2").order_by("version")
    assert (first.is_superseded, first.timescale.is_superseded) == (True, True)
    assert (second.version, second.timescale.version, second.is_superseded) == (2, 2, False)
    assert second.target_percent == 80


def test_the_old_versions_report_can_still_be_given(db: None) -> None:
    midlothian().take_in(MIDLOTHIAN)
    load(document())
    before = report(latest("midlothian-2"), on=ON).as_data()
    load(document(limit={"amount": 26, "unit": "weeks"}))

    assert report(Aim.objects.get(ref="midlothian-2", version=1), on=ON).as_data() == before
    assert report(latest("midlothian-2"), on=ON).counts != before["counts"]


def test_the_old_versions_clocks_leave_the_worklists(db: None) -> None:
    inside(MIDLOTHIAN)
    told = Told()
    told.accommodated(told.child("A"), date(2018, 3, 1))
    told.take_in(MIDLOTHIAN)
    load(document())
    load(document(target_percent=80))

    running = Clock.objects.running(on=ON).filter(timescale__ref="midlothian-2")
    assert [clock.timescale.version for clock in running.select_related("timescale")] == [2]


def test_loading_is_audited_once_with_the_versions_written(db: None) -> None:
    inside(MIDLOTHIAN)
    load(document())
    [entry] = AuditEntry.objects.filter(act="aim.load")
    assert entry.detail["aims"] == ["midlothian-2@1"]
    assert entry.acting_as == "system"


def test_an_aim_of_another_authority_is_refused(db: None) -> None:
    result = load(document(), code="S12000017")
    assert not Aim.objects.exists()
    assert "belongs to another authority" in result.rejected[0]["reason"]


def test_a_ref_cannot_be_taken_from_another_authority(db: None) -> None:
    load(document())
    result = load(document(authority="S12000017"))
    assert "is another authority’s aim" in result.rejected[0]["reason"]


def test_a_ref_of_a_shipped_rule_is_refused(db: None) -> None:
    result = load(document(ref="recommendation_30_weeks"))
    assert "is a rule’s" in result.rejected[0]["reason"]


def test_a_code_from_before_recoding_names_the_same_council(db: None) -> None:
    [aim] = published("north-lanarkshire-1")
    load(aim)
    assert load({**aim, "authority": "S12000044"}, code="S12000050").unchanged == 1


def test_children_who_came_before_the_aim_have_their_clocks_at_once(db: None) -> None:
    inside(MIDLOTHIAN)
    told = Told()
    for n in range(3):
        told.accommodated(told.child(f"A{n}"), date(2018, 3, 1) + timedelta(n))
    told.take_in(MIDLOTHIAN)
    load(document())
    assert Clock.objects.filter(timescale=latest("midlothian-2").timescale).count() == 3
