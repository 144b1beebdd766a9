"""The questions every page asks alike: they live with the cases."""

from cases.forms.base import CHOOSE, ServiceForm, choices_with_none

__all__ = ["CHOOSE", "ServiceForm", "choices_with_none"]
