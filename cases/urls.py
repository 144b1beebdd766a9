from django.urls import path

from cases.views import finding

urlpatterns = [
    path("children/", finding.children, name="children"),
]
