from django.urls import path

from reports import views

urlpatterns = [
    path("aims/", views.aims, name="aims"),
    path("aims/<str:ref>/", views.aim, name="aim"),
    path("aims/<str:ref>/children.csv", views.aim_csv, name="aim_csv"),
    path("aims/<str:ref>/figures.xlsx", views.aim_xlsx, name="aim_xlsx"),
]
