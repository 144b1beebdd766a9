from django.urls import path

from exchange import views

urlpatterns = [
    path("bring-in/", views.bring_in, name="bring_in"),
    path("bring-in/<uuid:job_id>/", views.import_job, name="import_job"),
    path("bring-in/<uuid:job_id>/rejected/", views.rejected_lines, name="rejected_lines"),
    path("bring-in/<uuid:job_id>/run/", views.bring_these_in, name="bring_these_in"),
]
