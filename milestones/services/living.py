"""Where the child lives and under what: placements, orders, routes, being looked after."""

from datetime import date, time

from django.core.exceptions import ValidationError

from accounts.actors import Actor
from cases.dates import EXPIRES_AHEAD, objection_to_future, objection_to_past
from cases.models import Child, Episode, LegalOrder, Placement, Route
from cases.services.facts import described, refuse, save_fact
from cases.services.grants import end_shares
from milestones.services.journey import journey_change


def start_placement(
    *,
    child: Child,
    by: Actor,
    on: date,
    setting: str,
    began_on: date,
    began_at: time | None = None,
    basis: str = Placement.Basis.ORDINARY,
    return_kind: str = "",
    address: str = "",
    carers: str = "",
) -> Placement:
    """Record a move. The placement the child was in ends the same day."""
    refuse({"began_on": _past("The day the child moved", began_on, child, on)})
    with journey_change(child=child, by=by, act="placement.record") as detail:
        current = child.placements.standing().filter(ended_on__isnull=True).first()
        if current is not None and current.began_on <= began_on:
            current.ended_on = began_on
            save_fact(current, by=by)
        placement = Placement(
            authority_id=child.authority_id,
            child=child,
            setting=setting,
            began_on=began_on,
            began_at=began_at,
            basis=basis,
            return_kind=return_kind,
            address=address,
            carers=carers,
        )
        save_fact(placement, by=by)
        detail.update(described(placement, "setting", "began_on"))
    return placement


def record_address(*, placement: Placement, by: Actor, address: str, carers: str) -> Placement:
    """Where exactly, and with whom: of the placement the child is in. What it said is kept.

    Neither stands in the audit, which more people read than the address.
    """
    refuse({"address": "This placement has ended." if placement.ended_on else None})
    with journey_change(child=placement.child, by=by, act="address.record") as detail:
        changed = [
            name
            for name, said in (("address", address), ("carers", carers))
            if getattr(placement, name) != said
        ]
        placement.address, placement.carers = address, carers
        save_fact(placement, by=by)
        detail.update(described(placement), changed=changed)
    return placement


def record_order(
    *,
    child: Child,
    by: Actor,
    on: date,
    kind: str,
    made_on: date,
    expires_on: date | None = None,
) -> LegalOrder:
    """Record an order made, or an order continued: a continuation is a new one of its day."""
    refuse(
        {
            "made_on": _past("The day the order was made", made_on, child, on),
            "expires_on": objection_to_future(
                expires_on,
                what="The day the order expires",
                born_on=child.born_on,
                on=on,
                ahead=EXPIRES_AHEAD,
            ),
        }
    )
    with journey_change(child=child, by=by, act="order.record") as detail:
        order = LegalOrder(
            authority_id=child.authority_id,
            child=child,
            kind=kind,
            made_on=made_on,
            expires_on=expires_on,
        )
        save_fact(order, by=by)
        detail.update(described(order, "kind", "made_on", "expires_on"))
    return order


def end_order(*, order: LegalOrder, by: Actor, on: date, ended_on: date) -> LegalOrder:
    child = order.child
    refuse({"ended_on": _past("The day the order ended", ended_on, child, on)})
    with journey_change(child=child, by=by, act="order.record") as detail:
        order.ended_on = ended_on
        save_fact(order, by=by)
        detail.update(described(order, "kind", "ended_on"))
    return order


def choose_route(
    *, child: Child, by: Actor, on: date, route: str, from_on: date, reason: str = ""
) -> Route:
    """Choose where the child is planned to grow up, from a day on."""
    refuse({"from_on": _past("The day of the plan", from_on, child, on)})
    with journey_change(child=child, by=by, act="route.record") as detail:
        chosen = Route(
            authority_id=child.authority_id,
            child=child,
            route=route,
            from_on=from_on,
            reason=reason,
        )
        save_fact(chosen, by=by)
        detail.update(described(chosen, "route", "from_on"))
    return chosen


def begin_episode(*, child: Child, by: Actor, on: date, began_on: date) -> Episode:
    refuse({"began_on": _past("The day the child became looked after", began_on, child, on)})
    with journey_change(child=child, by=by, act="episode.record") as detail:
        episode = Episode(authority_id=child.authority_id, child=child, began_on=began_on)
        save_fact(episode, by=by)
        detail.update(described(episode, "began_on"))
    return episode


def end_episode(
    *,
    episode: Episode,
    by: Actor,
    on: date,
    ended_on: date,
    destination: str,
    return_kind: str = "",
) -> Episode:
    """The child is no longer looked after: the placement they were in ends the same day."""
    child = episode.child
    refuse({"ended_on": _past("The day the child left care", ended_on, child, on)})
    if not destination:
        raise ValidationError({"destination": ["Choose where the child went."]})
    with journey_change(child=child, by=by, act="episode.record") as detail:
        episode.ended_on = ended_on
        episode.destination, episode.return_kind = destination, return_kind
        save_fact(episode, by=by)
        placement = child.placements.standing().filter(ended_on__isnull=True).first()
        if placement is not None and placement.began_on <= ended_on:
            placement.ended_on = ended_on
            save_fact(placement, by=by)
        ended = end_shares(child=child, by=by, reason="The child left care")
        detail.update(described(episode, "ended_on", "destination"), shares_ended=ended)
    return episode


def _past(what: str, day: date, child: Child, on: date) -> str | None:
    return objection_to_past(day, what=what, born_on=child.born_on, on=on)
