"""Aims are written here and nowhere else: loaded from documents, version by version."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accounts.actors import Actor
from accounts.door import entered
from accounts.models import Authority
from accounts.services import write_audit_entry
from aims.documents import AimDocument, read_document, unknown_codes
from aims.models import Aim
from aims.rule_names import rule_name, stops_when
from aims.statement import plain, statement_parts
from milestones.clocks import rebuild_clocks
from milestones.models import MilestoneKind, Outcome, Timescale

LEAD_TIMES = [[6, "weeks"], [2, "weeks"]]
LONGEST_NAME = 200


@dataclass(slots=True)
class LoadResult:
    """What became of the documents; counts of aims, and a reason for each one refused."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[dict[str, str]] = field(default_factory=list)

    def add(self, other: "LoadResult") -> None:
        self.created += other.created
        self.updated += other.updated
        self.unchanged += other.unchanged
        self.rejected += other.rejected

    def reject(self, ref: object, reason: str) -> None:
        self.rejected.append({"ref": ref if isinstance(ref, str) else "", "reason": reason})

    def as_data(self) -> dict[str, Any]:
        return {
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "rejected": self.rejected,
        }


def load_aims(*, documents: Collection[object], by: Actor, on: date) -> LoadResult:
    """Bring the authority's aims in line with the documents; good ones count beside bad ones.

    A document whose content has changed becomes a new version with a timescale of its own;
    the old version's clocks stay, so its report can still be given. An aim that no document
    names is left alone.
    """
    with entered(by):
        return _load(documents, by=by, on=on)


def _load(documents: Collection[object], *, by: Actor, on: date) -> LoadResult:
    # One load at a time in an authority, so that versions are numbered without gaps;
    # facts may still be recorded meanwhile.
    authority = Authority.objects.select_for_update(no_key=True).get(pk=by.authority.pk)
    result = LoadResult()
    written: list[str] = []
    seen: set[str] = set()
    for data in documents:
        try:
            document = _checked(data, authority, seen)
        except ValueError as error:
            result.reject(data.get("ref") if isinstance(data, dict) else None, str(error))
            continue
        seen.add(document.ref)
        latest = Aim.objects.latest().filter(ref=document.ref).first()
        if latest is not None and latest.document == document.data:
            result.unchanged += 1
            continue
        written.append(str(_write_version(document, authority, after=latest)))
        if latest is None:
            result.created += 1
        else:
            result.updated += 1
    if written:
        for _ in rebuild_clocks(authority=authority, at=by.at):
            pass
    write_audit_entry(
        by=by,
        act="aim.load",
        subject_kind="aim",
        detail={"aims": written, "on": on.isoformat(), "rejected": len(result.rejected)},
    )
    return result


def _checked(data: object, authority: Authority, seen: Collection[str]) -> AimDocument:
    document = read_document(data)
    ref = document.ref
    if authority.pk not in Authority.objects.with_code(document.authority).values_list(
        "pk", flat=True
    ):
        raise ValueError(f"Aim “{ref}” belongs to another authority: load it as that authority.")
    if ref in seen:
        raise ValueError(f"Aim “{ref}” stands in the file twice: keep one of them.")
    if Aim.objects.filter(ref=ref).exclude(authority=authority).exists():
        raise ValueError(f"The ref “{ref}” is another authority’s aim: choose another ref.")
    if Timescale.objects.open_to(authority).filter(ref=ref).exclude(basis="aim").exists():
        raise ValueError(f"The ref “{ref}” is a rule’s: choose another ref for the aim.")
    unknown = unknown_codes(
        document,
        kinds=set(MilestoneKind.objects.used_by(authority).values_list("code", flat=True)),
        outcomes=set(Outcome.objects.values_list("code", flat=True)),
    )
    if unknown:
        raise ValueError(" ".join(unknown))
    # A code from before recoding is written as today's.
    document.data["authority"] = authority.code
    return document


def _write_version(document: AimDocument, authority: Authority, *, after: Aim | None) -> Aim:
    version = 1
    if after is not None:
        version = after.version + 1
        Timescale.objects.filter(pk=after.timescale_id).update(is_superseded=True)
        Aim.objects.filter(pk=after.pk).update(is_superseded=True)
    return Aim.objects.create(
        authority=authority,
        ref=document.ref,
        version=version,
        label=document.label,
        national_stage=document.national_stage,
        kind=document.rule.kind,
        document=document.data,
        timescale=_write_timescale(document, authority, version),
        target_percent=document.target_percent,
        stretch_percent=document.stretch_percent,
        target_date=document.target_date,
        reported_on=document.reported_on,
        is_draft=document.is_draft,
    )


def _write_timescale(document: AimDocument, authority: Authority, version: int) -> Timescale:
    return Timescale.objects.create(
        authority=authority,
        ref=document.ref,
        version=version,
        name=rule_name(document.data)[:LONGEST_NAME],
        stops_when=stops_when(document.data)[:LONGEST_NAME],
        definition=document.definition,
        basis=Timescale.Basis.AIM,
        instrument=document.label,
        source_note=plain(statement_parts(document.data)),
        lead_times=LEAD_TIMES,
        chased_until=document.target_date,
    )
