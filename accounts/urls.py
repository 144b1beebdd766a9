from django.urls import path

from accounts.views import account, audit, signing_in

urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-in/demo/", signing_in.sign_in_as_demo_person, name="sign_in_as_demo_person"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("invitation/<str:token>/", signing_in.invitation, name="invitation"),
    path("acting-as/", account.acting_as, name="acting_as"),
    path("what-i-may-do/", account.what_i_may_do, name="what_i_may_do"),
    path("audit/", audit.audit, name="audit"),
    path("words/", account.words_we_use, name="words_we_use"),
    path("accessibility/", account.accessibility, name="accessibility"),
]
