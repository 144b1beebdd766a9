"""The form pack: every label, link and description leads to one control that exists."""

import re
from html.parser import HTMLParser

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import Context, Template

from accounts.controls import problems_of
from accounts.form_fields import DayField, HintedRadios, TimeField


class EveryControl(forms.Form):
    """One field of each kind a page uses, in one form."""

    kind = forms.ChoiceField(
        choices=[("a", "A meeting"), ("b", "A visit")],
        widget=HintedRadios(hints={"a": "due today"}),
        error_messages={"required": "Choose what happened"},
    )
    held_on = DayField(what="The day it was held", help_text="For example, 17 3 2026")
    held_at = TimeField(what="The time it was held", required=False)
    invited = forms.MultipleChoiceField(
        choices=[("c", "Carers")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose who is invited"},
    )
    worker = forms.ChoiceField(
        choices=[("", "Choose"), ("w", "A worker")], error_messages={"required": "Choose who"}
    )
    is_agreed = forms.BooleanField(error_messages={"required": "Tick that it is agreed"})
    note = forms.CharField(widget=forms.Textarea, error_messages={"required": "Enter a note"})
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    helper = FormHelper()
    helper.add_input(Submit("save", "Save"))


class Ids(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.wanted: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {key: value or "" for key, value in attrs}
        self.found += [told["id"]] if "id" in told else []
        self.wanted += [told["for"]] if "for" in told else []
        self.wanted += told.get("aria-describedby", "").split()
        if tag == "a" and told.get("href", "").startswith("#"):
            self.wanted.append(told["href"][1:])


def page(form: forms.Form) -> str:
    """The error summary and the form, as base.html puts them."""
    summary = Template('{% include "_errors.html" %}').render(Context({"form": form}))
    return summary + render_crispy_form(form)


def test_every_label_link_and_description_has_exactly_one_target() -> None:
    for form in (EveryControl(), EveryControl({}), EveryControl({"held_on_0": "31"})):
        ids = Ids(page(form))
        assert len(ids.found) == len(set(ids.found))
        assert set(ids.wanted) <= set(ids.found)


def test_the_summary_says_every_error_in_the_order_of_the_fields() -> None:
    form = EveryControl({"held_on_0": "31", "held_on_1": "2", "held_on_2": "2026"})
    assert [(each.message, each.target) for each in problems_of(form)] == [
        ("Choose what happened", "id_kind_0"),
        ("The day it was held must be a real date, like 17 3 2026", "id_held_on_0"),
        ("Choose who is invited", "id_invited_0"),
        ("Choose who", "id_worker"),
        ("Tick that it is agreed", "id_is_agreed"),
        ("Enter a note", "id_note"),
    ]


def test_the_link_of_a_missing_year_leads_to_the_year() -> None:
    form = EveryControl({"held_on_0": "17", "held_on_1": "3"})
    targets = {each.message: each.target for each in problems_of(form)}
    assert targets["The day it was held must include a year"] == "id_held_on_2"


def test_an_error_of_the_whole_form_leads_to_its_first_control() -> None:
    form = EveryControl({})
    form.add_error(None, "The panel cannot come before the recommendation")
    assert problems_of(form)[0].target == "id_kind_0"


def test_what_was_typed_is_kept_and_escaped() -> None:
    html = page(EveryControl({"held_on_0": '"><b>', "held_on_1": "mar", "note": "<i>note</i>"}))
    assert "&quot;&gt;&lt;b&gt;" in html and 'value="mar"' in html
    assert "<b>" not in html and "&lt;i&gt;note&lt;/i&gt;" in html


def test_a_group_of_choices_stands_under_one_legend_and_its_hints_are_its_own() -> None:
    html = render_crispy_form(EveryControl())
    assert html.count("<legend>") == 3
    assert re.search(r'aria-describedby="id_kind_0_hint"', html)
    assert 'id="id_kind_0_hint">due today' in html


def test_three_boxes_of_a_day_say_which_day_they_ask_for() -> None:
    html = render_crispy_form(EveryControl())
    for word in ("Day", "Month", "Year"):
        assert f'{word}<span class="vh"> it was held</span></label>' in html


def test_a_form_carries_no_style_and_lets_the_server_find_the_errors() -> None:
    html = page(EveryControl({}))
    assert " style=" not in html and "<script" not in html
    assert "novalidate" in html
