from collections.abc import Iterable
from functools import cached_property
from typing import Self

from django.db import models
from django.db.models import Q

from cases.models import Fact, RouteCode, keep_history
from cases.models.fact import FactQuerySet
from milestones.models.kind import HELD, NOT_HELD, MilestoneKind, Outcome
from milestones.models.timescale import Timescale


class MilestoneQuerySet(FactQuerySet):
    def held(self) -> Self:
        return self.standing().filter(held_on__isnull=False)

    def planned(self) -> Self:
        """Agreed for a day and neither held nor called off."""
        return self.standing().filter(held_on__isnull=True).exclude(outcome_id=NOT_HELD)


@keep_history
class Milestone(Fact):
    """Something that happened on the journey, or is agreed to happen, on a day."""

    class Chair(models.TextChoices):
        TEAM_LEADER = "team_leader", "Team leader"
        INDEPENDENT = "independent", "Independent chair"
        OTHER = "other", "Someone else"

    kind = models.ForeignKey(MilestoneKind, models.PROTECT, related_name="+")
    planned_on = models.DateField("planned for", null=True, blank=True)
    planned_at = models.TimeField("planned time", null=True, blank=True)
    held_on = models.DateField("held on", null=True, blank=True)
    held_at = models.TimeField("time held", null=True, blank=True)
    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="+", default=HELD)
    route = models.CharField("route to permanence", max_length=30, choices=RouteCode, blank=True)
    chaired_by = models.CharField("who chaired it", max_length=15, choices=Chair, blank=True)
    note = models.TextField(max_length=2000, blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta(Fact.Meta):
        ordering = ["held_on", "planned_on", "pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(held_on__isnull=False) | Q(planned_on__isnull=False),
                name="milestone_is_held_or_planned",
                # The field a form shows the message at.
                violation_error_code="held_on",
                violation_error_message="Give the day it was held, or the day it is planned for.",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=NOT_HELD) | Q(held_on__isnull=True),
                name="milestone_not_held_has_no_day_held",
                violation_error_code="held_on",
                violation_error_message=(
                    "A meeting that did not happen has no day held: leave that day empty."
                ),
            ),
            models.CheckConstraint(
                condition=Q(held_on__isnull=False) | Q(outcome__in=[HELD, NOT_HELD]),
                name="planned_milestone_has_no_outcome_yet",
                violation_error_code="held_on",
                violation_error_message=(
                    "Only a milestone that was held has an outcome: give the day it was held."
                ),
            ),
            models.CheckConstraint(
                condition=Q(held_at__isnull=True) | Q(held_on__isnull=False),
                name="milestone_time_has_a_day",
                violation_error_code="held_on",
                violation_error_message="Give the day with the time.",
            ),
            models.UniqueConstraint(
                fields=["child", "kind", "held_on"],
                condition=Q(voided_at__isnull=True, held_on__isnull=False),
                name="milestone_of_a_kind_is_held_once_a_day",
                violation_error_code="held_on",
                violation_error_message=(
                    "This was already recorded for that day. Correct the record that is there."
                ),
            ),
            models.UniqueConstraint(
                fields=["child", "kind", "planned_on"],
                condition=Q(voided_at__isnull=True, held_on__isnull=True),
                name="milestone_of_a_kind_is_planned_once_a_day",
                violation_error_code="planned_on",
                violation_error_message="This is already planned for that day.",
            ),
            models.UniqueConstraint(
                fields=["authority", "id"], name="milestone_belongs_to_one_authority"
            ),
        ]
        indexes = [
            models.Index(
                fields=["authority", "planned_on"],
                condition=Q(voided_at__isnull=True, held_on__isnull=True),
                name="milestones_planned",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.held_on or self.planned_on}"

    @property
    def was_not_held(self) -> bool:
        return self.outcome_id == NOT_HELD

    @property
    def is_planned(self) -> bool:
        return self.held_on is None and not self.was_not_held


@keep_history
class Extension(Fact):
    """A dated decision that gives one clock a later day, and who granted it."""

    timescale_ref = models.CharField("rule", max_length=60)
    started_on = models.DateField("of the clock that started on")
    due_on = models.DateField("new due date")
    granted_on = models.DateField()
    granted_by = models.CharField("who granted it", max_length=120)
    reason = models.CharField(max_length=500)

    class Meta(Fact.Meta):
        ordering = ["granted_on", "pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["child", "timescale_ref", "started_on", "granted_on"],
                condition=Q(voided_at__isnull=True),
                name="extension_is_granted_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=models.F("started_on")),
                name="extension_is_due_after_the_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.timescale_ref} to {self.due_on}"

    @cached_property
    def rule(self) -> Timescale | None:
        """The rule whose clock it extends, in its latest version."""
        know_their_rules([self])
        found: Timescale | None = self.__dict__["rule"]
        return found


def know_their_rules(extensions: Iterable[Extension]) -> None:
    """Give each its rule, in one query however many they are; none where there are none."""
    known = list(extensions)
    refs = {each.timescale_ref for each in known}
    rules = list(Timescale.objects.filter(ref__in=refs)) if refs else []
    for each in known:
        each.__dict__["rule"] = max(
            (rule for rule in rules if _is_of(rule, each)), key=_nearest, default=None
        )


def _is_of(rule: Timescale, extension: Extension) -> bool:
    is_open = rule.authority_id in {None, extension.authority_id}
    return is_open and rule.ref == extension.timescale_ref


def _nearest(rule: Timescale) -> tuple[bool, int]:
    """The authority's own before the shipped one, the latest version first."""
    return (rule.authority_id is not None, rule.version)
