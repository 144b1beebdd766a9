"""What is stored of the children a chunk of an import speaks of, in one query a table."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from accounts.models import Authority
from cases.models import Child, ChildLocality, Fact, Involvement
from exchange.case_files.layout import FACTS


@dataclass(slots=True)
class ChildRecord:
    """A stored child with all their facts, the voided ones included."""

    child: Child
    facts: defaultdict[str, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    localities: list[ChildLocality] = field(default_factory=list)
    workers: list[Involvement] = field(default_factory=list)

    @property
    def allocated(self) -> Involvement | None:
        standing = (w for w in self.workers if not w.is_voided and w.ended_on is None)
        return next(standing, None)


def load_records(
    *, authority: Authority, child_refs: Collection[str], lock: bool
) -> dict[str, ChildRecord]:
    """The children known by these references, by reference, their rows locked if asked for."""
    children = (
        Child.objects.filter(authority=authority, child_ref__in=child_refs)
        .select_related("locality", "family")
        .order_by("pk")
    )
    if lock:
        children = children.select_for_update(of=("self",))
    by_pk = {child.pk: ChildRecord(child) for child in children}
    if not by_pk:
        return {}
    for file, model in FACTS.items():
        for fact in model.objects.filter(child_id__in=by_pk).order_by("pk"):
            by_pk[fact.child_id].facts[file].append(fact)
    for known in ChildLocality.objects.filter(child_id__in=by_pk).order_by("pk"):
        by_pk[known.child_id].localities.append(known)
    workers = Involvement.objects.filter(
        child_id__in=by_pk, capacity=Involvement.Capacity.SOCIAL_WORKER
    )
    for worker in workers.select_related("person").order_by("pk"):
        by_pk[worker.child_id].workers.append(worker)
    return {record.child.child_ref: record for record in by_pk.values()}
