from django.urls import path

from reports import views
from reports.dashboard.views import dashboard, dashboard_export
from reports.quality.views import accept_question, quality, quality_export, reopen_question

QUESTION = "children/<uuid:public_id>/questions/<uuid:question_id>/"

urlpatterns = [
    path("dashboard/", dashboard, name="dashboard"),
    path("dashboard/export/", dashboard_export, name="dashboard_export"),
    path("data-quality/", quality, name="quality"),
    path("data-quality/export/", quality_export, name="quality_export"),
    path(f"{QUESTION}accept/", accept_question, name="accept_question"),
    path(f"{QUESTION}reopen/", reopen_question, name="reopen_question"),
    path("aims/", views.aims, name="aims"),
    path("aims/<str:ref>/", views.aim, name="aim"),
    path("aims/<str:ref>/export/", views.aim_export, name="aim_export"),
]
