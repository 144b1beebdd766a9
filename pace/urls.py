"""Every page of the product; each app's routes live with its views."""

from django.urls import include, path

urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("cases.urls")),
    path("", include("milestones.urls")),
    path("", include("reports.urls")),
]
