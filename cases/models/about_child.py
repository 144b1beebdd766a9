"""What every row about a child shares that is not a fact of the journey."""

import uuid
from typing import TYPE_CHECKING

from django.db import models

from accounts.models import Authority

if TYPE_CHECKING:
    from cases.models.child import Child


class AboutChild(models.Model):
    """The real foreign key is (authority_id, child_id), made in the migration."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+", db_index=False)
    child: "models.ForeignKey[Child, Child]" = models.ForeignKey(
        "cases.Child", models.PROTECT, related_name="%(class)ss", db_constraint=False
    )

    class Meta:
        abstract = True
