"""What a change to a rule would do, reckoned for every child: a job that writes nothing.

Counted for everybody, like an aim; the children shown are asked of the gate for the reader.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from accounts.actors import Actor
from accounts.door import entered
from accounts.jobs.files import file_of
from accounts.jobs.kinds import JobKind, register
from accounts.jobs.running import JobRun
from accounts.models import Job
from cases.models import Child
from milestones.clocks import VALUES, computed_clocks, load_timelines, stored_clocks
from milestones.flags.changes import KeptFlag
from milestones.flags.wanted import Wanted
from milestones.leads import Leads, lead_times_chosen
from milestones.models import Flag
from milestones.notices.foreseeing import Foreseen, foreseen_notices
from milestones.rebuilding import count_children, next_children, system_for
from milestones.rule_change.change import ChangeKind, RuleChange, change_from_data, rules_after
from milestones.rule_change.effects import OVER, ClockState, Comparison, Effects
from milestones.rule_reading import current_of, versions_of
from milestones.rulebook import Rulebook, rule_set_of

SHOWN, KEPT = 20, 100
FILE = "children.json"
STATE = [VALUES.index(name) for name in ClockState._fields]


def run_preview(run: JobRun) -> None:
    system = system_for(run.actor)
    change = change_from_data(run.arguments["change"])
    with entered(system):
        comparison = comparison_of(system, change)
    total = count_children(system=system)
    while ids := next_children(system=system, after=run.place.get("child", 0)):
        with run.chunk() as chunk:
            with entered(system):
                found, told = preview_children(system, comparison, change.ref, ids)
            people = {*run.place.get("people", []), *(each.person_id for each in told.readers)}
            chunk.done, chunk.total = len(ids), total
            chunk.place = {"child": ids[-1], "people": sorted(people)}
            chunk.counts = {**found.counts, "notices": told.notices}
            _keep(run, found)
    versions = versions_of(rule_set_of(system.authority).timescales, change.ref)
    run.outcome = f"{current_of(versions, on=run.on).name}: reckoned, nothing was written."


def comparison_of(system: Actor, change: RuleChange) -> Comparison:
    authority, on = system.authority, system.on
    held = rule_set_of(authority)
    after = rules_after(held, change, authority=authority, on=on)
    own = lead_times_chosen(authority)
    if change.kind == ChangeKind.LEADS:
        own.pop(change.ref, None)
        own |= {} if change.lead_times is None else {change.ref: change.lead_times}
    times = {each.pk: own.get(each.ref, each.lead_times) for each in after.timescales}
    return Comparison(held, after, Leads(times, after.holidays), on, authority.went_live_on)


def preview_children(
    system: Actor, comparison: Comparison, ref: str, child_ids: Sequence[int]
) -> tuple[Effects, Foreseen]:
    """As the system: what would differ for these children, and who would be told of it."""
    touched = comparison.touched(ref)
    then = comparison.after.rulebook()
    rules = Rulebook(
        tuple(each for each in then.rules if each.timescale_id in touched), then.holidays
    )
    timelines = load_timelines(child_ids)
    computed = computed_clocks(system.authority, timelines, rulebook=rules)
    after = {key: _state(values) for key, values in computed.items()}
    stored = stored_clocks(child_ids, then).items()
    before = {key: _state(values) for key, (_, values) in stored if key[1] in touched}
    live = Flag.objects.live().filter(child__in=child_ids, timescale__in=touched)
    flags = [KeptFlag(*row) for row in live.values_list(*KeptFlag._fields)]
    found = comparison.effects(before, after, flags)
    return found, _told(system, comparison, found)


def _state(values: Sequence[object]) -> ClockState:
    return ClockState(*(values[place] for place in STATE))  # type: ignore[arg-type]


def _told(system: Actor, comparison: Comparison, found: Effects) -> Foreseen:
    if not found.raised:
        return Foreseen()
    children = Child.objects.select_related("authority").in_bulk({key[0] for key in found.raised})
    rules = {each.pk: each for each in comparison.after.timescales}
    flags = [
        _flag(children[child], rules[rule], started, wanted, comparison)
        for (child, rule, started), wanted in found.raised.items()
    ]
    return foreseen_notices(authority=system.authority, on=comparison.on, flags=flags)


def _flag(
    child: Child, rule: object, started: object, wanted: Wanted, comparison: Comparison
) -> Flag:
    return Flag(
        authority_id=child.authority_id,
        child=child,
        timescale=rule,
        started_on=started,
        due_on=wanted.due_on,
        step=wanted.step.step,
        lead_days=wanted.step.lead_days,
        raised_on=comparison.on,
    )


def _keep(run: JobRun, found: Effects) -> None:
    """The first of all chunks, what is worst first; more than are shown, as some may be hidden."""
    kept = json.loads(run.file(FILE) or b"[]")
    kept += [[child, words] for child, words in found.children.items()]
    kept.sort(key=lambda each: each[1] != OVER)
    run.keep_result(FILE, json.dumps(kept[:KEPT]).encode())


@dataclass(frozen=True, slots=True)
class ShownChild:
    child: Child
    words: str


def children_shown(actor: Actor, job: Job) -> list[ShownChild]:
    """The first twenty whom this manager may know, told to the audit as shown."""
    kept = dict(json.loads(file_of(job, FILE, by=actor) or b"[]"))
    known = Child.objects.visible_to(actor).filter(pk__in=kept).order_by("child_ref")
    shown = sorted(known, key=lambda child: kept[child.pk] != OVER)[:SHOWN]
    actor.seen.children(shown)
    return [ShownChild(child, kept[child.pk]) for child in shown]


register(
    JobKind(
        "preview_timescale",
        "What a change to a rule would do",
        act="timescale.change",
        run=run_preview,
        unit="children",
        page="rule_preview",
    )
)
