"""Writing one fact: checked in words, and told to the audit without a note."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from accounts.actors import Actor
from cases.models import Fact

RACED = "Somebody recorded the same thing a moment ago. Look at the child’s page, then try again."


def save_fact(fact: Fact, *, by: Actor) -> None:
    """Check the fact against its invariants in words, then write it.

    Raises ValidationError whose messages hang on the fields they speak of.
    """
    if fact.pk is None:
        fact.recorded_by = by.person
    try:
        fact.clean_fields(exclude=["authority", "child"])
        fact.clean()
        # Not full_clean: a constraint is skipped when any field of it is excluded.
        fact.validate_constraints(exclude=["authority"])
    except ValidationError as invalid:
        raise ValidationError(_at_their_fields(fact, invalid)) from None
    fact.save()


def _at_their_fields(fact: Fact, invalid: ValidationError) -> dict[str, list[ValidationError]]:
    names = {field.name for field in fact._meta.get_fields()}
    placed: dict[str, list[ValidationError]] = {}
    for field, errors in invalid.error_dict.items():
        for error in errors:
            code = str(error.code)
            at = code if field == NON_FIELD_ERRORS and code in names else field
            placed.setdefault(at, []).append(error)
    return placed


def refuse(objections: dict[str, str | None]) -> None:
    """Raise ValidationError with the objections there are, each at its field."""
    found = {field: [words] for field, words in objections.items() if words}
    if found:
        raise ValidationError(found)


def described(fact: Fact, *fields: str) -> dict[str, Any]:
    """The fact as the audit tells it: kind, public id and the fields named, never a note."""
    told: dict[str, Any] = {"fact": fact._meta.model_name, "id": str(fact.public_id)}
    told.update({field: str(getattr(fact, field)) for field in fields})
    return told
