from django.urls import path

from reports import views
from reports.dashboard.views import dashboard

urlpatterns = [
    path("dashboard/", dashboard, name="dashboard"),
    path("aims/", views.aims, name="aims"),
    path("aims/<str:ref>/", views.aim, name="aim"),
    path("aims/<str:ref>/export/", views.aim_export, name="aim_export"),
]
