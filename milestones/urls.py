from django.urls import path

from milestones.views import (
    allocating,
    child,
    clock,
    corrections,
    drift,
    history,
    living,
    notices,
    recording,
    rule_changing,
    rules,
    sealed,
    worklist,
)

CHILD = "children/<uuid:public_id>/"
FACT = f"{CHILD}facts/<str:fact_kind>/<uuid:fact_id>/"
CLOCK = f"{CHILD}clocks/<uuid:clock_id>/"
MILESTONE = f"{CHILD}milestones/<uuid:fact_id>/"

urlpatterns = [
    path("", worklist.home, name="home"),
    path("my-work/", worklist.my_work, name="my_work"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read_all_notices, name="read_all_notices"),
    path("notices/choices/", notices.notice_choices, name="notice_choices"),
    path("notices/<uuid:notice_id>/read/", notices.read_notice, name="read_notice"),
    path("nightly/<uuid:job_id>/drift/", drift.drift, name="drift"),
    path("rules/", rules.rules, name="rules"),
    path("rules/changes/<uuid:job_id>/", rule_changing.rule_preview, name="rule_preview"),
    path(
        "rules/changes/<uuid:job_id>/do/", rule_changing.make_rule_change, name="make_rule_change"
    ),
    path("rules/<str:rule>/", rules.rule, name="rule"),
    path("rules/<str:rule>/change/", rule_changing.change_rule, name="change_rule"),
    path("rules/<str:rule>/end/", rule_changing.end_rule, name="end_rule"),
    path("rules/<str:rule>/switch/", rule_changing.switch_rule, name="switch_rule"),
    path("rules/<str:rule>/warnings/", rule_changing.rule_leads, name="rule_leads"),
    path("children/new/", living.register_child, name="register_child"),
    path(CHILD, child.child, name="child"),
    path(f"{CHILD}history/", history.history, name="history"),
    path(f"{CHILD}facts/", child.child_facts, name="child_facts"),
    path(FACT, child.fact, name="fact"),
    path(f"{FACT}correct/", corrections.correct_fact, name="correct_fact"),
    path(f"{FACT}ask/", corrections.ask_correction, name="ask_correction"),
    path(f"{FACT}void/", corrections.void_fact, name="void_fact"),
    path(CLOCK, clock.clock, name="clock"),
    path(f"{CLOCK}delay/", clock.acknowledge_flag, name="acknowledge_flag"),
    path(f"{CLOCK}snooze/", clock.snooze_flag, name="snooze_flag"),
    path(f"{CLOCK}wake/", clock.wake_flag, name="wake_flag"),
    path(f"{CHILD}milestones/record/", recording.record_milestone, name="record_milestone"),
    path(f"{CHILD}milestones/plan/", recording.plan_milestone, name="plan_milestone"),
    path(f"{MILESTONE}saved/", recording.milestone_saved, name="milestone_saved"),
    path(f"{MILESTONE}not-held/", recording.record_not_held, name="record_not_held"),
    path(f"{CHILD}record/", living.record_living, name="record_living"),
    path(f"{CHILD}moves/record/", living.record_move, name="record_move"),
    path(f"{CHILD}address/", living.record_address, name="record_address"),
    path(f"{CHILD}people/allocate/", allocating.allocate_worker, name="allocate_worker"),
    path(f"{CHILD}orders/record/", living.record_order, name="record_order"),
    path(f"{CHILD}orders/<uuid:fact_id>/end/", living.end_order, name="end_order"),
    path(f"{CHILD}routes/record/", living.record_route, name="record_route"),
    path(f"{CHILD}coming-into-care/", living.come_into_care, name="come_into_care"),
    path(f"{CHILD}leaving-care/", living.leave_care, name="leave_care"),
    path("sealed/<uuid:sealed_id>/", sealed.read_sealed, name="read_sealed"),
]
