"""The report of a flat file: each episode through the same evaluator that reads the database."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from aims.flat_files import Row, read_flat_file
from aims.measure import ChildRow, Counted, Report, count_clock, measure
from milestones.evaluate import evaluate_rule
from milestones.history import Episode, History, route_on
from milestones.rules import Rule
from milestones.status import Status


def flat_report(data: object) -> Report:
    """Raises ValueError with a sentence naming the key that is wrong."""
    file = read_flat_file(data)
    return measure(_counted(_joined(file.rows), file.rule, file.on), file.promise, on=file.on)


def _joined(rows: Sequence[Row]) -> list[Row]:
    """Rows of one child that touch or overlap are one; a gap of a day keeps them apart."""
    joined: list[Row] = []
    # A row that ends before it starts, or never starts, is a question and joins no other.
    apart = [row for row in rows if row.start is None or _is_backwards(row)]
    spells = [row for row in rows if row.start is not None and not _is_backwards(row)]
    for row in sorted(
        spells, key=lambda row: (row.child, row.start or date.min, row.end or date.max)
    ):
        last = joined[-1] if joined else None
        if last and last.child == row.child and _touch(last, row):
            joined[-1] = _join(last, row)
        else:
            joined.append(row)
    return joined + apart


def _touch(last: Row, row: Row) -> bool:
    return row.start is not None and row.start <= (last.end or date.max)


def _join(last: Row, row: Row) -> Row:
    ends_later = last.end is not None and (row.end is None or row.end > last.end)
    return replace(
        last,
        end=row.end if ends_later else last.end,
        end_reason=row.end_reason if ends_later else last.end_reason,
        family=last.family or row.family,
        dob=last.dob or row.dob,
        routes=last.routes + row.routes,
        events=last.events + row.events,
    )


def _is_backwards(row: Row) -> bool:
    return row.start is not None and row.end is not None and row.end < row.start


def _counted(rows: Sequence[Row], rule: Rule, on: date) -> list[Counted]:
    of_child: dict[str, list[Row]] = {}
    for row in rows:
        if row.start is not None and row.start <= on and not _is_backwards(row):
            of_child.setdefault(row.child, []).append(row)
    return [_count(row, of_child.get(row.child, []), rule, on) for row in rows]


def _count(row: Row, spells: Sequence[Row], rule: Rule, on: date) -> Counted:
    if row.start is None or row.start > on:
        return _unclear(row, Status.EXCLUDED)
    history = _history(row, [replace(row, end=None)] if _is_backwards(row) else spells, on)
    [reading] = [
        reading for reading in evaluate_rule(history, rule) if reading.started_on == row.start
    ]
    counted = count_clock(
        reading,
        on=on,
        child_ref=row.child,
        family=row.family,
        is_excluded=route_on(history, on) in rule.exclude_routes,
    )
    if _is_backwards(row) and counted.status != Status.EXCLUDED:
        return _unclear(row, Status.QUERY, due_on=reading.due_on)
    return counted


def _unclear(row: Row, status: Status, due_on: date | None = None) -> Counted:
    return Counted(ChildRow(row.child, status, row.start, due_on, None, None), family=row.family)


def _history(row: Row, spells: Sequence[Row], on: date) -> History:
    """What was known of the child on the day; events belong to the episode they stand in."""
    return History(
        born_on=row.dob,
        episodes=tuple(_episode(spell, on) for spell in spells),
        routes=row.routes,
        milestones=tuple(event for event in row.events if (event.held_on or date.max) <= on),
    )


def _episode(spell: Row, on: date) -> Episode:
    assert spell.start is not None
    has_ended = spell.end is not None and spell.end <= on
    return Episode(
        began_on=spell.start,
        ended_on=spell.end if has_ended else None,
        destination=spell.end_reason if has_ended else "",
        transferred_in=spell.transferred_in,
    )
