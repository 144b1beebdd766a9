"""Changing a rule: asked for, previewed for every child, then done or left."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.acts import act
from accounts.jobs.own import JobLine
from accounts.jobs.reading import get_job, mark_read
from accounts.models import Job, JobState
from accounts.today import today
from milestones.forms.rules import ChangeForm, ChangeRuleForm, EndRuleForm, LeadsForm, initial_of
from milestones.leads import countable
from milestones.rule_change.change import ChangeKind, RuleChange, change_from_data
from milestones.rule_change.objections import IN_LAW, NO_LIMIT, NOT_OWN
from milestones.rule_change.preview import children_shown
from milestones.rule_change.words import change_words
from milestones.rule_reading import RulePage, get_rule
from milestones.services import timescales as services

FORM = ("GET", "POST")
CHANGE = "timescale.change"


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _asked(request: HttpRequest, form: ChangeForm, page: RulePage, template: str) -> HttpResponse:
    job = form.attempt(services.ask_preview, by=request.actor)
    if job is not None:
        return redirect("rule_preview", job.public_id)
    return render(request, f"milestones/{template}.html", {"rule": page, "form": form})


def _told(request: HttpRequest, page: RulePage, words: str) -> HttpResponse:
    """Said before anything is typed, not after."""
    messages.info(request, words)
    return redirect("rule", page.ref)


@act(CHANGE, methods=FORM)
def change_rule(request: HttpRequest, rule: str) -> HttpResponse:
    page = get_rule(request.actor, rule, on=today())
    if page.is_in_law:
        return _told(request, page, IN_LAW)
    asked = _asked_before(request, page.ref)
    initial = initial_of(page.versions[-1].timescale, asked)
    form = ChangeRuleForm(_sent(request), ref=page.ref, initial=initial)
    return _asked(request, form, page, "change_rule")


@act(CHANGE, methods=FORM)
def end_rule(request: HttpRequest, rule: str) -> HttpResponse:
    page = get_rule(request.actor, rule, on=today())
    if not page.is_own:
        return _told(request, page, NOT_OWN)
    return _asked(request, EndRuleForm(_sent(request), ref=page.ref), page, "end_rule")


@act(CHANGE, methods=FORM)
def rule_leads(request: HttpRequest, rule: str) -> HttpResponse:
    page = get_rule(request.actor, rule, on=today())
    if not page.has_limit:
        return _told(request, page, NO_LIMIT)
    form = LeadsForm(_sent(request), ref=page.ref, leads=list(countable(page.leads)))
    return _asked(request, form, page, "rule_leads")


@act(CHANGE, methods=("POST",))
def switch_rule(request: HttpRequest, rule: str) -> HttpResponse:
    page = get_rule(request.actor, rule, on=today())
    kind = ChangeKind.SWITCH_OFF if request.POST.get("to") == "off" else ChangeKind.SWITCH_ON
    try:
        job = services.ask_preview(by=request.actor, change=RuleChange(kind, page.ref))
    except ValidationError as refused:
        messages.info(request, " ".join(refused.messages))
        return redirect("rule", page.ref)
    return redirect("rule_preview", job.public_id)


@act(CHANGE)
def rule_preview(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The progress of the reckoning, then what the change would do, and the choice."""
    job, change = _preview(request, job_id)
    is_done = job.state == JobState.DONE
    context = {
        "rule": get_rule(request.actor, change.ref, on=today()),
        "job": job,
        "line": JobLine(job),
        "change": change,
        "words": change_words(change, request.actor.authority),
        "is_done": is_done,
        "people": len(job.place.get("people", [])),
        "children": children_shown(request.actor, job) if is_done else [],
    }
    mark_read(job=job, by=request.actor, at=request.actor.at)
    return render(request, "milestones/rule_preview.html", context)


@act(CHANGE, methods=("POST",))
def make_rule_change(request: HttpRequest, job_id: UUID) -> HttpResponse:
    job, change = _preview(request, job_id)
    if job.state != JobState.DONE:
        messages.info(request, "Wait until it is reckoned what would change, then decide.")
        return redirect("rule_preview", job_id)
    try:
        given = {"change": change, "seen": job.arguments["seen"]}
        rebuild = services.change_rule(by=request.actor, **given)
    except ValidationError as refused:
        messages.info(request, " ".join(refused.messages))
        return redirect("rule", change.ref)
    messages.success(request, "Changed. The clocks are being counted again; flags follow tonight.")
    return redirect("job", rebuild.public_id)


def _preview(request: HttpRequest, job_id: UUID) -> tuple[Job, RuleChange]:
    """With what it asks for; Http404 also for one that this version cannot read any more."""
    job = get_job(request.actor, job_id)
    if job.kind != services.PREVIEW:
        raise Http404("No such preview")
    try:
        return job, change_from_data(job.arguments["change"])
    except (KeyError, TypeError, ValueError) as unreadable:
        raise Http404("No such preview") from unreadable


def _asked_before(request: HttpRequest, ref: str) -> RuleChange | None:
    """The change of a preview that was left, to be asked for in another way."""
    try:
        _, change = _preview(request, UUID(request.GET.get("like", "")))
    except (ValueError, Http404):
        return None
    return change if (change.ref, change.kind) == (ref, ChangeKind.VERSION) else None
