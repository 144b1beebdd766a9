from django.contrib.postgres.fields import ArrayField
from django.db import models


class AuthorityQuerySet(models.QuerySet["Authority"]):
    def with_code(self, code: str) -> "AuthorityQuerySet":
        """Authorities known by this GSS code, a code it had before recoding included."""
        return self.filter(models.Q(code=code) | models.Q(former_codes__contains=[code]))


class Authority(models.Model):
    """One of Scotland's 32 councils: the wall round its children's records."""

    code = models.CharField(max_length=9, unique=True, help_text="GSS code, like S12000019")
    name = models.CharField(max_length=60, unique=True)
    former_codes = ArrayField(
        models.CharField(max_length=9), default=list, blank=True, help_text="Before recoding"
    )
    went_live_on = models.DateField(
        null=True,
        blank=True,
        help_text="Clocks due before this day are history: shown, never flagged",
    )

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "authorities"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^S[0-9]{8}$"),
                name="authority_code_is_a_gss_code",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Locality(models.Model):
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="localities")
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "localities"
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "name"], name="locality_is_named_once_in_an_authority"
            ),
            models.UniqueConstraint(
                fields=["authority", "id"], name="locality_belongs_to_one_authority"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="teams")
    locality = models.ForeignKey(
        Locality, models.PROTECT, related_name="teams", null=True, blank=True
    )
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "name"], name="team_is_named_once_in_an_authority"
            ),
            models.UniqueConstraint(
                fields=["authority", "id"], name="team_belongs_to_one_authority"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """Who a person works for: the council's own services or a partner."""

    class Kind(models.TextChoices):
        SOCIAL_WORK = "social_work", "Council social work"
        LEGAL = "legal", "Council legal services"
        HEALTH = "health", "Health"
        EDUCATION = "education", "Education"
        PANEL = "panel", "Permanence panel"
        SCRA = "scra", "Scottish Children’s Reporter Administration"
        CHS = "chs", "Children’s Hearings Scotland"
        PROVIDER = "provider", "Care provider"
        CELCIS = "celcis", "CELCIS"

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name
