"""The API's addresses. All of it reads; docs/api.md tells how to ask."""

from django.urls import path

from aims.api import Aim, AimChildren, Aims
from cases.api import Children
from exchange.api.schema import Description
from milestones.api import Child, Clocks, Milestones

urlpatterns = [
    path("children/", Children.as_view(), name="api_children"),
    path("children/<uuid:public_id>/", Child.as_view(), name="api_child"),
    path("milestones/", Milestones.as_view(), name="api_milestones"),
    path("clocks/", Clocks.as_view(), name="api_clocks"),
    path("aims/", Aims.as_view(), name="api_aims"),
    path("aims/<str:ref>/", Aim.as_view(), name="api_aim"),
    path("aims/<str:ref>/children/", AimChildren.as_view(), name="api_aim_children"),
    path("schema/", Description.as_view(), name="api_schema"),
]
