"""A restriction reaches the child's brothers and sisters, also those who join the family later."""

from collections.abc import Collection
from datetime import date

from accounts.actors import Actor, system_actor
from accounts.door import entered
from accounts.models import Authority, Person
from cases.models import Child, NamedPerson, Restriction
from cases.models.restriction import REVIEWED_EVERY
from cases.naming import Term, end_of


def pass_on(*, restriction: Restriction, on: date) -> list[Restriction]:
    """Restrict the siblings who are not restricted yet; the caller sees the whole family."""
    family = restriction.child.family_id
    if family is None:
        return []
    siblings = (
        Child.objects.filter(
            authority_id=restriction.authority_id, family=family, sealed_on__isnull=True
        )
        .exclude(pk=restriction.child_id)
        .exclude(pk__in=Restriction.objects.live().values("child"))
    )
    return _inherit({sibling.pk: restriction for sibling in siblings}, on=on)


def inherit_restrictions(
    *,
    authority: Authority,
    child_ids: Collection[int],
    on: date,
    opened_by: Person | None = None,
) -> list[Restriction]:
    """Restrict these children where a brother or sister is, unless theirs was lifted since.

    For services that make children or put them into families, inside their transaction and
    under their audit. Whoever opened the record goes on knowing of it for two weeks. A fixed
    number of queries however many children.
    """
    with entered(system_actor(authority), whole=True):
        joined = Child.objects.filter(
            pk__in=child_ids, authority=authority, family__isnull=False, sealed_on__isnull=True
        ).values_list("pk", "family_id")
        families = dict(joined)
        if not families:
            return []
        first: dict[int | None, Restriction] = {}
        live = Restriction.objects.live().filter(child__family__in=set(families.values()))
        for each in live.select_related("child").order_by("-imposed_at", "-pk"):
            first[each.child.family_id] = each
        wanted = {pk: first[family] for pk, family in families.items() if family in first}
        made = _inherit(_without_settled(wanted), on=on)
        if opened_by is not None:
            NamedPerson.objects.bulk_create(_opener(opened_by, each, on) for each in made)
        return made


def join_family(*, child: Child, by: Actor) -> None:
    """A child known already comes to a family: restrictions reach them, and theirs the others.

    Inside the caller's transaction and under its audit.
    """
    with entered(system_actor(by.authority), whole=True):
        own = list(Restriction.objects.live().filter(child=child).select_related("child"))
    inherit_restrictions(
        authority=by.authority, child_ids=[child.pk], on=by.on, opened_by=by.person
    )
    with entered(system_actor(by.authority), whole=True):
        for restriction in own:
            pass_on(restriction=restriction, on=by.on)


def _without_settled(wanted: dict[int, Restriction]) -> dict[int, Restriction]:
    """Leave out who is restricted already, or whose own was lifted while the sibling's stood."""
    rows = Restriction.objects.filter(child__in=wanted).values_list("child_id", "lifted_at")
    settled = {
        child_id
        for child_id, lifted_at in rows
        if lifted_at is None or lifted_at >= wanted[child_id].imposed_at
    }
    return {pk: source for pk, source in wanted.items() if pk not in settled}


def _inherit(wanted: dict[int, Restriction], *, on: date) -> list[Restriction]:
    made = Restriction.objects.bulk_create(
        Restriction(
            authority_id=source.authority_id,
            child_id=child_id,
            ground=source.ground,
            reason=source.reason,
            imposed_by_id=source.imposed_by_id,
            approved_by_id=source.approved_by_id,
            inherited_from=source,
            review_by=on + REVIEWED_EVERY,
        )
        for child_id, source in wanted.items()
    )
    named = NamedPerson.objects.live(on=on).filter(
        restriction__in={source.pk for source in wanted.values()}
    )
    by_source: dict[int | None, list[NamedPerson]] = {}
    for each in named:
        by_source.setdefault(each.restriction_id, []).append(each)
    NamedPerson.objects.bulk_create(
        _same(each, inherited)
        for inherited in made
        for each in by_source.get(inherited.inherited_from_id, [])
    )
    return made


def _opener(person: Person, restriction: Restriction, on: date) -> NamedPerson:
    return NamedPerson(
        authority_id=restriction.authority_id,
        restriction=restriction,
        child_id=restriction.child_id,
        person=person,
        begins_on=on,
        ends_on=end_of(Term.TWO_WEEKS, begins_on=on),
    )


def _same(named: NamedPerson, inherited: Restriction) -> NamedPerson:
    return NamedPerson(
        authority_id=named.authority_id,
        restriction=inherited,
        child_id=inherited.child_id,
        person_id=named.person_id,
        begins_on=named.begins_on,
        ends_on=named.ends_on,
        named_by_id=named.named_by_id,
    )
