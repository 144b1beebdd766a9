"""Every child of an aim in one bar, by status; what is in the rate is bracketed.

In: the counts of the eight statuses. Out: the wide and the narrow bar; `swatch` draws the
sign of one status for the key, which gives the counts in words.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from drawing import svg


@dataclass(frozen=True, slots=True)
class Counts:
    met: int = 0
    met_late: int = 0
    overdue: int = 0
    missed_left: int = 0
    waiting: int = 0
    left_before_due: int = 0
    query: int = 0
    excluded: int = 0

    @property
    def in_rate(self) -> int:
        return self.met + self.met_late + self.overdue + self.missed_left

    @property
    def not_in_rate(self) -> int:
        return self.waiting + self.left_before_due


WORDS = {
    "met": "met",
    "met_late": "met late",
    "overdue": "overdue",
    "missed_left": "left after due",
    "waiting": "waiting",
    "left_before_due": "left before due",
}
HATCHES = {
    "met_late": ("p-late", "d-frame-pine"),
    "missed_left": ("p-over", "d-frame-rowan"),
    "left_before_due": ("p-left", "d-frame-grey"),
}
SOLIDS = {"met": "d-met", "overdue": "d-overdue", "waiting": "d-waiting", "excluded": "d-grey"}
OUTSIDE = ("waiting", "left_before_due")
GAP = 3


@dataclass(frozen=True, slots=True)
class _Segment:
    status: str
    count: int
    x: float
    width: float


def stacked_bar(counts: Counts) -> SafeString:
    """Both drawings; CSS shows one. Without children a plain empty frame."""
    return mark_safe(_wide(counts) + _narrow(counts))  # both already escaped


def _wide(counts: Counts) -> SafeString:
    segments = _segments(counts, length=1149, least=18)
    parts = [*_bars(segments, 0, 40), *_labels(segments, 25), *_brackets(counts, segments)]
    if not segments:
        parts = [svg.rect("d-frame-grey", 0.6, 0.6, 1148, 38.8)]
        parts.append(svg.text(12, 25, "No child counted yet", "t-14 t-q"))
    return svg.plain(parts, size=(1152, 72), look="drawing only-wide", label=_told(counts))


def _narrow(counts: Counts) -> SafeString:
    segments = _segments(counts, length=397, least=8)
    parts = [*_bars(segments, 1, 34), *_numbers(segments)]
    if not segments:
        parts = [svg.rect("d-frame-grey", 0.6, 1.6, 398, 32.8)]
        parts.append(svg.text(12, 23, "No child counted yet", "t-14 t-q"))
    return svg.plain(parts, size=(400, 36), look="drawing only-narrow", label=_told(counts))


def _told(counts: Counts) -> str:
    told = [f"{n} {word}" for status, word in WORDS.items() if (n := getattr(counts, status))]
    total = counts.in_rate + counts.not_in_rate
    listed = ", ".join(told) or "none yet"
    noun = "child" if total == 1 else "children"
    return f"Of {total} {noun} counted: {listed}. The list below gives the same counts."


def _segments(counts: Counts, *, length: float, least: float) -> list[_Segment]:
    """Widths in proportion, none too thin to be seen."""
    held = [(status, n) for status in WORDS if (n := getattr(counts, status))]
    if not held:
        return []
    room = length - GAP * (len(held) - 1)
    small = {status for status, n in held if room * n / sum(n for _, n in held) < least}
    large = sum(n for status, n in held if status not in small)
    spare = room - least * len(small)
    found, x = [], 0.0
    for status, n in held:
        width = least if status in small else spare * n / large
        found.append(_Segment(status, n, x, width))
        x += width + GAP
    return found


def _bars(segments: list[_Segment], y: float, height: float) -> Iterator[str]:
    for each in segments:
        if each.status in HATCHES:
            pattern, frame = HATCHES[each.status]
            yield svg.hatched(pattern, frame, each.x, y, each.width, height)
        elif each.status == "waiting":
            width = max(0, each.width - 1.6)
            yield svg.rect("d-waiting", each.x + 0.8, y + 0.8, width, height - 1.6)
        else:
            yield svg.rect(SOLIDS[each.status], each.x, y, each.width, height)


def _labels(segments: list[_Segment], y: float) -> Iterator[str]:
    for each in segments:
        if each.status in HATCHES:
            continue
        look = "t-14 t-b" if each.status == "waiting" else "t-14 t-b t-inv"
        whole = f"{each.count} {WORDS[each.status]}"
        if svg.width_of(whole, 15) + 24 <= each.width:
            yield svg.text(each.x + 12, y, whole, look)
        elif svg.width_of(str(each.count), 15) + 8 <= each.width:
            yield svg.text(each.x + each.width / 2, y, str(each.count), f"{look} mid")


def _numbers(segments: list[_Segment]) -> Iterator[str]:
    for each in segments:
        fits = svg.width_of(str(each.count), 15) + 4 <= each.width
        if fits and each.status not in HATCHES:
            look = "t-14 t-b mid" if each.status == "waiting" else "t-14 t-b mid t-inv"
            yield svg.text(each.x + each.width / 2, 23, str(each.count), look)


def _brackets(counts: Counts, segments: list[_Segment]) -> Iterator[str]:
    inside = [each for each in segments if each.status not in OUTSIDE]
    outside = [each for each in segments if each.status in OUTSIDE]
    first = f"{counts.in_rate} decided or past their date: in the rate"
    second = f"{counts.not_in_rate} not yet, or left before their date: not in it"
    taken = 0.0
    if inside:
        yield _bracket(inside)
        yield svg.text(1, 68, first, "t-q")
        taken = svg.width_of(first) + 24
    if outside:
        x = max(outside[0].x, taken)
        yield _bracket(outside)
        if x + svg.width_of(second) <= 1152:
            yield svg.text(x, 68, second, "t-q")
        else:
            yield svg.text(1151, 68, second, "t-q end")


def _bracket(segments: list[_Segment]) -> str:
    start, end = segments[0].x + 1, segments[-1].x + segments[-1].width
    return svg.path("d-axis", f"M{svg.number(start)} 45v6H{svg.number(end)}v-6")


def swatch(status: str) -> SafeString:
    """The sign of a status in the key: the same fill as in the bar."""
    return svg.plain(_swatch(status), size=(18, 18), look="", label="")


def _swatch(status: str) -> Iterator[str]:
    if status in HATCHES:
        pattern, frame = HATCHES[status]
        yield svg.hatched(pattern, frame, 0, 0, 18, 18)
    elif status == "waiting":
        yield svg.rect("d-waiting", 0.8, 0.8, 16.4, 16.4)
    elif status == "query":
        yield svg.element(
            "rect", class_="d-frame", x=0.5, y=0.5, width=17, height=17, stroke_dasharray="3 2"
        )
        yield svg.element("text", "?", class_="qm", x=9, y=13.5, text_anchor="middle")
    else:
        yield svg.rect(SOLIDS.get(status, "d-grey"), 0, 0, 18, 18)
        if status == "excluded":
            yield svg.path("d-axis", "M4 9h10")
