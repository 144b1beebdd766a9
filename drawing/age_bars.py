"""How long overdue: one bar for each age of the delay, its number a link to those clocks.

In: names, counts and addresses. Out: a drawing of half a page's width, text as text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from drawing import svg

WIDTH, ROW = 520, 32
AXIS, LONGEST = 142, 288
AIR = 4


@dataclass(frozen=True, slots=True)
class AgeBar:
    name: str
    count: int
    href: str = ""


def age_bars(bars: Sequence[AgeBar], *, what: str) -> SafeString:
    """A group rather than a picture: its numbers are links."""
    height = len(bars) * ROW + AIR
    told = ", ".join(f"{bar.name.lower()} {bar.count or 'none'}" for bar in bars)
    longest = max([1, *(bar.count for bar in bars)])
    rows = (part for at, bar in enumerate(bars) for part in _row(bar, at * ROW, longest))
    return mark_safe(  # every text and attribute was escaped
        svg.element(
            "svg",
            *rows,
            class_="drawing drawing--half",
            viewBox=f"0 0 {WIDTH} {height}",
            role="group",
            aria_label=f"{what}: {told}",
        )
    )


def _row(bar: AgeBar, top: float, longest: int) -> Iterator[str]:
    length = LONGEST * bar.count / longest
    yield svg.text(0, top + 21, bar.name, "t-14")
    yield svg.upright("d-axis", AXIS, top + 4, top + 30)
    if bar.count:
        yield svg.rect("d-overdue", AXIS, top + 8, length, 17)
    number = svg.text(AXIS + length + 8, top + 22, str(bar.count), "t-14 t-b")
    if not (bar.href and bar.count):
        yield number
        return
    # Room round the number: a target is 24 pixels high.
    target = svg.rect("d-target", AXIS + length, top, 44, 30)
    words = f"{bar.count} overdue {bar.name.lower()}"
    yield svg.element("a", target, number, href=bar.href, aria_label=words)
