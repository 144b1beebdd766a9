"""Forms that show what would follow before they save it."""

from collections.abc import Callable, Sequence
from copy import copy
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Any, TypeVar

from django import forms

from accounts.forms.base import ServiceForm
from cases.models import Child
from milestones.rehearsing import Moved, rehearse

T = TypeVar("T")


class LookFirstForm(ServiceForm):
    """The first time it is sent it tells what would follow; the same answers again save it."""

    looked = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    follows: Sequence[Moved] | None = None
    """What to show; None where there is nothing to look at yet."""

    def must_look(self, moved: Sequence[Moved]) -> bool:
        return True

    def values(self) -> dict[str, Any]:
        answers = dict(self.cleaned_data)
        del answers["looked"]
        return answers

    def look_then_save(
        self, service: Callable[..., T], *, about: Child, on: date, **given: Any
    ) -> T | None:
        """What the service made; None on the first look, or where it refused."""
        # A service may change the child that it is given: for the look it is given another.
        supposed = {name: copy(each) if each is about else each for name, each in given.items()}
        change = partial(service, on=on, **supposed)
        moved = self.attempt(partial(rehearse, about, change, on))
        if moved is None:
            return None
        seen = self._seal(moved)
        if not self.must_look(moved) or self.cleaned_data["looked"] == seen:
            return self.attempt(service, on=on, **given)
        self.follows = moved
        self.data = self.data.copy()
        self.data[self.add_prefix("looked")] = seen
        return None

    def _seal(self, moved: Sequence[Moved]) -> str:
        """Changes with the answers and with what they would do."""
        days = [(each.timescale.pk, each.will_be and each.will_be.due_on) for each in moved]
        return sha256(repr((sorted(self.values().items()), days)).encode()).hexdigest()
