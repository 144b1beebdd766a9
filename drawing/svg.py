"""Elements of an accessible SVG: text as text, classes instead of styles, everything escaped."""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from django.utils.safestring import SafeString, mark_safe

Value = str | int | float

LETTER = 0.56  # of the type size: a system font's average width, for deciding what fits


def number(value: float) -> str:
    """One decimal at most: “12”, “12.3”."""
    told = f"{value:.1f}".removesuffix(".0")
    return "0" if told == "-0" else told


def clean(words: str) -> str:
    """Without the control characters XML has no place for."""
    return "".join(
        each
        for each in words
        if each >= " " and not "\ud800" <= each <= "\udfff" and each not in "\ufffe\uffff"
    )


def element(name: str, *children: str, **attributes: Value | None) -> str:
    """`class_` and `stroke_dasharray` stand for class and stroke-dasharray; None is left out."""
    told = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(_told(value))}"
        for key, value in attributes.items()
        if value is not None and value != ""
    )
    inside = "".join(children)
    return f"<{name}{told}>{inside}</{name}>" if inside else f"<{name}{told}/>"


def _told(value: Value | None) -> str:
    return number(value) if isinstance(value, int | float) else clean(str(value))


def text(x: float, y: float, words: str, look: str = "") -> str:
    return element("text", escape(clean(words)), class_=look, x=x, y=y) if words else ""


def width_of(words: str, size: float = 13) -> float:
    return len(words) * size * LETTER


def path(look: str, d: str) -> str:
    return element("path", class_=look, d=d)


def across(look: str, x1: float, x2: float, y: float) -> str:
    return path(look, f"M{number(x1)} {number(y)}H{number(x2)}")


def upright(look: str, x: float, y1: float, y2: float) -> str:
    return path(look, f"M{number(x)} {number(y1)}V{number(y2)}")


def rect(look: str, x: float, y: float, width: float, height: float, *, rx: float = 0) -> str:
    return element("rect", class_=look, x=x, y=y, width=max(0, width), height=height, rx=rx or None)


def hatched(pattern: str, frame: str, x: float, y: float, width: float, height: float) -> str:
    """A hatch of the page's sprite in its frame: what colour says, on paper too."""
    inner = max(0, width - 1.2)
    return element(
        "rect", x=x, y=y, width=max(0, width), height=height, fill=f"url(#{pattern})"
    ) + rect(frame, x + 0.6, y + 0.6, inner, height - 1.2)


def circle(look: str, x: float, y: float, r: float) -> str:
    return element("circle", class_=look, cx=x, cy=y, r=r)


def diamond(x: float, y: float, r: float = 6) -> str:
    n = number
    return path("d-plan", f"M{n(x)} {n(y - r)}l{n(r)} {n(r)}-{n(r)} {n(r)}-{n(r)}-{n(r)}z")


def pin(x: float, top: float, foot: float) -> str:
    """The limit: an upright at the due day on a small foot."""
    flag = f"M{number(x - 4.5)} {number(foot + 4)}h9l-4.5-6z"
    return upright("d-due", x, top, foot) + path("d-dueflag", flag)


def icon(name: str, look: str, x: float, y: float, size: float = 15) -> str:
    return element(
        "use", class_=f"d-icon {look}", href=f"#i-{name}", x=x, y=y, width=size, height=size
    )


def drawing(
    parts: Iterable[str],
    *,
    size: tuple[float, float],
    look: str,
    name: str,
    title: str,
    desc: str,
) -> SafeString:
    """The whole drawing; `name` makes its ids the page's own, so it must be unique there."""
    width, height = size
    inside = [
        element("title", escape(clean(title)), id=f"{name}-title"),
        element("desc", escape(clean(desc)), id=f"{name}-desc"),
        *parts,
    ]
    return mark_safe(  # every text and attribute above was escaped
        element(
            "svg",
            *inside,
            class_=look,
            viewBox=f"0 0 {number(width)} {number(height)}",
            role="img",
            aria_labelledby=f"{name}-title {name}-desc",
        )
    )


def plain(parts: Iterable[str], *, size: tuple[float, float], look: str, label: str) -> SafeString:
    """A small drawing with one sentence for those who do not see it; without one it is hidden."""
    width, height = size
    told: dict[str, Value] = (
        {"role": "img", "aria_label": label}
        if label
        else {"aria_hidden": "true", "focusable": "false"}
    )
    return mark_safe(  # as above
        element("svg", *parts, class_=look, viewBox=f"0 0 {number(width)} {number(height)}", **told)
    )
