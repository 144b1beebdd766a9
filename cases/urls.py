from django.urls import path

from cases import views

urlpatterns = [
    path("children/", views.children, name="children"),
]
