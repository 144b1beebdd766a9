"""Stored clocks: a projection of the facts, refreshed in the transaction that changes them."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from accounts.actors import Actor, system_actor
from accounts.door import entered
from accounts.models import Authority, Locality
from cases.models import Child
from milestones.evaluate import evaluate_rule
from milestones.loading import load_histories
from milestones.models import Clock
from milestones.question_rows import compare_questions, computed_questions, refresh_questions
from milestones.reading import Reading
from milestones.rulebook import Rulebook, rulebook_of
from milestones.settling import settle_flags
from milestones.spells import Timeline

CHUNK = 500
KEY = ("child_id", "timescale_id", "started_on")
VALUES = (
    "episode_id",
    "started_at",
    "due_on",
    "due_at",
    "stopped_on",
    "stopped_at",
    "stopped_by_id",
    "stopped_outcome",
    "stopped_by_exit",
    "ended_on",
    "exit_reason",
    "in_query",
    "excluded_because",
    "transferred_in",
    "locality_id",
)
Row = tuple[Any, ...]


def refresh_clocks(
    *,
    authority: Authority,
    child_ids: Collection[int],
    at: datetime,
    rulebook: Rulebook | None = None,
) -> int:
    """Bring these children's clocks in line with their facts; how many rows were written.

    So are the questions that their facts ask (milestones.quality); flags that no longer hold are
    cleared as of `at`. Runs in the caller's
    transaction, which holds the children's row locks. The number of queries depends neither on
    the children nor on the timescales.
    """
    rulebook = rulebook or rulebook_of(authority)
    timelines = load_timelines(child_ids)
    written = _write_clocks(
        authority,
        stored_clocks(child_ids, rulebook),
        computed_clocks(authority, timelines, rulebook=rulebook),
    )
    settle_flags(authority=authority, child_ids=child_ids, at=at)
    return written + refresh_questions(
        authority=authority,
        child_ids=child_ids,
        timelines=timelines,
        rulebook=rulebook,
        at=at,
    )


def load_timelines(child_ids: Collection[int]) -> dict[int, Timeline]:
    """Each child's facts made ready once, for all rules and all questions."""
    histories = load_histories(child_ids=child_ids)
    return {child_id: Timeline(history) for child_id, history in histories.items()}


def _write_clocks(
    authority: Authority, stored: Mapping[Row, tuple[int, Row]], computed: Mapping[Row, Row]
) -> int:
    gone = [pk for key, (pk, _) in stored.items() if key not in computed]
    changed = [
        _clock(authority, key, values, pk=stored[key][0])
        for key, values in computed.items()
        if key in stored and stored[key][1] != values
    ]
    new = [_clock(authority, key, values) for key, values in computed.items() if key not in stored]
    if gone:
        Clock.objects.filter(pk__in=gone).delete()
    if changed:
        Clock.objects.bulk_update(changed, VALUES, batch_size=CHUNK)
    if new:
        Clock.objects.bulk_create(new, batch_size=2000)
    return len(gone) + len(changed) + len(new)


def computed_clocks(
    authority: Authority, timelines: Mapping[int, Timeline], *, rulebook: Rulebook
) -> dict[Row, Row]:
    """What the facts say: (child, timescale, start) → the other columns of the clock."""
    localities = dict(Locality.objects.filter(authority=authority).values_list("name", "pk"))
    found: dict[Row, Row] = {}
    for child_id, timeline in timelines.items():
        for timescale_id, reading in _governed(timeline, rulebook):
            key = (child_id, timescale_id, reading.started_on)
            found.setdefault(key, _values(reading, localities))
    return found


def _governed(timeline: Timeline, rulebook: Rulebook) -> Iterator[tuple[int, Reading]]:
    for running in rulebook.rules:
        for reading in evaluate_rule(timeline, running.rule, rulebook.holidays):
            if running.governs(reading.started_on):
                yield running.timescale_id, reading


def stored_clocks(child_ids: Collection[int], rulebook: Rulebook) -> dict[Row, tuple[int, Row]]:
    """What is kept: (child, timescale, start) → (primary key, the other columns).

    Clocks of a rule that cannot be read are left out: nothing is known against them.
    """
    kept = Clock.objects.filter(child_id__in=child_ids)
    if rulebook.unreadable:
        kept = kept.exclude(timescale__in=list(rulebook.unreadable))
    rows = kept.values_list("pk", *KEY, *VALUES)
    return {row[1:4]: (row[0], row[4:]) for row in rows}


def rebuild_clocks(*, authority: Authority, at: datetime) -> Iterator[tuple[int, int]]:
    """Refresh every child's clocks, chunk by chunk: yields (children done, rows written).

    Sealed children keep the clocks they had: their facts are behind the seal.
    """
    rulebook = rulebook_of(authority)
    system = system_actor(authority, at=at)
    for ids in _chunks(system):
        with entered(system):
            list(Child.objects.select_for_update().filter(pk__in=ids).order_by("pk").values("pk"))
            written = refresh_clocks(authority=authority, child_ids=ids, at=at, rulebook=rulebook)
        yield len(ids), written


def check_clocks(*, authority: Authority) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """Compare stored with computed, writing nothing: yields (clocks checked, drift found)."""
    rulebook = rulebook_of(authority)
    system = system_actor(authority)
    for ids in _chunks(system):
        with entered(system):
            found = compare_clocks(authority=authority, child_ids=ids, rulebook=rulebook)
        yield found


def compare_clocks(
    *, authority: Authority, child_ids: Collection[int], rulebook: Rulebook
) -> tuple[int, list[dict[str, Any]]]:
    """(clocks and questions compared, those that differ from the facts) of these children."""
    timelines = load_timelines(child_ids)
    names = dict(Child.objects.filter(pk__in=child_ids).values_list("pk", "child_ref"))
    clocks = computed_clocks(authority, timelines, rulebook=rulebook)
    checked, drift = _compare(child_ids, clocks, names, rulebook)
    asked, odd = compare_questions(
        child_ids=child_ids, computed=computed_questions(timelines, rulebook), names=names
    )
    return checked + asked, drift + odd


def _compare(
    child_ids: Collection[int],
    computed: Mapping[Row, Row],
    names: Mapping[int, str],
    rulebook: Rulebook,
) -> tuple[int, list[dict[str, Any]]]:
    refs = {running.timescale_id: running.rule.ref for running in rulebook.rules}
    stored = {key: values for key, (_, values) in stored_clocks(child_ids, rulebook).items()}
    keys = computed.keys() | stored.keys()
    return len(keys), [
        {
            "child_ref": names[key[0]],
            "timescale": refs.get(key[1], f"timescale {key[1]}, switched off"),
            "stored": _told(key, stored.get(key)),
            "computed": _told(key, computed.get(key)),
        }
        for key in sorted(keys)
        if stored.get(key) != computed.get(key)
    ]


def _chunks(system: Actor) -> Iterator[list[int]]:
    with entered(system):
        of_authority = Child.objects.filter(authority=system.authority, sealed_on__isnull=True)
        ids = list(of_authority.order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(ids), CHUNK):
        yield ids[first : first + CHUNK]


def _values(reading: Any, localities: dict[str, int]) -> Row:
    return (
        reading.episode_key,
        reading.started_at,
        reading.due_on,
        reading.due_at,
        reading.stopped_on,
        reading.stopped_at,
        reading.stopped_by,
        reading.stop_outcome,
        reading.stopped_by_exit,
        reading.ended_on,
        reading.exit_reason,
        reading.early_stop,
        reading.excluded_because,
        reading.transferred_in,
        localities.get(reading.locality_at_start),
    )


def _clock(authority: Authority, key: Row, values: Row, pk: int | None = None) -> Clock:
    columns = dict(zip(VALUES, values, strict=True))
    child_id, timescale_id, started_on = key
    return Clock(
        pk=pk,
        authority_id=authority.pk,
        child_id=child_id,
        timescale_id=timescale_id,
        started_on=started_on,
        **columns,
    )


def _told(key: Row, values: Row | None) -> dict[str, Any] | None:
    if values is None:
        return None
    told = dict(zip(VALUES, values, strict=True))
    return {"started_on": key[2], **{name: told[name] for name in VALUES if told[name]}}
