"""No page shows a restricted, barred or sealed child to anybody who may not know of them."""

from collections.abc import Sequence

import pytest
from django.core.exceptions import ValidationError

from accounts.actors import acting_as
from accounts.models import Membership
from cases.models import Child, Family, NamedPerson, Restriction
from cases.sealed_refs import sealed_ref
from exchange.case_files.reading import RowsSource
from exchange.case_files.services import import_cases
from milestones.services.children import register_child
from tests.cases.asking import asked_to_bar, barred, knows, restricted
from tests.cases.conftest import At, acting
from tests.cases.test_inherited_restrictions import in_family
from tests.exchange.importing import child_row, row
from tests.factories import ChildFactory, EpisodeFactory, PlacementFactory
from tests.lanes import IS_WHOLE

SECRETS = ("SA-0466", "Theo", "Dunnach")


@pytest.fixture
def hidden(
    theo: Child, ayr: object, morag: Membership, iain: Membership, catriona: Membership
) -> Child:
    """Theo looked after, with a sister; restricted to Iain, and Morag’s own."""
    for child in (theo, in_family(theo)):
        EpisodeFactory.create(child=child)
        PlacementFactory.create(child=child)
    restricted(theo, morag, catriona, iain)
    return theo


PATHS = (
    "/",
    "/my-work/",
    "/my-work/?worker=all",
    "/children/",
    "/children/?care=all",
    "/children/?q=SA-0466",
    "/children/?q=theo",
    "/children/{id}/",
    "/children/{id}/people/",
    "/children/{id}/facts/",
    "/children/{id}/history/",
    "/children/{id}/looks/",
    "/api/children/",
    "/api/children/{id}/",
    "/api/milestones/",
    "/api/clocks/",
    "/restrictions/",
    "/proposals/",
    "/emergencies/",
    "/audit/",
)


def leaks(at_desk: At, reader: Membership, child: Child, paths: Sequence[str] = PATHS) -> list[str]:
    """The pages on which something of the child stands."""
    client = at_desk(reader)
    found = []
    for path in paths:
        body = client.get(path.format(id=child.public_id)).content.decode()
        if "q=" in path:
            body = body.replace(path.partition("q=")[2], "")
        if any(secret in body for secret in SECRETS):
            found.append(path)
        if str(child.public_id) in body and "{id}" not in path:
            found.append(path)
    return found


OTHERS = ["niamh", "eilidh", "isobel", "effie", "ross"] if IS_WHOLE else []


@pytest.mark.parametrize("who", ["morag", "catriona", *OTHERS])
def test_a_restricted_child_stands_on_no_page_of_those_who_are_not_named(
    request: pytest.FixtureRequest, at_desk: At, hidden: Child, who: str
) -> None:
    assert leaks(at_desk, request.getfixturevalue(who), hidden) == []


def test_the_same_pages_show_the_child_to_whoever_is_named(
    at_desk: At, hidden: Child, iain: Membership
) -> None:
    some = ["/children/", "/children/{id}/", "/children/?q=SA-0466", "/api/children/"]
    assert set(leaks(at_desk, iain, hidden, some)) == set(some)


def test_a_barred_child_stands_on_no_page_of_whoever_is_barred(
    at_desk: At, theo: Child, iain: Membership, dougal: Membership, catriona: Membership
) -> None:
    EpisodeFactory.create(child=theo)
    barred(theo, iain, dougal, catriona)
    asked_to_bar(theo, iain, iain)
    assert leaks(at_desk, catriona, theo) == []
    assert leaks(at_desk, dougal, theo, ["/children/"]) != []


def test_a_sealed_child_stands_on_no_page(
    at_desk: At, hidden: Child, iain: Membership, catriona: Membership, isobel: Membership
) -> None:
    Child.objects.filter(pk=hidden.pk).update(sealed_on="2026-01-01")
    for reader in (iain, catriona, isobel)[: 3 if IS_WHOLE else 1]:
        assert leaks(at_desk, reader, hidden) == []


@pytest.mark.parametrize("is_sealed", [False, True])
def test_a_reference_in_use_is_refused_alike_whether_one_may_know_or_not(
    hidden: Child, effie: Membership, morag: Membership, is_sealed: bool
) -> None:
    ChildFactory.create(authority=hidden.authority, child_ref="SA-1")
    if is_sealed:
        seal_in_place(hidden)
    told = set()
    for ref in ("SA-0466", "SA-1"):
        with acting(effie) as actor, pytest.raises(ValidationError) as refused:
            register_child(by=actor, on=actor.on, child_ref=ref, born_on=hidden.born_on)
        told.add(str(refused.value.message_dict))
    assert len(told) == 1


def seal_in_place(child: Child) -> None:
    Child.objects.filter(pk=child.pk).update(
        sealed_on="2026-01-01", child_ref=sealed_ref(child.authority, child.child_ref)
    )


def test_a_child_registered_into_a_restricted_family_is_restricted_and_goes_on(
    hidden: Child, effie: Membership, iain: Membership, catriona: Membership
) -> None:
    with acting(effie) as actor:
        child = register_child(
            by=actor,
            on=actor.on,
            child_ref="SA-0468",
            born_on=hidden.born_on,
            family=Family.objects.get(),
        )
    assert Restriction.objects.live().get(child=child).inherited_from is not None
    assert knows(effie, child)
    assert not knows(effie, hidden) and not knows(catriona, child)


def brought_in(
    manager: Membership, *refs: str, family: str = "", dry_run: bool = False
) -> list[str]:
    rows = {
        "children.csv": [child_row(ref, family_ref=family) for ref in refs],
        "milestones.csv": [row(ref, kind="lac_review", held_on="2026-01-05") for ref in refs],
    }
    actor = acting_as(manager)
    found = import_cases(source=RowsSource(rows), by=actor, on=actor.on, dry_run=dry_run)
    return [each.sentence for each in found.rejected]


def test_an_import_keeps_restricted_children_in_line(hidden: Child, catriona: Membership) -> None:
    assert brought_in(catriona, "SA-0466", family="F1") == []
    assert hidden.milestones.count() == 1
    assert not knows(catriona, hidden)


def test_a_child_imported_into_a_restricted_family_is_restricted(
    hidden: Child, iain: Membership, catriona: Membership
) -> None:
    assert brought_in(catriona, "SA-0470", "SA-0471", family="F1") == []
    for child in Child.objects.filter(child_ref__in=["SA-0470", "SA-0471"]):
        assert not knows(catriona, child)
    assert NamedPerson.objects.filter(child__child_ref="SA-0470").get().person == iain.person


@pytest.mark.parametrize("dry_run", [False, True])
def test_lines_of_a_closed_record_are_rejected(
    hidden: Child, catriona: Membership, dry_run: bool
) -> None:
    seal_in_place(hidden)
    told = brought_in(catriona, "SA-0466", dry_run=dry_run)
    assert told == [
        f"{file}.csv, line 2: This reference belongs to a closed record: take its lines out."
        for file in ("children", "milestones")
    ]
    assert not Child.objects.filter(child_ref="SA-0466").exists()
