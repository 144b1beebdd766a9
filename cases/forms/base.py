"""The questions every page asks alike: they live in the lowest layer that asks any."""

from accounts.forms.base import CHOOSE, ServiceForm, choices_with_none

__all__ = ["CHOOSE", "ServiceForm", "choices_with_none"]
