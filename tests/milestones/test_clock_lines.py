from milestones.clock_lines import KINDS_WITH
from milestones.models import MilestoneKind


def test_the_kinds_of_an_outcome_are_those_of_the_shipped_data(db: None) -> None:
    for outcome, kinds in KINDS_WITH.items():
        shipped = MilestoneKind.objects.filter(authority=None, outcomes__contains=[outcome])
        assert set(kinds) == set(shipped.values_list("code", flat=True))
