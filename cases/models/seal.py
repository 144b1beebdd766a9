from django.db import models

from accounts.models import Person
from cases.models.about_child import AboutChild


class SealedIdentity(AboutChild):
    """Who an adopted child was: a vault apart, opened by two people together, kept 100 years.

    The child's row stays as a de-identified one that aims count; nothing leads from it here
    but this table, which has a row-level policy of its own.
    """

    number = models.CharField(max_length=20, help_text="How people speak of the sealed record")
    child_ref = models.CharField(max_length=40)
    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80, blank=True)
    sex = models.CharField(max_length=10, blank=True)
    born_on = models.DateField()
    family_ref = models.CharField(max_length=40, blank=True)
    sealed_at = models.DateTimeField(auto_now_add=True)
    sealed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    keep_until = models.DateField(help_text="Adoption records are kept for 100 years")

    class Meta:
        verbose_name_plural = "sealed identities"
        constraints = [
            models.UniqueConstraint(fields=["child"], name="child_is_sealed_once"),
            models.UniqueConstraint(
                fields=["authority", "number"], name="sealed_record_has_a_number_of_its_own"
            ),
        ]

    def __str__(self) -> str:
        return self.number
