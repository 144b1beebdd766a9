"""Telling managers and information governance at once that a record was opened in an emergency.

An e-mail carries a reference and a link, no name and no reason. It is sent after the opening is
written, and its failure undoes nothing: the page of emergencies shows it in any case.
"""

import logging
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.urls import reverse

from accounts.actors import Actor
from accounts.models import Membership
from accounts.post import can_mail
from accounts.pseudonyms import pseudonym
from accounts.roles import Role
from cases.models import Bar, Child, Grant

SUBJECT = "A record was opened in an emergency"
WORDS = """The record {record} was opened in an emergency.

Look at it, and say whether it was justified: {link}

You get this message as {role}. It names nobody on purpose.
"""
logger = logging.getLogger("pace.alerts")


def tell_reviewers(grant: Grant, child: Child, *, by: Actor) -> None:
    """Written now, while the record may be read; sent when the opening is committed."""
    if not can_mail():
        return
    link = settings.PUBLIC_URL + reverse("judge_emergency", args=[grant.public_id])
    messages = [
        EmailMessage(
            subject=SUBJECT,
            body=WORDS.format(
                record=_named(child, to), link=link, role=to.get_role_display().lower()
            ),
            to=[to.person.email],
        )
        for to in _reviewers(child, by=by)
    ]
    transaction.on_commit(partial(_send, messages))


def _named(child: Child, to: Membership) -> str:
    """Information governance reads no reference."""
    return child.child_ref if to.role == Role.MANAGER else pseudonym(child.public_id)


def _reviewers(child: Child, *, by: Actor) -> list[Membership]:
    """Each person once, as a manager first; neither who opened it nor who is barred from it."""
    barred = Bar.objects.live().filter(child=child).values("person")
    members = (
        Membership.objects.live(on=by.on)
        .filter(authority=by.authority, role__in=[Role.MANAGER, Role.INFORMATION_GOVERNANCE])
        .exclude(person=by.person)
        .exclude(person__in=barred)
        .select_related("person")
        .order_by("role", "pk")
    )
    once: dict[int, Membership] = {}
    for each in members:
        if each.person_id not in once or each.role == Role.MANAGER:
            once[each.person_id] = each
    return list(once.values())


def _send(messages: list[EmailMessage]) -> None:
    try:
        get_connection().send_messages(messages)
    except (OSError, ValueError) as failed:
        logger.error("an alert was not sent: %s", type(failed).__name__)
