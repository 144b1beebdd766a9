"""Stored questions: written with the clocks, from the same histories, and with nothing else."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from accounts.models import Authority
from milestones.models import Question
from milestones.quality import questions_of
from milestones.quality.accepted import KEY, Row, withdraw_what_changed
from milestones.quality.path import RECOMMENDED
from milestones.rulebook import Rulebook
from milestones.rules import Rule
from milestones.spells import Timeline

VALUES = ("asks_from", "about_on")


def computed_questions(timelines: Mapping[int, Timeline], rulebook: Rulebook) -> dict[Row, Row]:
    """What the facts ask: (child, code, kind of fact, fact) → from which day, about which."""
    plans = any(_counts_what_was_before(running.rule) for running in rulebook.rules)
    return {
        (child_id, *asked.key): (asked.asks_from, asked.about_on)
        for child_id, timeline in timelines.items()
        for asked in questions_of(timeline.history, plans_before_entry=plans, timeline=timeline)
    }


def _counts_what_was_before(rule: Rule) -> bool:
    """Whether a recommendation made before the start counts here, like planning before birth."""
    return rule.allow_before_start and any(RECOMMENDED in stop.outcomes for stop in rule.stops)


def stored_questions(child_ids: Collection[int]) -> dict[Row, tuple[int, Row]]:
    """What is kept: the key → (primary key, the other columns)."""
    rows = Question.objects.filter(child_id__in=child_ids).values_list("pk", *KEY, *VALUES)
    return {row[1:5]: (row[0], row[5:]) for row in rows}


def refresh_questions(
    *,
    authority: Authority,
    child_ids: Collection[int],
    timelines: Mapping[int, Timeline],
    rulebook: Rulebook,
    at: datetime,
) -> int:
    """Bring what is asked of these children in line with their facts; how many rows changed.

    What was accepted ends as of `at` where the facts it was about are others now.
    """
    computed = computed_questions(timelines, rulebook)
    stored = stored_questions(child_ids)
    written = _write_questions(authority, stored, computed)
    if stored:
        # Only what was asked before can have been accepted.
        written += withdraw_what_changed(
            child_ids=child_ids, computed=computed, timelines=timelines, at=at
        )
    return written


def _write_questions(
    authority: Authority, stored: Mapping[Row, tuple[int, Row]], computed: Mapping[Row, Row]
) -> int:
    gone = [pk for key, (pk, _) in stored.items() if key not in computed]
    asked = [
        _question(authority, key, values)
        for key, values in computed.items()
        if key not in stored or stored[key][1] != values
    ]
    if gone:
        Question.objects.filter(pk__in=gone).delete()
    if asked:
        Question.objects.bulk_create(
            asked,
            batch_size=2000,
            update_conflicts=True,
            unique_fields=KEY,
            update_fields=VALUES,
        )
    return len(gone) + len(asked)


def compare_questions(
    *, child_ids: Collection[int], computed: Mapping[Row, Row], names: Mapping[int, str]
) -> tuple[int, list[dict[str, Any]]]:
    """(questions compared, those that differ from the facts), as the clocks' drift is told."""
    stored = {key: values for key, (_, values) in stored_questions(child_ids).items()}
    keys = computed.keys() | stored.keys()
    return len(keys), [
        {
            "child_ref": names[key[0]],
            "timescale": f"question {key[1]}",
            "stored": _told(stored.get(key)),
            "computed": _told(computed.get(key)),
        }
        for key in _in_order(keys)
        if stored.get(key) != computed.get(key)
    ]


def _in_order(keys: Iterable[Row]) -> list[Row]:
    return sorted(keys, key=lambda key: (*key[:3], key[3] or 0))


def _question(authority: Authority, key: Row, values: Row) -> Question:
    columns = dict(zip((*KEY, *VALUES), (*key, *values), strict=True))
    return Question(authority_id=authority.pk, **columns)


def _told(values: Row | None) -> dict[str, Any] | None:
    if values is None:
        return None
    told = dict(zip(VALUES, values, strict=True))
    return {name: told[name] for name in VALUES if told[name]}
