import uuid

from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from accounts.models.authority import Authority
from accounts.models.person import Person


class AuditEntry(models.Model):
    """Who did what to which record, acting as what, and why: written with the change itself.

    The subject is named by kind and public id, without a foreign key, so that an entry
    outlives what it tells of. The database refuses to change or delete an entry.
    """

    entry_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(auto_now_add=True)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    acting_as = models.CharField(max_length=30, blank=True)
    act = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    request_id = models.UUIDField(null=True)
    detail = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = "audit entries"
        indexes = [
            models.Index(fields=["authority", "subject_id", "-at"], name="audit_of_a_subject"),
            models.Index(fields=["authority", "-at", "-id"], name="audit_newest_first"),
            models.Index(fields=["authority", "person", "-at"], name="audit_of_a_person"),
            GinIndex(
                fields=["detail"], name="audit_of_what_was_shown", opclasses=["jsonb_path_ops"]
            ),
            BrinIndex(fields=["at"], name="audit_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.entry_id}"


class AuditLink(models.Model):
    """An entry's place in its authority's chain. The database writes it, when the entry commits."""

    entry = models.OneToOneField(AuditEntry, models.PROTECT, primary_key=True, related_name="link")
    authority = models.ForeignKey(Authority, models.PROTECT, db_index=False, related_name="+")
    sequence = models.BigIntegerField()
    previous_hash = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        ordering = ["authority", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "sequence"], name="audit_link_has_a_place_of_its_own"
            ),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="audit_chain_begins_at_one"),
        ]

    def __str__(self) -> str:
        return f"link {self.sequence}"


class AuditHead(models.Model):
    """The last link of an authority's chain: what the next one hangs on."""

    authority = models.OneToOneField(Authority, models.PROTECT, primary_key=True, related_name="+")
    sequence = models.BigIntegerField()
    hash = models.BinaryField()

    def __str__(self) -> str:
        return f"head at {self.sequence}"
