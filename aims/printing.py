"""A report as text for a terminal: the sentence, the rates as x of n, the children."""

from aims.measure import Report
from aims.statement import BLANK, spoken_day

RATES = {
    "due_reached": "Of children whose date has passed",
    "to_date": "Of those decided or overdue (as PACE reports quote it)",
    "decided": "Of those decided",
}
STATUSES = {
    "met": "met",
    "met_late": "met late",
    "overdue": "overdue",
    "missed_left": "left after due",
    "waiting": "waiting",
    "left_before_due": "left before due",
    "query": "to correct",
    "excluded": "not counted",
}
HEADER = ("Child", "Status", "Started", "Due", "Stopped", "Days")


def report_in_words(report: Report) -> str:
    version = f" (version {report.version})" if report.ref else ""
    lines = [
        f"{report.ref or 'Aim'}{version}, as at {spoken_day(report.on)}",
        report.statement,
        "",
        *[_rate(report, name) for name in RATES],
        _verdict(report),
        _counts(report),
        _median(report),
        "",
        *_table(report),
    ]
    return "\n".join(line for line in lines if line is not None)


def _rate(report: Report, name: str) -> str:
    x, n = report.rates[name]
    if n == 0:
        return f"{RATES[name]}: too early, 0 of 0"
    return f"{RATES[name]}: {x} of {n}, {report.percent[name]}%"


def _verdict(report: Report) -> str:
    target = BLANK if report.target_percent is None else report.target_percent
    verdict = report.verdicts["due_reached"]
    if verdict is None:
        return f"Target {target}%: no verdict"
    return f"Target {target}%: {'reached' if verdict else 'not reached'}"


def _counts(report: Report) -> str:
    counted = ", ".join(f"{n} {STATUSES[name]}" for name, n in report.counts.items() if n)
    return f"{counted or 'No children'}; {report.families} families"


def _median(report: Report) -> str | None:
    if report.median_reached is None:
        return None
    if report.median_days is None:
        return "Median: not yet reached"
    return f"Median: {report.median_days} days"


def _table(report: Report) -> list[str]:
    rows = [HEADER] + [
        (
            row.child_ref,
            STATUSES[row.status],
            *(
                "" if value is None else str(value)
                for value in (row.started_on, row.due_on, row.stopped_on, row.days)
            ),
        )
        for row in report.children
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADER))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
