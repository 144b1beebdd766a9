"""Every page of the product; each app's routes live with its views."""

from django.urls import include, path

urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("cases.urls")),
    path("", include("milestones.urls")),
    path("", include("reports.urls")),
    path("", include("exchange.urls")),
    path("api/", include("exchange.api.urls")),
    path("", include("pace.health")),
]
handler400 = "accounts.errors.bad_request"
handler403 = "accounts.errors.refused"
handler404 = "accounts.errors.not_found"
