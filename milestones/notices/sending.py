"""Whether there is a way to send e-mail."""

from django.conf import settings


def can_mail() -> bool:
    """A mail server, or GOV.UK Notify: without either a notice is on the page only."""
    return bool(settings.EMAIL_HOST or (settings.NOTIFY_API_KEY and settings.NOTIFY_TEMPLATE_ID))
