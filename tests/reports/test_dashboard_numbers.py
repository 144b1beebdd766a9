"""The dashboard's numbers are what a slow recount over the facts finds, day by day."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import product
from random import Random

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actors import Actor, acting_as
from accounts.models import Authority, Membership, Team
from cases.models import Child, Episode, Involvement
from milestones.clocks import refresh_clocks
from milestones.evaluate import evaluate_rule
from milestones.loading import load_histories
from milestones.reading import Reading
from milestones.rulebook import rulebook_of
from milestones.spells import Timeline
from milestones.status import Status, standing_of
from milestones.work.lists import Filters
from milestones.work.trends import month_ends
from reports.dashboard.figures import Figures, figures_of, overdue_of
from tests.conftest import NOON, TODAY
from tests.factories import (
    ChildFactory,
    EpisodeFactory,
    MilestoneFactory,
    PlacementFactory,
    switch_on,
)
from tests.lanes import IS_WHOLE

FEW = settings(
    deadline=None,
    max_examples=40 if IS_WHOLE else 5,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
LONG_KNOWN = datetime(2024, 1, 1, tzinfo=UTC)
KINDS = ("lac_review", "meeting_72_hour", "review_6_week", "carer_visit")


@dataclass
class Invented:
    """Children with random lives in the last two years, held now and then by the team."""

    authority: Authority
    team: Team
    worker: Membership
    random: Random

    def day(self, after: date | None = None) -> date:
        first = after or TODAY - timedelta(days=700)
        return first + timedelta(days=self.random.randint(0, (TODAY - first).days))

    def child(self) -> Child:
        child = ChildFactory.create(authority=self.authority, is_ayrs=False, is_morags=False)
        began = self.day()
        left = self.day(began) if self.random.random() < 0.3 else None
        EpisodeFactory.create(child=child, began_on=began, ended_on=left)
        PlacementFactory.create(child=child, began_on=began, ended_on=left)
        held = {(self.random.choice(KINDS), self.day(began)) for _ in range(5)}
        for kind, day in sorted(held)[: self.random.randint(0, 5)]:
            MilestoneFactory.create(child=child, code=kind, held_on=day)
        self.spells(child, began, capacity="team", team=self.team)
        self.spells(child, began, capacity="social_worker", person=self.worker.person)
        return child

    def spells(self, child: Child, began: date, **who: object) -> None:
        """One spell after another, with days between them; the last may be open."""
        for _ in range(self.random.randint(0, 2)):
            began = self.day(began)
            ended = self.day(began) if self.random.random() < 0.6 else None
            Involvement.objects.create(
                authority=self.authority, child=child, began_on=began, ended_on=ended, **who
            )
            if ended is None:
                return
            began = ended


def is_running(reading: Reading, on: date) -> bool:
    begun = reading.started_on <= on or (
        reading.due_on is not None and reading.due_on < reading.started_on
    )
    open_ = standing_of(reading, on) in (Status.WAITING, Status.OVERDUE)
    return begun and open_ and reading.due_on is not None


def span_of(due: date, on: date) -> str:
    days = (due - on).days
    return "over" if days < 0 else "two" if days <= 14 else "six" if days <= 42 else "later"


def covers(spell: Involvement | Episode, on: date) -> bool:
    return spell.began_on <= on and (spell.ended_on is None or spell.ended_on > on)


def was_held(child: Child, on: date) -> bool:
    """By the team that day; before the first team that is known, by that one."""
    spells = list(Involvement.objects.filter(child=child, capacity="team").order_by("began_on"))
    if spells and on < spells[0].began_on:
        return True
    return any(covers(spell, on) for spell in spells)


def readings_of(children: list[Child], authority: Authority) -> Iterator[Reading]:
    rulebook = rulebook_of(authority)
    histories = load_histories(child_ids=[child.pk for child in children])
    for child, running in product(children, rulebook.rules):
        timeline = Timeline(histories[child.pk])
        for reading in evaluate_rule(timeline, running.rule, rulebook.holidays):
            if running.governs(reading.started_on):
                yield reading


def recounted(children: list[Child], authority: Authority, on: date) -> Counter[str]:
    found: Counter[str] = Counter()
    for reading in readings_of(children, authority):
        if is_running(reading, on) and reading.due_on is not None:
            found[span_of(reading.due_on, on)] += 1
    for child in children:
        episodes = Episode.objects.filter(child=child)
        named = Involvement.objects.filter(child=child, capacity="social_worker")
        is_alone = not any(covers(spell, on) for spell in named)
        found["nobody"] += is_alone and any(covers(each, on) for each in episodes)
    return found


def figures(actor: Actor) -> Figures:
    return figures_of(overdue_of(actor, Filters(), on=TODAY))


def numbers_agree(actor: Actor, children: list[Child]) -> None:
    told = figures(actor)
    held = [
        each
        for each in children
        if Involvement.objects.filter(child=each, capacity="team", ended_on=None).exists()
    ]
    now = recounted(held, actor.authority, TODAY)
    assert {code: told.total(code) for code in ("over", "two", "six", "later")} == {
        code: now[code] for code in ("over", "two", "six", "later")
    }
    assert sum(row.children for row in told.caseloads if row.worker == "nobody") == now["nobody"]
    assert [month.day for month in told.months] == month_ends(on=TODAY)
    for month in told.months:
        then = [child for child in children if was_held(child, month.day)]
        slow = recounted(then, actor.authority, month.day)
        assert dict(month.counts) == {
            code: slow[code] for code in ("over", "two", "six", "nobody")
        }, month.day


@given(seed=st.integers(0, 10**6))
@FEW
def test_every_number_equals_a_slow_recount(
    seed: int, south_ayrshire: Authority, iain: Membership, morag: Membership, ayr: Team
) -> None:
    with transaction.atomic():
        switch_on(south_ayrshire, "meeting_72_hours", "recommendation_30_weeks")
        invented = Invented(south_ayrshire, ayr, morag, Random(seed))
        children = [invented.child() for _ in range(4)]
        # The record has known these children for longer than a year.
        Episode.objects.update(recorded_at=LONG_KNOWN)
        refresh_clocks(
            authority=south_ayrshire, child_ids=[child.pk for child in children], at=NOON
        )
        numbers_agree(acting_as(iain, at=NOON), children)
        transaction.set_rollback(True)


def test_months_before_going_live_and_days_to_come_have_no_number(
    south_ayrshire: Authority, as_iain: Actor, callum: Child
) -> None:
    as_iain.authority.went_live_on = date(2026, 8, 31)
    assert [month.day for month in figures(as_iain).months] == [
        date(2026, 8, 31),
        date(2026, 9, 30),
        date(2026, 10, 31),
    ]
    assert len(month_ends(on=date(2028, 2, 29))) == 12
    assert month_ends(on=date(2028, 3, 1))[-1] == date(2028, 2, 29)


def test_who_was_imported_was_somebodys_before_the_import(
    south_ayrshire: Authority, as_iain: Actor, callum: Child
) -> None:
    """The holders known first count for the days before the record: it says nothing of others."""
    Involvement.objects.filter(child=callum).update(began_on=date(2026, 11, 2))
    Episode.objects.filter(child=callum).update(recorded_at=datetime(2026, 11, 2, 9, tzinfo=UTC))
    october = figures(as_iain).months[-1]
    assert october.counts["over"] > 0
    assert october.counts["nobody"] == 0
    Episode.objects.filter(child=callum).update(recorded_at=LONG_KNOWN)
    assert figures(as_iain).months[-1].counts["nobody"] == 1


def test_who_was_a_workers_twice_at_once_counts_once(
    south_ayrshire: Authority, as_morag: Actor, callum: Child
) -> None:
    """As their social worker, and as a co-worker for some of that time."""
    Episode.objects.update(recorded_at=LONG_KNOWN)
    once = [dict(month.counts) for month in figures(as_morag).months]
    Involvement.objects.create(
        authority=south_ayrshire,
        child=callum,
        person=as_morag.person,
        capacity="co_worker",
        began_on=date(2026, 1, 10),
    )
    assert [dict(month.counts) for month in figures(as_morag).months] == once
    assert once[-1]["over"] > 0
