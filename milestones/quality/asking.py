"""All that is asked of one history: every kind of question, one after the other."""

from collections.abc import Callable, Iterator

from milestones.history import History
from milestones.quality import living, path
from milestones.quality.question import Asked
from milestones.spells import Timeline

ASKERS: tuple[Callable[[Timeline], Iterator[Asked]], ...] = (
    path.decided_before_care,
    path.panel_before_recommendation,
    path.decided_without_panel,
    path.lodged_before_decision,
    path.granted_before_lodged,
    path.planned_day_passed,
    path.outcome_missing,
    path.typed_twice,
    path.no_route,
    path.lodged_on_route_home,
    living.gap_of_a_day,
    living.no_placement,
    living.order_expired,
    living.placement_after_leaving,
    living.order_after_leaving,
    living.still_in_care_after_order,
)


def questions_of(
    history: History, *, plans_before_entry: bool = False, timeline: Timeline | None = None
) -> tuple[Asked, ...]:
    """What to ask of these facts, whatever the day; the list of a day filters by `asks_from`.

    `plans_before_entry`: a rule of the authority counts recommendations made before the child
    came into care (measures.md §4.3: “a query unless the aim allows it”). `timeline` is the
    history made ready, where the caller has it.
    """
    known = timeline or Timeline(history)
    found: dict[tuple[str, str, int | None], Asked] = {}
    if not plans_before_entry:
        for asked in path.recommended_before_care(known):
            found.setdefault(asked.key, asked)
    for ask in ASKERS:
        for asked in ask(known):
            found.setdefault(asked.key, asked)
    return tuple(found.values())
