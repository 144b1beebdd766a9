"""Whether there is a way to send e-mail: a mail server, or GOV.UK Notify.

Without either, whatever would be mailed stands on a page only.
"""

from django.conf import settings


def can_mail() -> bool:
    return bool(settings.EMAIL_HOST or (settings.NOTIFY_API_KEY and settings.NOTIFY_TEMPLATE_ID))
