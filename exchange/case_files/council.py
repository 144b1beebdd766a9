"""What an authority knows that a line may name: kinds, councils, people."""

from dataclasses import dataclass
from typing import Self

from django.db.models.functions import Lower

from accounts.models import Authority, Membership
from milestones.models import HELD, NOT_HELD, MilestoneKind


@dataclass(frozen=True, slots=True)
class KnownKind:
    pk: int
    code: str
    outcomes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Council:
    """`gss` leads from every code a council has or had to the one it has now."""

    authority: Authority
    kinds: dict[str, KnownKind]
    gss: dict[str, str]
    people: dict[str, int]

    @classmethod
    def of(cls, authority: Authority) -> Self:
        return cls(
            authority=authority,
            kinds=_kinds(authority),
            gss={
                code: council.code
                for council in Authority.objects.all()
                for code in (council.code, *council.former_codes)
            },
            people=dict(
                Membership.objects.filter(authority=authority).values_list(
                    Lower("person__email"), "person_id"
                )
            ),
        )


def _kinds(authority: Authority) -> dict[str, KnownKind]:
    # The shipped ones first, so that a council's own kind of the same code is the one meant.
    shipped_first = sorted(
        MilestoneKind.objects.used_by(authority), key=lambda kind: kind.authority_id is not None
    )
    return {
        kind.code: KnownKind(
            kind.pk, kind.code, tuple(dict.fromkeys((HELD, NOT_HELD, *kind.outcomes)))
        )
        for kind in shipped_first
    }
