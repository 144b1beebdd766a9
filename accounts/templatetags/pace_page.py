"""What every page says the same way: icons, tags, days, lengths of time, trails and errors."""

from datetime import date, datetime
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts import controls
from drawing import stacked_bar, words

register = template.Library()

# status: (class of the tag, icon, word)
TAGS: dict[str, tuple[str, str, str]] = {
    "overdue": ("overdue", "overdue", "Overdue"),
    "soon": ("soon", "soon", "Due soon"),
    "running": ("waiting", "waiting", "Running"),
    "waiting": ("waiting", "waiting", "Waiting"),
    "later": ("waiting", "later", "Later"),
    "planned": ("waiting", "cal", "Planned"),
    "prompt": ("excluded", "excluded", "Prompt"),
    "met": ("met", "met", "Met"),
    "held": ("met", "met", "Held"),
    "met_late": ("late", "late", "Met late"),
    "late": ("late", "late", "Met late"),
    "below": ("late", "overdue", "Below the aim"),
    "missed_left": ("missed", "missed", "Left after due"),
    "left_before_due": ("left", "left", "Left before due"),
    "query": ("query", "query", "To correct"),
    "excluded": ("excluded", "excluded", "Not counted"),
    "not_held": ("left", "excluded", "Not held"),
    "void": ("excluded", "excluded", "Voided"),
}


@register.simple_tag
def icon(name: str, look: str = "") -> SafeString:
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="#i-{}"/></svg>',
        f" {look}" if look else "",
        name,
    )


@register.simple_tag
def tag_for_status(status: str, text: str = "") -> SafeString:
    """Icon, word and colour of a status, always all three; the word may be another."""
    look, sign, word = TAGS.get(str(status), ("waiting", "later", str(status)))
    return format_html('<span class="tag tag--{}">{}{}</span>', look, icon(sign), text or word)


@register.filter
def in_passing(name: object) -> str:
    """A role within a sentence: “social worker, Girvan”, but “Agency Decision Maker”."""
    told = str(name)
    first, _, rest = told.partition(" ")
    is_proper = first[1:] != first[1:].lower() or rest[:1].isupper() or not rest
    return told if is_proper else first.lower() + f" {rest}"


@register.filter
def row_class(status: str) -> str:
    """The bar at the left of a row of work."""
    return {"overdue": "row-overdue", "soon": "row-soon"}.get(str(status), "row-plain")


@register.filter
def length_of_days(days: int | None) -> str:
    return "" if days is None else words.length_of(abs(int(days)))


@register.filter
def days_over(days: int | None) -> str:
    return "" if days is None else f"{words.length_of(abs(int(days)))} over"


@register.filter
def days_left(days: int | None) -> str:
    """“16 weeks left”; below zero it is over, and nought is today."""
    if days is None:
        return ""
    if days == 0:
        return "due today"
    return days_over(days) if days < 0 else f"{words.length_of(int(days))} left"


@register.filter
def sentence_date(day: date | None) -> str:
    return words.sentence_day(day) if day else ""


@register.filter
def table_date(day: date | None) -> str:
    return words.table_day(day) if day else "–"


@register.filter
def weekday_date(day: date | None) -> str:
    return words.weekday_day(day) if day else ""


@register.filter
def moment(at: datetime | None) -> str:
    return words.moment(at) if at else ""


@register.filter
def problems(form: forms.BaseForm) -> list[controls.Problem]:
    return controls.problems_of(form)


@register.simple_tag
def control(field: BoundField) -> SafeString:
    return controls.control(field)


@register.filter
def is_group(field: BoundField) -> bool:
    """Several controls under one legend."""
    return bool(field.use_fieldset)


@register.filter
def is_tick(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.simple_tag
def swatch(status: str) -> SafeString:
    """The sign of an aim's status, as its bar draws it."""
    return stacked_bar.swatch(status)


@register.inclusion_tag("_crumbs.html")
def crumbs(*names_and_addresses: str) -> dict[str, Any]:
    """{% crumbs "Children" children_url "TD SA-0466" child_url %}"""
    return {"trail": list(zip(names_and_addresses[::2], names_and_addresses[1::2], strict=True))}


@register.inclusion_tag("_pages.html", takes_context=True)
def pages(context: Context, page: Page[Any], what: str) -> dict[str, Any]:
    """Links to the other pages of a Paginator's page, keeping the rest of the address."""
    paginator = page.paginator
    told = f"{page.start_index()} to {page.end_index()} of {paginator.count}"
    return page_links(context, page.number, paginator.num_pages, what, told)


@register.inclusion_tag("_pages.html", takes_context=True)
def page_links(
    context: Context, number: int, last: int, what: str, told: str = ""
) -> dict[str, Any]:
    request = context.get("request")
    query = request.GET.copy() if request is not None else None

    def address(page: int) -> str:
        if query is None:
            return f"?page={page}"
        query["page"] = str(page)
        return f"?{query.urlencode()}"

    near = sorted({1, last, *range(max(1, number - 2), min(last, number + 2) + 1)})
    links = [
        {"number": page, "address": address(page), "gap": page - before > 1}
        for before, page in zip([0, *near], near, strict=False)
    ]
    return {
        "links": links,
        "number": number,
        "what": what,
        "told": told,
        "several": last > 1,
        "previous": address(number - 1) if number > 1 else "",
        "next": address(number + 1) if number < last else "",
    }
