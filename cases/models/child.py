import uuid
from datetime import date
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Upper
from django.urls import reverse

from accounts.actors import Actor
from accounts.models import Authority, Locality
from cases.models.fact import keep_history
from cases.models.involvement import Involvement
from cases.standing import Standing, within_reach

if TYPE_CHECKING:
    from django.db.models.manager import RelatedManager


class Family(models.Model):
    """A sibling group, known to the council by its own reference."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    ref = models.CharField(max_length=40)

    class Meta:
        verbose_name_plural = "families"
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "ref"], name="family_has_one_ref_in_an_authority"
            ),
            models.UniqueConstraint(
                fields=["authority", "id"], name="family_belongs_to_one_authority"
            ),
        ]

    def __str__(self) -> str:
        return self.ref


def worked_with_by(word: str) -> models.QuerySet[Involvement, int]:
    return (
        Involvement.objects.allocated()
        .filter(Q(email__icontains=word) | Q(person__full_name__icontains=word))
        .values_list("child_id", flat=True)
    )


class ChildQuerySet(models.QuerySet["Child"]):
    def visible_to(self, actor: Actor, *, act: str = "child.list") -> Self:
        """The gate: the children whom this act of the actor reaches, and nobody else's."""
        return self.filter(within_reach(actor, act))

    def matching(self, words: str, *, by_worker: bool = True) -> Self:
        """Children whose name, reference or social worker answers every word typed.

        Not by worker for whom that is not to be known: what is found would tell it.
        """
        found = self
        for word in words.replace("\x00", "").split()[:6]:
            answers = (
                Q(given_name__icontains=word)
                | Q(family_name__icontains=word)
                | Q(child_ref__icontains=word)
            )
            found = found.filter(answers | Q(pk__in=worked_with_by(word)) if by_worker else answers)
        return found

    def in_locality(self, name: str) -> Self:
        return self.filter(locality__name=name)

    def with_worker(self) -> Self:
        """Each child with `worker_name` and `worker_email`, empty when nobody is allocated."""
        allocated = Involvement.objects.allocated().filter(child=OuterRef("pk"))
        return self.annotate(
            worker_name=Subquery(allocated.values("person__full_name")[:1]),
            worker_email=Subquery(allocated.values(address=Coalesce("person__email", "email"))[:1]),
        )

    def by_name(self) -> Self:
        return self.order_by("family_name", "given_name", "child_ref")


@keep_history
class Child(models.Model):
    class Sex(models.TextChoices):
        GIRL = "female", "girl"
        BOY = "male", "boy"
        OTHER = "other", "other"
        NOT_KNOWN = "", "not known"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="children", db_index=False
    )
    child_ref = models.CharField("reference", max_length=40)
    given_name = models.CharField("first name", max_length=80, blank=True)
    family_name = models.CharField("last name", max_length=80, blank=True)
    sex = models.CharField(max_length=10, choices=Sex, blank=True)
    born_on = models.DateField("date of birth")
    locality = models.ForeignKey(
        Locality, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    family = models.ForeignKey(
        Family, models.PROTECT, null=True, blank=True, related_name="children", db_constraint=False
    )
    address_is_confidential = models.BooleanField(default=False)
    sealed_on = models.DateField(null=True, blank=True, editable=False)
    route_when_sealed = models.CharField(max_length=30, blank=True, editable=False)

    objects = ChildQuerySet.as_manager()

    # How whoever asks stands to the child; the gate sets it.
    standing: Standing

    if TYPE_CHECKING:
        localities_known: RelatedManager["ChildLocality"]

    class Meta:
        verbose_name_plural = "children"
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "child_ref"],
                name="child_ref_is_used_once_in_an_authority",
                # The field a form shows the message at.
                violation_error_code="child_ref",
                violation_error_message=(
                    "This reference is already another child’s. Check it, or find that child."
                ),
            ),
            models.UniqueConstraint(
                fields=["authority", "id"], name="child_belongs_to_one_authority"
            ),
            models.CheckConstraint(
                condition=Q(born_on__gte=date(1900, 1, 1)), name="child_is_born_after_1900"
            ),
        ]
        indexes = [
            models.Index(
                fields=["authority"], condition=Q(sealed_on__isnull=False), name="children_sealed"
            ),
            models.Index(
                fields=["authority", "family_name", "given_name", "child_ref"],
                name="children_by_name",
            ),
            GinIndex(
                OpClass(Upper("given_name"), name="gin_trgm_ops"), name="children_by_given_name"
            ),
            GinIndex(
                OpClass(Upper("family_name"), name="gin_trgm_ops"), name="children_by_family_name"
            ),
            GinIndex(
                OpClass(Upper("child_ref"), name="gin_trgm_ops"), name="children_by_reference"
            ),
        ]

    def __str__(self) -> str:
        return self.child_ref

    def get_absolute_url(self) -> str:
        return reverse("child", args=[self.public_id])

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip() or self.child_ref

    @property
    def initials(self) -> str:
        return "".join(name[0] for name in (self.given_name, self.family_name) if name)

    @property
    def initials_and_ref(self) -> str:
        """How lists name a child: the name stands only on the child's own page."""
        return f"{self.initials} {self.child_ref}".strip()


class ChildLocality(models.Model):
    """Where the child's case was held from a day on; the first one known has no day."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    child = models.ForeignKey(
        Child, models.PROTECT, related_name="localities_known", db_constraint=False
    )
    locality = models.ForeignKey(
        Locality, models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    from_on = models.DateField(null=True)

    class Meta:
        verbose_name_plural = "child localities"
        constraints = [
            models.UniqueConstraint(
                fields=["child", "from_on"],
                nulls_distinct=False,
                name="child_has_one_locality_from_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.locality_id} from {self.from_on}"
