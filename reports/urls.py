from django.urls import path

from reports import views
from reports.dashboard.views import dashboard, dashboard_export
from reports.quality.views import quality

urlpatterns = [
    path("dashboard/", dashboard, name="dashboard"),
    path("dashboard/export/", dashboard_export, name="dashboard_export"),
    path("data-quality/", quality, name="quality"),
    path("aims/", views.aims, name="aims"),
    path("aims/<str:ref>/", views.aim, name="aim"),
    path("aims/<str:ref>/export/", views.aim_export, name="aim_export"),
]
