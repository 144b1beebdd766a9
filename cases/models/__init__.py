from cases.models.child import Child, ChildLocality, Family
from cases.models.episode import Episode, ReturnKind
from cases.models.fact import Fact, keep_history
from cases.models.involvement import Involvement
from cases.models.legal_order import LegalOrder
from cases.models.placement import Placement
from cases.models.route import Route, RouteCode

__all__ = [
    "Child",
    "ChildLocality",
    "Episode",
    "Fact",
    "Family",
    "Involvement",
    "LegalOrder",
    "Placement",
    "ReturnKind",
    "Route",
    "RouteCode",
    "keep_history",
]
