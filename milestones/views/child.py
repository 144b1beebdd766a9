from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.today import today
from cases.gate import child_act
from cases.models import Child
from milestones.child_page import child_page
from milestones.gate import get_fact, may_correct, may_record, versions_of
from milestones.records import family_of, record_of, records_of
from milestones.timeline import timeline

RECENT = 12


@child_act("child.view")
def child(request: HttpRequest, child: Child) -> HttpResponse:
    family = family_of(child, actor=request.actor)
    record, *others = records_of([child, *family], actor=request.actor)
    entries = timeline(record.facts, actor=request.actor)
    context = {
        "child": child,
        "page": child_page(record, others, actor=request.actor, on=today()),
        "entries": entries[:RECENT],
        "entries_in_all": len(entries),
    }
    return render(request, "milestones/child.html", context)


@child_act("child.view")
def child_facts(request: HttpRequest, child: Child) -> HttpResponse:
    record = record_of(child, actor=request.actor)
    entries = timeline(record.facts, actor=request.actor)
    context = {"child": child, "entries": entries}
    return render(request, "milestones/child_facts.html", context)


@child_act("child.view")
def fact(request: HttpRequest, child: Child, fact_kind: str, fact_id: UUID) -> HttpResponse:
    """One fact, in force or struck through, with what it replaced and what replaced it."""
    seen = get_fact(child, fact_kind, fact_id)
    entries = timeline([seen], actor=request.actor)
    context = {
        "child": child,
        "fact": seen,
        "entry": entries[-1],
        "entries": timeline(versions_of(seen), actor=request.actor),
        "can_correct": not seen.is_voided and may_correct(request.actor, seen),
        "can_record": not seen.is_voided and may_record(request.actor, seen),
        "fact_kind": fact_kind,
    }
    return render(request, "milestones/fact.html", context)
