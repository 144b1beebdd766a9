"""A change to an authority's rules, as a value: what it asks for, and the rules it would make.

The preview and the service ask the same functions, so that what was shown is what is done.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from accounts.models import Authority
from milestones.durations import ONE_DAY
from milestones.models import Timescale
from milestones.rule_reading import versions_of
from milestones.rulebook import RuleSet


class ChangeKind(StrEnum):
    SWITCH_ON = "switch_on"
    SWITCH_OFF = "switch_off"
    LEADS = "leads"
    VERSION = "version"
    END = "end"


SWITCHES = (ChangeKind.SWITCH_ON, ChangeKind.SWITCH_OFF)


@dataclass(frozen=True, slots=True)
class RuleChange:
    """Of one rule, by its ref. Lead times of None are the shipped ones again."""

    kind: ChangeKind
    ref: str
    from_on: date | None = None
    amount: float | None = None
    unit: str = ""
    name: str = ""
    stops_when: str = ""
    reason: str = ""
    lead_times: tuple[tuple[float, str], ...] | None = None

    def as_data(self) -> dict[str, Any]:
        """What was asked, for a job's row and the audit: no more than that."""
        data = {key: value for key, value in asdict(self).items() if value not in ("", None)}
        data["kind"] = self.kind.value
        if self.from_on:
            data["from_on"] = self.from_on.isoformat()
        return data


def change_from_data(data: Mapping[str, Any]) -> RuleChange:
    leads = data.get("lead_times")
    day = data.get("from_on")
    return RuleChange(
        **{
            **data,
            "kind": ChangeKind(data["kind"]),
            "from_on": date.fromisoformat(day) if day else None,
            "lead_times": None if leads is None else tuple((n, unit) for n, unit in leads),
        }
    )


@dataclass(frozen=True, slots=True)
class ChangedRule:
    """The versions of a rule as they would stand. A copy keeps the key of what it copies.

    `copied` is the shipped row of which the first version here is the authority's own copy; the
    clocks under it go with it. The new version has no key yet.
    """

    versions: list[Timescale]
    copied: Timescale | None = None


def changed_rule(
    held: RuleSet, change: RuleChange, *, authority: Authority, on: date
) -> ChangedRule:
    versions = [copy(each) for each in versions_of(held.timescales, change.ref)]
    if change.from_on is None or not versions:
        return ChangedRule(versions)
    if change.kind == ChangeKind.END:
        versions[-1].valid_to = change.from_on - ONE_DAY
        return ChangedRule(versions)
    shipped = next((each for each in versions if each.authority_id is None), None)
    if shipped is not None:
        versions = [_own_copy(shipped, authority)]
    new = _new_version(versions, change, on=on)
    _close(versions[-1], change.from_on - ONE_DAY)
    return ChangedRule([*versions, new], shipped)


def rules_after(held: RuleSet, change: RuleChange, *, authority: Authority, on: date) -> RuleSet:
    """All the rules as they would stand; a new version goes under a key that no row has."""
    changed = changed_rule(held, change, authority=authority, on=on)
    by_key = {each.pk: each for each in changed.versions if each.pk is not None}
    if changed.copied is not None:
        del by_key[changed.copied.pk]
    kept = [by_key.get(each.pk, each) for each in held.timescales]
    added = [each for each in changed.versions if each.pk is None or changed.copied is not None]
    for number, each in enumerate((each for each in added if each.pk is None), 1):
        each.pk = -number
    return replace(held, timescales=(*kept, *added), switched=switched_after(held, change, changed))


def switched_after(held: RuleSet, change: RuleChange, changed: ChangedRule) -> dict[str, bool]:
    """A rule that is made the authority's own does not begin to run by that."""
    switched = dict(held.switched)
    if change.kind in SWITCHES:
        switched[change.ref] = change.kind == ChangeKind.SWITCH_ON
    elif changed.copied is not None:
        switched[change.ref] = held.is_switched_on(changed.copied)
    return switched


def fingerprint(held: RuleSet, ref: str, lead_times: Any) -> str:
    """How a rule stands: another one where somebody changed it meanwhile."""
    rows = [
        [each.pk, each.name, each.definition, str(each.valid_from), str(each.valid_to)]
        for each in versions_of(held.timescales, ref)
    ]
    told = json.dumps([rows, held.switched.get(ref), lead_times], sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def definition_after(definition: Mapping[str, Any], amount: float, unit: str) -> dict[str, Any]:
    """The same rule with another limit; one that counts back goes on counting back."""
    limit = dict(definition.get("limit") or {})
    counts_back = (limit.get("amount") or 0) < 0
    limit |= {"amount": -amount if counts_back else amount, "unit": unit}
    return {**definition, "limit": limit}


def _own_copy(shipped: Timescale, authority: Authority) -> Timescale:
    own = copy(shipped)
    own.authority = authority
    own.version, own.is_on_by_default = 1, False
    return own


def _new_version(versions: list[Timescale], change: RuleChange, *, on: date) -> Timescale:
    """After the last one, or instead of it where that has not begun; then it leaves the list."""
    last = versions[-1]
    if before(versions, on=on) is not last:
        new = versions.pop()
        _reopen(versions[-1], until=last)
    else:
        new = copy(last)
        new.pk, new.version = None, last.version + 1
        new._state = copy(last._state)
        new._state.adding = True
    new.valid_from, new.valid_to = change.from_on, None
    new.name, new.stops_when, new.source_note = change.name, change.stops_when, change.reason
    new.basis, new.is_verified = Timescale.Basis.LOCAL, True
    new.instrument, new.section = f"{new.authority} practice", ""
    assert change.amount is not None
    new.definition = definition_after(last.definition, change.amount, change.unit)
    return new


def has_not_begun(version: Timescale, *, on: date) -> bool:
    return version.valid_from is not None and version.valid_from > on


def before(versions: Sequence[Timescale], *, on: date) -> Timescale:
    """The version that a new one follows: one that has not begun is written anew."""
    return versions[-2 if len(versions) > 1 and has_not_begun(versions[-1], on=on) else -1]


def _reopen(version: Timescale, *, until: Timescale) -> None:
    """It had its last day only because of the version that is written anew."""
    if version.valid_to is not None and version.valid_to + ONE_DAY == until.valid_from:
        version.valid_to = None


def _close(version: Timescale, day: date) -> None:
    """A version that had ended earlier does not run on to the next."""
    if version.valid_to is None or version.valid_to > day:
        version.valid_to = day
