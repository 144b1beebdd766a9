"""Local holidays, causes of delay and the ladder: lists that belong to the authority's rules."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.acts import act
from accounts.models import Job
from accounts.today import today
from drawing.words import counted
from milestones.delay_lists import delay_lists_of, find_cause, promises_under, with_promises
from milestones.forms.rule_lists import CauseForm, HolidayForm, LadderForm, RemoveHolidayForm
from milestones.holiday_effects import HolidayEffect, clocks_shown, holiday_effect
from milestones.holidays import holiday_on, holiday_years
from milestones.models import DelayCause, Holiday
from milestones.nightly import holidays_in_words
from milestones.services import delay_lists as services
from milestones.services.holidays import add_holiday, foresee_holiday, remove_holiday

FORM = ("GET", "POST")
CHANGE = "timescale.change"


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _counted(job: Job | None) -> str:
    return "Clocks in working days are being counted again." if job else ""


@act(CHANGE, methods=FORM)
def holidays(request: HttpRequest) -> HttpResponse:
    """The list; a day is added in two steps, with what it would do to the clocks in between."""
    authority = request.actor.authority
    form = HolidayForm(_sent(request))
    is_said = request.POST.get("is_sure") == "yes"
    done = form.attempt(add_holiday if is_said else foresee_holiday, by=request.actor)
    if form.is_bound and form.is_valid():
        return _added(request, done) if is_said else _foreseen(request, form, done)
    context = {
        "form": form,
        "years": holiday_years(authority, on=today()),
        "warning": holidays_in_words(authority, on=today()),
        "on": today(),
    }
    return render(request, "milestones/holidays.html", context)


def _added(request: HttpRequest, job: Job | None) -> HttpResponse:
    messages.success(request, f"Added. {_counted(job)}".strip())
    return redirect("holidays")


def _foreseen(request: HttpRequest, form: HolidayForm, effect: HolidayEffect) -> HttpResponse:
    clocks = clocks_shown(request.actor, effect)
    context = {**form.cleaned_data, "effect": effect, "clocks": clocks}
    return render(request, "milestones/add_holiday.html", context)


@act(CHANGE, methods=FORM)
def take_holiday_away(request: HttpRequest) -> HttpResponse:
    holiday = _own_holiday(request)
    if holiday is None:
        return _gone(request, "holidays")
    form = RemoveHolidayForm(_sent(request))
    job = form.attempt(remove_holiday, by=request.actor, day=holiday.on)
    if form.is_bound and form.is_valid():
        messages.success(request, f"Taken out of the list. {_counted(job)}".strip())
        return redirect("holidays")
    effect = holiday_effect(request.actor, holiday.on, is_added=False, on=today())
    clocks = clocks_shown(request.actor, effect)
    context = {"form": form, "holiday": holiday, "has_passed": holiday.on <= today()}
    context |= {"effect": effect, "clocks": clocks}
    return render(request, "milestones/remove_holiday.html", context)


@act(CHANGE, methods=FORM)
def delay_lists(request: HttpRequest) -> HttpResponse:
    form = CauseForm(_sent(request))
    if form.attempt(services.add_cause, by=request.actor):
        messages.success(request, "Added. It can be chosen from now on.")
        return redirect("delay_lists")
    authority = request.actor.authority
    lists = delay_lists_of(authority)
    causes = with_promises(lists, authority, on=today())
    context = {"form": form, "lists": lists, "causes": causes}
    return render(request, "milestones/delay_lists.html", context)


@act(CHANGE, methods=FORM)
def rename_cause(request: HttpRequest) -> HttpResponse:
    cause = find_cause(request.actor, request.GET.get("cause", ""))
    if cause is None:
        return _gone(request, "delay_lists")
    form = CauseForm(_sent(request), initial={"name": cause.name})
    form.attempt(services.rename_cause, by=request.actor, cause=cause)
    if form.is_bound and form.is_valid():
        messages.success(request, "Renamed, also where it was given before.")
        return redirect("delay_lists")
    promises = promises_under(request.actor.authority, on=today()).get(cause.name, 0)
    context = {"form": form, "cause": cause, "promises": promises}
    return render(request, "milestones/rename_cause.html", context)


@act(CHANGE, methods=("POST",))
def arrange_cause(request: HttpRequest) -> HttpResponse:
    cause = find_cause(request.actor, request.POST.get("cause", ""))
    asked = ARRANGED.get(request.POST.get("to", ""))
    if cause is None or asked is None:
        return _gone(request, "delay_lists")
    try:
        asked(request, cause)
    except ValidationError as refused:
        messages.info(request, " ".join(refused.messages))
    return redirect("delay_lists")


@act(CHANGE, methods=FORM)
def ladder(request: HttpRequest) -> HttpResponse:
    lists = delay_lists_of(request.actor.authority)
    form = LadderForm(_sent(request), lists=lists)
    form.attempt(services.set_ladder, by=request.actor)
    if form.is_bound and form.is_valid():
        messages.success(request, "Saved. It holds from tonight’s notices on.")
        return redirect("delay_lists")
    return render(request, "milestones/ladder.html", {"form": form, "lists": lists})


def _up(request: HttpRequest, cause: DelayCause) -> None:
    services.move_cause_up(by=request.actor, cause=cause)


def _out(request: HttpRequest, cause: DelayCause) -> None:
    services.use_cause(by=request.actor, cause=cause, is_in_use=False)
    count = promises_under(request.actor.authority, on=today()).get(cause.name, 0)
    kept = f" {counted(count, 'clock')} now promised under it keep it." if count else ""
    messages.success(request, f"{cause.name} is not offered any more.{kept}")


def _in(request: HttpRequest, cause: DelayCause) -> None:
    services.use_cause(by=request.actor, cause=cause, is_in_use=True)


ARRANGED: dict[str, Callable[[HttpRequest, DelayCause], None]] = {"up": _up, "out": _out, "in": _in}


def _own_holiday(request: HttpRequest) -> Holiday | None:
    """The council's own of the day that the address names; None for any other."""
    try:
        found = holiday_on(request.actor.authority, date.fromisoformat(request.GET.get("day", "")))
    except ValueError:
        return None
    return found if found is not None and found.authority_id is not None else None


def _gone(request: HttpRequest, page: str) -> HttpResponse:
    """An old link, or one that names nothing here: the same answer for both."""
    messages.info(request, "That is not in your list any more. Here is the list as it stands.")
    return redirect(page)
