"""What people answered to a clock of one child, and to a question that was asked again since."""

from datetime import date, timedelta

from accounts.actors import Actor
from cases.models import Child
from exchange.world.planted import Planted
from milestones.models import AcceptedQuestion, Delay, DelayCause, Snooze, Timescale

CLOCK = "later_reviews_6_months"
A_WEEK = timedelta(weeks=1)


def write_answers(by: Actor, planted: Planted, child: Child, *, started_on: date, on: date) -> None:
    of_clock = {
        "authority": by.authority,
        "child": child,
        "timescale": Timescale.objects.get(authority=None, ref=CLOCK),
        "started_on": started_on,
    }
    Delay.objects.create(
        public_id=planted.public_id("delay"),
        cause=DelayCause.objects.filter(authority=None).earliest("position"),
        promised_on=on + A_WEEK,
        note=planted.text("delay.note"),
        **of_clock,
    )
    Snooze.objects.create(
        public_id=planted.public_id("snooze"),
        until=on + A_WEEK,
        reason=planted.text("snooze.reason"),
        snoozed_on=on,
        **of_clock,
    )
    AcceptedQuestion.objects.create(
        public_id=planted.public_id("accepted_question"),
        authority=by.authority,
        child=child,
        code="typed_twice",
        fact_kind="milestone",
        fact_id=child.milestones.earliest("pk").pk,
        says="-",
        reason=planted.text("accepted_question.reason"),
        accepted_at=by.at,
        ended_at=by.at,
        ended_because=AcceptedQuestion.Why.REOPENED,
    )
