from django.urls import path

from accounts.views import account, audit, jobs, nightly, people, reviews, signing_in, tokens

urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-in/demo/", signing_in.sign_in_as_demo_person, name="sign_in_as_demo_person"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("invitation/<str:token>/", signing_in.invitation, name="invitation"),
    path("acting-as/", account.acting_as, name="acting_as"),
    path("what-i-may-do/", account.what_i_may_do, name="what_i_may_do"),
    path("your-tokens/", tokens.your_tokens, name="your_tokens"),
    path("your-tokens/<uuid:token_id>/collect/", tokens.collect, name="collect_token"),
    path("people/", people.people, name="memberships"),
    path("people/invite/", people.invite, name="invite"),
    path("people/agreements/new/", people.new_agreement, name="new_agreement"),
    path("people/high-roles/", people.high_roles, name="high_roles"),
    path("people/high-roles/<uuid:asked_id>/", people.answer_high_role, name="answer_high_role"),
    path("access-review/", reviews.access_review, name="access_review"),
    path(
        "access-review/<int:membership_id>/confirm/", reviews.confirm_access, name="confirm_access"
    ),
    path("access-review/<int:membership_id>/end/", reviews.end_access, name="end_access"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<uuid:token_id>/revoke/", tokens.end_token, name="revoke_token"),
    path("jobs/", jobs.my_jobs, name="my_jobs"),
    path("jobs/<uuid:job_id>/", jobs.job, name="job"),
    path("jobs/<uuid:job_id>/stop/", jobs.stop, name="stop_job"),
    path("nightly/", nightly.nightly, name="nightly"),
    path("audit/", audit.audit, name="audit"),
    path("words/", account.words_we_use, name="words_we_use"),
    path("accessibility/", account.accessibility, name="accessibility"),
]
