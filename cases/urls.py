from django.urls import path

from cases.views import finding, looks

urlpatterns = [
    path("children/", finding.children, name="children"),
    path("children/<uuid:public_id>/looks/", looks.looks, name="looks"),
]
