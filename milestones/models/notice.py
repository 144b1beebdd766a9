"""Notices: what a person is told, on the page and by e-mail, once for each thing."""

from typing import Self

from django.db import models
from django.db.models import Q

from accounts.models import Authority, Membership, Person
from cases.models import Child
from cases.models.about_child import AboutChild
from milestones.models.flag import Flag

HOLDS = Q(withdrawn_at__isnull=True) & (Q(flag__isnull=True) | Q(flag__cleared_at__isnull=True))


class NoticeQuerySet(models.QuerySet["Notice"]):
    def holding(self) -> Self:
        """Those whose thing is still so: not withdrawn, their flag not cleared."""
        return self.filter(HOLDS)

    def unread(self) -> Self:
        """What nobody opened and still holds: the rest asks nothing of anybody."""
        return self.holding().filter(read_at__isnull=True)

    def not_mailed(self) -> Self:
        return self.filter(mailing__isnull=True, withdrawn_at__isnull=True)


class Notice(AboutChild):
    """One thing told to one membership. The words hold no name: a reference and a link do."""

    class Kind(models.TextChoices):
        APPROACHING = "approaching", "Due soon"
        OVERDUE = "overdue", "Overdue"
        ESCALATED = "escalated", "Overdue for long"
        NAMING_ENDS = "naming_ends", "Leave to know of a restricted record ends"
        JOB = "job", "Work that you asked for is done"
        QUALITY = "quality", "To correct"
        NIGHTLY = "nightly", "The nightly work found something"

    child: "models.ForeignKey[Child | None, Child | None]" = models.ForeignKey(
        "cases.Child", models.PROTECT, null=True, related_name="notices", db_constraint=False
    )
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    flag = models.ForeignKey(Flag, models.PROTECT, null=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=20, choices=Kind)
    key = models.CharField(max_length=200, help_text="The thing itself: told once")
    words = models.CharField(max_length=300)
    path = models.CharField(max_length=300, blank=True, help_text="The page it leads to")
    cannot_wait = models.BooleanField(default=False)
    raised_on = models.DateField()
    raised_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True, help_text="No longer so before it was mailed")
    mailing = models.ForeignKey("Mailing", models.PROTECT, null=True, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "person", "key"], name="notice_is_given_once_for_a_thing"
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "person", "-raised_at"], name="notices_of_a_person"),
            models.Index(
                fields=["authority", "person"],
                condition=Q(mailing__isnull=True, withdrawn_at__isnull=True),
                name="notices_waiting_to_be_mailed",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def no_longer(self) -> str:
        """Why it is struck through, in words; empty while it holds."""
        flag = self.flag
        if flag is not None and flag.cleared_at is not None:
            fact = f": {flag.cleared_by_fact}" if flag.cleared_by_fact else ""
            return f"{flag.get_cleared_because_display()}{fact}"
        return "It no longer concerns you" if self.withdrawn_at is not None else ""


class NoticeChoice(models.Model):
    """How often a person is mailed in one authority; once a day unless they choose."""

    class Rhythm(models.TextChoices):
        DAILY = "daily", "Once a day"
        WEEKLY = "weekly", "Once a week, on Monday"
        PAGE_ONLY = "page_only", "Not by e-mail, on the page only"

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    rhythm = models.CharField(max_length=10, choices=Rhythm, default=Rhythm.DAILY)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "authority"], name="notice_choice_is_made_once"
            ),
        ]

    def __str__(self) -> str:
        return self.get_rhythm_display()


class Mailing(models.Model):
    """One e-mail to one person: an outbox row, so that a restart neither loses nor doubles it."""

    class Kind(models.TextChoices):
        DIGEST = "digest", "Digest"
        AT_ONCE = "at_once", "At once"

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField("of the day")
    number = models.PositiveSmallIntegerField(default=1, help_text="Counted within the day")
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "person", "kind", "on", "number"],
                name="mailing_is_made_once_a_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["authority", "on"],
                condition=Q(sent_at__isnull=True),
                name="mailings_to_be_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.on}"
