"""The panel recommends, another person decides: leave to decide, and who may not."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet

from accounts.actors import Actor
from accounts.policy import DECISION_KINDS, PANEL_KINDS, SIT_ON_A_PANEL
from accounts.roles import Role
from cases.colleagues import members_as
from cases.models import Child, Grant
from cases.services.decisions import await_decision, end_waiting, stop_waiting
from milestones.models import Milestone, MilestoneKind

DECISION = "adm_decision"
RECOMMENDS = frozenset({"recommended", "not_recommended"})
DECIDES = frozenset({"approved", "not_approved"})


def refuse_who_sat_on_the_panel(*, child: Child, by: Actor, kind: MilestoneKind) -> None:
    """ValidationError for a decision by somebody of the case's panel (security.md §4)."""
    if kind.code not in DECISION_KINDS or not has_sat(child=child, by=by):
        return
    ask = ", ".join(_other_decision_makers(by)) or "your service manager, who can name a deputy"
    raise ValidationError(
        f"You sat on this case’s panel. Its decision is for somebody else to record: ask {ask}."
    )


def has_sat(*, child: Child, by: Actor) -> bool:
    """Whether the person had the panel's pack or issued it, or recorded what the panel said.

    A pack taken back before the meeting does not count.
    """
    if by.person is None:
        return False
    of_panels = Grant.objects.filter(
        child=child, ground=Grant.Ground.AGENDA_ITEM, role__in=SIT_ON_A_PANEL
    )
    had_it = of_panels.filter(membership__person=by.person).exclude(
        revoked_at__date__lt=F("meets_on")
    )
    issued_it = of_panels.filter(role=Role.PANEL_MEMBER, made_by=by.person)
    recorded = Milestone.objects.standing().filter(
        child=child, kind__code__in=PANEL_KINDS, recorded_by=by.person, held_on__isnull=False
    )
    return had_it.exists() or issued_it.exists() or recorded.exists()


def settle_waiting(*, child: Child, by: Actor) -> None:
    """The last word counts: a recommendation opens the record to the ADM's office, a decision
    closes it after 28 days, and one struck through takes its leave back with it."""
    word = last_words(child_ids=[child.pk]).first()
    if word is None:
        stop_waiting(child=child, by=by)
    elif word.outcome_id in RECOMMENDS:
        await_decision(child=child, by=by)
    else:
        end_waiting(child=child, by=by)


def last_words(*, child_ids: Iterable[int]) -> QuerySet[Milestone]:
    """Of each child the last that the panel recommended or the ADM decided, where there is any."""
    rows: QuerySet[Milestone] = Milestone.objects.standing().filter(
        Q(kind__code__in=PANEL_KINDS, outcome__in=RECOMMENDS)
        | Q(kind__code=DECISION, outcome__in=DECIDES),
        child__in=list(child_ids),
        held_on__isnull=False,
    )
    return rows.order_by("child_id", "-held_on", "-pk").distinct("child_id")


def concerns_a_decision(*, kind_code: str) -> bool:
    return kind_code in PANEL_KINDS or kind_code == DECISION


def _other_decision_makers(by: Actor) -> list[str]:
    others = members_as(by, [Role.DECISION_MAKER]).exclude(person=by.person)
    return list(dict.fromkeys(others.values_list("person__full_name", flat=True)))
