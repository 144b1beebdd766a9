from django.urls import path

from accounts import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-in/demo/", views.sign_in_as_demo_person, name="sign_in_as_demo_person"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("acting-as/", views.acting_as, name="acting_as"),
    path("words/", views.words_we_use, name="words_we_use"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
