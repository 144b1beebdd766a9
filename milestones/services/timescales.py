"""Changing an authority's rules: switched, warned of earlier, changed from a date, ended.

Each change is one transaction with its audit entry and the job that counts the clocks again.
"""

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.actors import Actor
from accounts.door import entered
from accounts.jobs.asking import ask_job
from accounts.models import Authority, Job
from accounts.services import write_audit_entry
from cases.models import Child
from cases.services.facts import refuse
from milestones.clocks import rebuild_clocks
from milestones.leads import lead_times_chosen
from milestones.models import (
    Clock,
    Delay,
    Flag,
    Notice,
    Snooze,
    Timescale,
    TimescaleSwitch,
)
from milestones.notices.from_flags import key_under
from milestones.rebuilding import system_for
from milestones.rule_change.change import (
    SWITCHES,
    ChangedRule,
    ChangeKind,
    RuleChange,
    changed_rule,
    fingerprint,
    switched_after,
)
from milestones.rule_change.objections import objections_to
from milestones.rule_reading import current_of, versions_of
from milestones.rulebook import RuleSet, rule_set_of

ACT = "timescale.change"
PREVIEW, REBUILD = "preview_timescale", "rebuild_clocks"
MEANWHILE = (
    "Somebody has changed this rule since you looked. Nothing was done: look again at what would "
    "change now, then decide."
)


def ask_preview(*, by: Actor, change: RuleChange) -> Job:
    """Have the change reckoned for every child, writing nothing.

    Raises ValidationError keyed by field for a change that cannot be made.
    """
    _demand(by)
    with entered(by):
        held = rule_set_of(by.authority)
        _refuse_change(held, change, by=by)
        seen = fingerprint(held, change.ref, lead_times_chosen(by.authority).get(change.ref))
        arguments = {"change": change.as_data(), "seen": seen}
        return ask_job(by=by, kind=PREVIEW, arguments=arguments)


def change_rule(*, by: Actor, change: RuleChange, seen: str = "") -> Job:
    """Make the change and have the clocks counted again: the job that does it.

    Raises ValidationError where it cannot be made, or where the rule no longer stands as `seen`.
    """
    _demand(by)
    with entered(by):
        _write(by, change, seen)
        return ask_job(by=by, kind=REBUILD, arguments={"rule": change.ref})


def switch_timescale(*, by: Actor, ref: str, is_on: bool) -> TimescaleSwitch:
    """Run a rule, or stop it; its clocks follow before this returns.

    For commands and inventions; pages show what would change first and ask for a job.
    """
    _demand(by)
    with entered(by):
        lock_rules(by.authority)
        versions = versions_of(rule_set_of(by.authority).timescales, ref)
        if not versions:
            raise ValidationError(f"There is no rule {ref} here: see the list of rules.")
        switch, _ = TimescaleSwitch.objects.update_or_create(
            authority=by.authority, ref=ref, defaults={"is_on": is_on}
        )
        write_audit_entry(by=by, act=ACT, subject_kind="timescale", detail={ref: is_on})
    for _children, _written in rebuild_clocks(authority=by.authority, at=by.at):
        pass
    return switch


def _refuse_change(held: RuleSet, change: RuleChange, *, by: Actor) -> None:
    versions = versions_of(held.timescales, change.ref)
    is_on = bool(versions) and held.is_switched_on(current_of(versions, on=by.on))
    refuse(objections_to(change, versions, is_on=is_on, on=by.on))


def lock_rules(authority: Authority) -> None:
    """Until the end of the transaction nobody else changes this authority's rules or lists."""
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)


def _demand(by: Actor) -> None:
    if not by.may(ACT):
        raise PermissionDenied


def _write(by: Actor, change: RuleChange, seen: str) -> None:
    lock_rules(by.authority)
    held = rule_set_of(by.authority)
    leads = lead_times_chosen(by.authority).get(change.ref)
    if seen and seen != fingerprint(held, change.ref, leads):
        raise ValidationError(MEANWHILE)
    _refuse_change(held, change, by=by)
    changed = changed_rule(held, change, authority=by.authority, on=by.on)
    if change.from_on is not None:
        _write_versions(changed, by)
    _write_switch(by.authority, held, change, changed)
    detail = change.as_data()
    detail.pop("reason", None)
    write_audit_entry(by=by, act=ACT, subject_kind="timescale", reason=change.reason, detail=detail)


def _write_versions(changed: ChangedRule, by: Actor) -> None:
    for version in changed.versions:
        if changed.copied is not None and version.pk == changed.copied.pk:
            version.pk = None
            version._state.adding = True
            version.save()
            _move(by, changed.copied, version)
        else:
            version.save()


def _move(by: Actor, shipped: Timescale, own: Timescale) -> None:
    """Clocks, flags and what people answered stay, under the authority's own copy of the rule.

    The children's rows are locked first, as everywhere that clocks are written.
    """
    with entered(system_for(by)):
        clocks = Clock.objects.filter(authority=by.authority, timescale=shipped)
        touched = Child.objects.filter(pk__in=clocks.values("child"))
        list(touched.select_for_update(of=("self",), no_key=True).order_by("pk").values("pk"))
        clocks.update(timescale=own)
        for model in (Flag, Delay, Snooze):
            model.objects.filter(authority=by.authority, timescale=shipped).update(timescale=own)
        notices = list(Notice.objects.filter(authority=by.authority, flag__timescale=own))
        for notice in notices:
            notice.key = key_under(notice.key, own.pk)
        Notice.objects.bulk_update(notices, ["key"], batch_size=500)


def _write_switch(
    authority: Authority, held: RuleSet, change: RuleChange, changed: ChangedRule
) -> None:
    after = switched_after(held, change, changed)
    values: dict[str, object] = {}
    if change.kind in SWITCHES or changed.copied is not None:
        values["is_on"] = after[change.ref]
    if change.kind == ChangeKind.LEADS:
        leads = change.lead_times
        values["lead_times"] = None if leads is None else [list(each) for each in leads]
    if not values:
        return
    # A rule that is only warned of earlier stays as it was: on or off by itself.
    by_itself = held.is_switched_on(changed.versions[-1]) if changed.versions else False
    TimescaleSwitch.objects.update_or_create(
        authority=authority,
        ref=change.ref,
        defaults=values,
        create_defaults={"is_on": by_itself, **values},
    )
