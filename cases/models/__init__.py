from cases.models.bar import Bar
from cases.models.child import Child, ChildLocality, Family
from cases.models.episode import Episode, ReturnKind
from cases.models.fact import Fact, keep_history
from cases.models.grant import Grant
from cases.models.involvement import Involvement
from cases.models.legal_order import LegalOrder
from cases.models.note import Note
from cases.models.placement import Placement
from cases.models.proposal import Approval, Proposal
from cases.models.restriction import NamedPerson, Restriction
from cases.models.route import Route, RouteCode
from cases.models.seal import SealedIdentity

__all__ = [
    "Approval",
    "Bar",
    "Child",
    "ChildLocality",
    "Episode",
    "Fact",
    "Family",
    "Grant",
    "Involvement",
    "LegalOrder",
    "NamedPerson",
    "Note",
    "Placement",
    "Proposal",
    "Restriction",
    "ReturnKind",
    "Route",
    "RouteCode",
    "SealedIdentity",
    "keep_history",
]
