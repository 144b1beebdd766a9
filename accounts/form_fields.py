"""Days and times as people type them: in parts, with months as words if they like."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

PARTS = ("day", "month", "year")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
LONGEST_PART = 12
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
PASTED = re.compile(r"\s*(\d{1,2})[\s/.-]+(\d{1,2}|[A-Za-z]{3,9})[\s/.-]+(\d{4})\s*", re.ASCII)
TYPED_TIME = re.compile(r"(\d{1,2})(?:[:.h ]?([0-5]\d))?\s*(am|pm)?", re.ASCII | re.IGNORECASE)


def _in_passing(what: str) -> str:
    return what[:1].lower() + what[1:]


class DayInput(forms.MultiWidget):
    """Day, month and year in three controls under one legend."""

    template_name = "pace/date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        box = {"autocomplete": "off", **(attrs or {})}
        super().__init__([forms.TextInput({**box, "maxlength": 40}) for _ in PARTS])
        self.of = ""

    def decompress(self, value: Any) -> list[str]:
        if isinstance(value, date):
            return [str(value.day), str(value.month), str(value.year)]
        return ["", "", ""]

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        typed: list[str | None] = super().value_from_datadict(data, files, name)
        return _whole_day_pasted([each or "" for each in typed])

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        for part, label, size in zip(
            widget["subwidgets"], ("Day", "Month", "Year"), (2, 2, 4), strict=True
        ):
            bad = " input--bad" if part["attrs"].get("aria-invalid") else ""
            part["label"] = label
            part["attrs"]["class"] = f"input input--{size}{bad}"
            if label != "Month":
                part["attrs"]["inputmode"] = "numeric"
        widget["of"] = self.of
        return context


def _whole_day_pasted(typed: list[str]) -> list[str]:
    """A whole date pasted into the first control is taken apart."""
    pasted = PASTED.fullmatch(typed[0][:40]) if not (typed[1] or typed[2]) else None
    return list(pasted.groups()) if pasted else typed


class DayField(forms.Field):
    """A calendar day. `what` opens its errors: “The day it was held must be a real date”.

    Raises ValidationError; its code names the part to mend (day, month or year).
    """

    widget = DayInput

    def __init__(self, *, what: str = "The date", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.what = what
        asked = {"required": f"Enter {what[:1].lower()}{what[1:]}"}
        self.error_messages = {
            **self.error_messages,
            **asked,
            **(kwargs.get("error_messages") or {}),
        }
        if isinstance(self.widget, DayInput):
            begins = "The day"
            of = (
                what.removeprefix(begins) if what.startswith(begins) else f" of {_in_passing(what)}"
            )
            self.widget.of = of

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        typed = [str(part).strip() for part in value]
        if not any(typed):
            return None
        self._demand_all(typed)
        day, month, year = _number(typed[0]), _month(typed[1]), _number(typed[2])
        if year is not None and len(typed[2]) != 4:
            raise self._wrong("must have a year of four figures, like 2026", "year")
        for number, part in ((day, "day"), (month, "month"), (year, "year")):
            if number is None:
                raise self._unreal(part)
        assert day is not None and month is not None and year is not None
        if not EARLIEST_YEAR <= year <= LATEST_YEAR:
            raise self._wrong(f"must be between {EARLIEST_YEAR} and {LATEST_YEAR}", "year")
        return self._real(year, month, day)

    def _real(self, year: int, month: int, day: int) -> date:
        try:
            return date(year, month, day)
        except ValueError:
            raise self._unreal("month" if not 1 <= month <= 12 else "day") from None

    def _demand_all(self, typed: Sequence[str]) -> None:
        missing = [part for part, text in zip(PARTS, typed, strict=True) if not text]
        if missing:
            told = " and ".join(f"a {part}" for part in missing)
            raise self._wrong(f"must include {told}", missing[0])

    def _unreal(self, part: str) -> ValidationError:
        return self._wrong("must be a real date, like 17 3 2026", part)

    def _wrong(self, told: str, part: str) -> ValidationError:
        return ValidationError(f"{self.what} {told}", code=part)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != self.to_python(initial))
        except ValidationError:
            return True


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else None


def _month(text: str) -> int | None:
    """3, 03, mar, March or sept."""
    word = text.lower().rstrip(".")
    if len(word) < 3 or not word.isalpha():
        return _number(text)
    return next((n for n, name in enumerate(MONTHS, 1) if name.startswith(word)), None)


class TimeInput(forms.TextInput):
    def format_value(self, value: Any) -> str | None:
        return f"{value:%H:%M}" if isinstance(value, time) else super().format_value(value)


class TimeField(forms.Field):
    """A time of day: 10:30, 1030, 10.30, 9.05am or 2pm. Raises ValidationError."""

    widget = TimeInput

    def __init__(self, *, what: str = "The time", **kwargs: Any) -> None:
        kwargs.setdefault("widget", TimeInput({"autocomplete": "off", "maxlength": 20, "size": 5}))
        super().__init__(**kwargs)
        self.what = what
        asked = {"required": f"Enter {what[:1].lower()}{what[1:]}, like 10:30"}
        self.error_messages = {
            **self.error_messages,
            **asked,
            **(kwargs.get("error_messages") or {}),
        }

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or isinstance(value, time):
            return value or None
        typed = str(value).strip()
        if not typed:
            return None
        told = TYPED_TIME.fullmatch(typed) if len(typed) <= LONGEST_PART else None
        at = _time_of(*told.groups()) if told else None
        if at is None:
            raise ValidationError(f"{self.what} must be a real time, like 10:30", code="invalid")
        return at

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != self.to_python(initial))
        except ValidationError:
            return True


def _time_of(hours: str, minutes: str | None, half: str | None) -> time | None:
    """None where the clock has no such time; hours alone need am or pm."""
    hour = int(hours)
    if half is None:
        return time(hour, int(minutes)) if minutes is not None and hour < 24 else None
    if not 1 <= hour <= 12:
        return None
    return time(hour % 12 + (12 if half.lower() == "pm" else 0), int(minutes or 0))


class HintedRadios(forms.RadioSelect):
    """Radios with a second line under some of the choices, given by value."""

    def __init__(self, *args: Any, hints: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = dict(hints or {})

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        hint = self.hints.get(str(value))
        if hint:
            option["hint"] = hint
            if option["attrs"].get("id"):
                option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}_hint"
        return option
