"""The rules of an authority in plain words, and where each comes from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.acts import act
from accounts.today import today
from milestones.rule_counts import clocks_under_rules
from milestones.rule_list import rules_by_basis
from milestones.rule_reading import get_rule


@act("timescale.view")
def rules(request: HttpRequest) -> HttpResponse:
    counts = clocks_under_rules(request.actor, on=today())
    groups = rules_by_basis(request.actor.authority, counts)
    return render(request, "milestones/rules.html", {"groups": groups, "on": today()})


@act("timescale.view")
def rule(request: HttpRequest, rule: str) -> HttpResponse:
    page = get_rule(request.actor, rule, on=today())
    return render(request, "milestones/rule.html", {"rule": page, "on": today()})
