"""Aims as people read them: the sentence, the three rates, the verdict and what is still open."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from accounts.actors import Actor
from aims.measure import Report
from aims.models import Aim
from aims.rates import whole_percent, wilson
from aims.reporting import report
from aims.statement import BLANK, Part, statement_parts
from drawing.words import length_of
from milestones.durations import due_on

RATES = ("due_reached", "to_date", "decided")
FEW_CHILDREN = 30  # measures.md §4.4: print the interval under n = 30


@dataclass(frozen=True, slots=True)
class AimCard:
    """One aim on one day, with everything a page says of it already decided."""

    aim: Aim
    on: date
    report: Report
    sentence: tuple[Part, ...]

    @property
    def title(self) -> str:
        """“Aim 2: recommendation for permanence within 30 weeks …”."""
        rule = self.aim.timescale.name
        return f"{self.aim.label}: {rule[:1].lower()}{rule[1:]}"

    @property
    def is_coverage(self) -> bool:
        return self.aim.kind == Aim.Kind.COVERAGE

    @property
    def is_too_early(self) -> bool:
        """No child's date has passed, so there is nothing to judge."""
        return self.report.rates["due_reached"][1] == 0

    @property
    def lead_rate(self) -> tuple[int, int]:
        """x of n of children whose date has passed; before a coverage aim's day, reached so far.

        A duration aim has no such stand-in: early successes alone would flatter.
        """
        if self.is_coverage and self.is_too_early:
            counts = self.report.counts
            return counts["met"], counts["met"] + counts["waiting"]
        x, n = self.report.rates["due_reached"]
        return x, n

    @property
    def lead_percent(self) -> int | None:
        """None where nothing is due, and in a draft without a limit, where nothing can be late."""
        if self.aim.is_draft and not self.is_coverage and not self.limit_words:
            return None
        return whole_percent(*self.lead_rate)

    @property
    def interval(self) -> tuple[float, float] | None:
        return wilson(*self.lead_rate)

    @property
    def verdict(self) -> bool | None:
        return None if self.is_too_early else self.report.verdicts["due_reached"]

    @property
    def verdict_words(self) -> str:
        above = "At or above" if self.verdict else "Below"
        return f"{above} the aim of {self.report.target_percent}%"

    @property
    def needed_words(self) -> str:
        """How many of those who fall due by the target date must still succeed."""
        projection = self.report.projection
        if self.is_over or not projection.needed:
            return ""
        if not projection.possible:
            return "Can no longer be reached"
        if self.is_coverage:
            return f"{projection.needed} more reviews needed"
        return f"{projection.needed} of the next {projection.of} needed"

    @property
    def open_words(self) -> str:
        counts = self.report.counts
        told = [f"{counts['waiting']} waiting", f"{counts['overdue']} overdue"]
        if counts["query"]:
            told.append(f"{counts['query']} to correct")
        return ", ".join(told)

    @property
    def days_to_go(self) -> int | None:
        return (self.aim.target_date - self.on).days if self.aim.target_date else None

    @property
    def is_over(self) -> bool:
        return self.aim.target_date is not None and self.aim.target_date < self.on

    @property
    def limit_words(self) -> str:
        """The limit as the sentence says it, like “30 weeks”; empty in a draft without one."""
        limit = self.aim.document.get("limit") or {}
        if limit.get("amount") is None:
            return ""
        return f"{limit['amount']:g} {limit['unit'].replace('_', ' ')}"

    @property
    def limit_days(self) -> int | None:
        """The limit in days, as it falls for a clock that starts today."""
        limit = self.aim.document.get("limit") or {}
        if limit.get("amount") is None:
            return None
        return (due_on(self.on, limit["amount"], limit["unit"]) - self.on).days

    @property
    def median_words(self) -> str:
        report = self.report
        if report.median_days is None:
            open_now = report.counts["waiting"] + report.counts["overdue"]
            return f"Half of the children have not got there yet; {open_now} still wait."
        return f"Half of the children get there by {length_of(report.median_days)}."

    @property
    def outcome_rates(self) -> list[tuple[str, tuple[int, int]]]:
        """What the stopping milestones came to, most frequent first, in people's words."""
        rates = self.report.outcomes
        codes = sorted(rates, key=lambda code: (-rates[code][0], code))
        return [(code.replace("_", " ").capitalize(), rates[code]) for code in codes]

    @property
    def counted(self) -> int:
        counts = self.report.counts
        return sum(counts.values()) - counts["excluded"]


def day_to_open(aim: Aim, *, today: date) -> date:
    """An aim of the past opens on the day it was reported, the others today."""
    if aim.reported_on is not None:
        return aim.reported_on
    if aim.target_date is not None and aim.target_date < today:
        return aim.target_date
    return today


def card_of(aim: Aim, *, on: date, locality: str | None = None) -> AimCard:
    return AimCard(
        aim=aim,
        on=on,
        report=report(aim, on=on, locality=locality),
        sentence=tuple(_blanks_apart(statement_parts(aim.document))),
    )


def _blanks_apart(parts: Iterable[Part]) -> Iterator[Part]:
    """The same sentence with each blank inside plain words as a part of its own."""
    for part in parts:
        before, *others = [part.text] if part.is_strong else part.text.split(BLANK)
        yield Part(before, part.is_strong)
        for words in others:
            yield from (Part(BLANK, is_strong=True), Part(words))


def current_and_earlier(actor: Actor, *, today: date) -> tuple[list[Aim], list[Aim]]:
    """The authority's aims: those still running (and drafts) first, then the earlier editions.

    A draft without a target date is an earlier edition once a later one stands beside it; editions
    share the reference up to their year.
    """
    aims = (
        Aim.objects.visible_to(actor)
        .latest()
        .select_related("authority", "timescale")
        .order_by("national_stage", "label", "ref")
    )
    renewed = {a.ref.rpartition("-")[0] for a in aims}
    current = [
        a for a in aims if (a.target_date >= today if a.target_date else a.ref not in renewed)
    ]
    return current, [a for a in aims if a not in current]
