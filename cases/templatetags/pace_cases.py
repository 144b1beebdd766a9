from datetime import date, datetime

from django import template

from cases.ages import spoken_age

register = template.Library()


@register.filter
def age(born_on: date, at: datetime) -> str:
    """A child's age at the moment of the page: “2 years 7 months”."""
    return spoken_age(born_on, at.date())
