"""Break-glass: four hours, five in seven days, told at once, judged by somebody else."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPException
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.models import AuditEntry, Authority, Membership
from accounts.roles import Role
from cases.models import Bar, Child, Grant, Restriction
from cases.services import emergencies as services
from tests.cases.conftest import At, acting
from tests.factories import ChildFactory

WHY = "The child is at the station alone tonight"
PATH = "/children/emergency/"


def opened(by: Membership, child: Child) -> Grant:
    with acting(by) as actor:
        services.open_emergency(by=actor, child_ref=child.child_ref, reason=WHY)
    return Grant.objects.emergencies().latest("pk")


def sent(client: Client, child_ref: str, reason: str = WHY) -> str:
    """The page that answers, without what differs at every request."""
    page = client.post(PATH, {"child_ref": child_ref, "reason": reason}).content.decode()
    kept = [line for line in page.splitlines() if "csrf" not in line and "As at" not in line]
    return "\n".join(kept).replace(child_ref, "")


def test_a_record_is_open_for_four_hours_to_read_only(
    at_desk: At, theo: Child, effie: Membership
) -> None:
    client = at_desk(effie)
    path = f"/children/{theo.public_id}/"
    assert client.get(path).status_code == 404
    answer = client.post(PATH, {"child_ref": "SA-0466", "reason": WHY})
    assert answer.headers["Location"] == path
    grant = Grant.objects.get()
    assert grant.ends_at - grant.begins_at == timedelta(hours=4)
    page = client.get(path)
    assert page.status_code == 200
    assert "Your reason is logged and will be reviewed" in page.content.decode()
    assert client.get(f"{path}restrict/").status_code == 403
    Grant.objects.update(
        begins_at=grant.begins_at - timedelta(hours=5), ends_at=grant.ends_at - timedelta(hours=5)
    )
    assert client.get(path).status_code == 404


def test_opening_is_audited_once_with_its_reason(theo: Child, effie: Membership) -> None:
    before = AuditEntry.objects.count()
    opened(effie, theo)
    assert AuditEntry.objects.count() == before + 1
    entry = AuditEntry.objects.latest("pk")
    assert (entry.act, entry.subject_id, entry.reason) == ("emergency.open", theo.public_id, WHY)


@pytest.mark.parametrize("reason", ["", "urgent", "  nineteen letters   "])
def test_a_reason_says_something(theo: Child, effie: Membership, reason: str) -> None:
    with acting(effie) as actor, pytest.raises(ValidationError) as refused:
        services.open_emergency(by=actor, child_ref="SA-0466", reason=reason)
    assert list(refused.value.message_dict) == ["reason"]


def test_what_may_not_be_opened_is_answered_as_what_does_not_exist(
    at_desk: At, south_ayrshire: Authority, highland: Authority, effie: Membership
) -> None:
    made = {
        name: ChildFactory.create(authority=south_ayrshire, child_ref=f"SA-{number}")
        for number, name in enumerate(("barred", "restricted", "sealed"), 1001)
    }
    Bar.objects.create(
        authority=south_ayrshire,
        child=made["barred"],
        person=effie.person,
        ground="conflict",
        reason="Her niece",
    )
    Restriction.objects.create(
        authority=south_ayrshire,
        child=made["restricted"],
        ground="high_risk",
        reason="At risk",
        review_by="2030-01-01",
    )
    Child.objects.filter(pk=made["sealed"].pk).update(sealed_on="2026-01-01")
    client = at_desk(effie)
    nothing = sent(client, "SA-9999")
    assert services.NOT_OPENED in nothing
    for child in made.values():
        assert sent(client, child.child_ref) == nothing
    assert not Grant.objects.exists()
    refused = AuditEntry.objects.filter(act="emergency.open")
    assert {(entry.subject_id, entry.detail["refused"]) for entry in refused} == {(None, True)}


def test_a_child_one_knows_anyway_needs_no_grant(
    at_desk: At, theo: Child, morag: Membership
) -> None:
    answer = at_desk(morag).post(PATH, {"child_ref": "SA-0466", "reason": WHY})
    assert answer.headers["Location"] == f"/children/{theo.public_id}/"
    assert not Grant.objects.exists()


def test_five_in_seven_days_and_then_no_answer_tells_what_exists(
    at_desk: At, south_ayrshire: Authority, effie: Membership
) -> None:
    for number in range(5):
        opened(effie, ChildFactory.create(authority=south_ayrshire, child_ref=f"SA-2{number}"))
    ChildFactory.create(authority=south_ayrshire, child_ref="SA-30")
    client = at_desk(effie)
    assert "the most there may be" in sent(client, "SA-30")
    assert sent(client, "SA-30") == sent(client, "SA-9999")
    early = Grant.objects.earliest("pk")
    Grant.objects.filter(pk=early.pk).update(
        begins_at=early.begins_at - timedelta(days=8), ends_at=early.ends_at - timedelta(days=8)
    )
    assert client.post(PATH, {"child_ref": "SA-30", "reason": WHY}).status_code == 302


def test_roles_without_the_act_are_refused(at_desk: At, isobel: Membership) -> None:
    assert at_desk(isobel).get(PATH).status_code == 403
    with acting(isobel) as actor, pytest.raises(PermissionDenied):
        services.open_emergency(by=actor, child_ref="SA-1", reason=WHY)


def test_managers_and_governance_are_told_at_once_without_a_name(
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    theo: Child,
    effie: Membership,
    catriona: Membership,
    isobel: Membership,
) -> None:
    settings.EMAIL_HOST = "mail.pace.example"
    with django_capture_on_commit_callbacks(execute=True):
        grant = opened(effie, theo)
    told = {message.to[0]: f"{message.subject} {message.body}" for message in mail.outbox}
    assert set(told) == {catriona.person.email, isobel.person.email}
    assert "SA-0466" in told[catriona.person.email]
    assert "SA-0466" not in told[isobel.person.email]
    for text in told.values():
        assert f"/emergencies/{grant.public_id}/" in text
        assert not {"Theo", "Dunnach", "Effie", WHY} & set(text.split()) and WHY not in text


def test_without_a_mail_server_nothing_is_sent(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    theo: Child,
    effie: Membership,
    catriona: Membership,
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        opened(effie, theo)
    assert callbacks == [] and mail.outbox == []


def test_a_mail_server_that_fails_undoes_nothing(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    theo: Child,
    effie: Membership,
    catriona: Membership,
) -> None:
    def away(*args: object, **kwargs: object) -> None:
        raise SMTPException("SA-0466 refused")

    settings.EMAIL_HOST = "mail.pace.example"
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", away)
    with django_capture_on_commit_callbacks(execute=True):
        grant = opened(effie, theo)
    assert Grant.objects.filter(pk=grant.pk).exists()
    assert "SA-0466" not in caplog.text


def test_governance_reads_who_when_and_why_but_not_whose_record(
    at_desk: At, theo: Child, effie: Membership, catriona: Membership, isobel: Membership
) -> None:
    grant = opened(effie, theo)
    for path in ("/emergencies/", f"/emergencies/{grant.public_id}/"):
        page = at_desk(isobel).get(path).content.decode()
        assert "Effie Worker" in page and WHY in page and "R-" in page
        for secret in ("SA-0466", "Theo", str(theo.public_id)):
            assert secret not in page
        assert "SA-0466" in at_desk(catriona).get(path).content.decode()


def test_an_opening_is_judged_once_and_by_somebody_else(
    at_desk: At, theo: Child, effie: Membership, catriona: Membership, isobel: Membership
) -> None:
    grant = opened(effie, theo)
    path = f"/emergencies/{grant.public_id}/"
    client = at_desk(isobel)
    page = client.post(path, {"is_justified": "no"}).content.decode()
    assert 'href="#id_words"' in page
    assert client.post(path, {"is_justified": "no", "words": "She was off duty"}).status_code == 302
    grant.refresh_from_db()
    assert (grant.is_justified, grant.judged_by) == (False, isobel.person)
    assert AuditEntry.objects.filter(act="emergency.review", reason="She was off duty").count() == 1
    assert at_desk(effie).get(f"/children/{theo.public_id}/").status_code == 404
    with acting(catriona) as actor, pytest.raises(ValidationError, match="judged this already"):
        services.judge_emergency(grant=grant, by=actor, is_justified=True, words="It was")
    assert "She was off duty" in at_desk(catriona).get("/emergencies/").content.decode()


def test_nobody_judges_their_own(at_desk: At, theo: Child, catriona: Membership) -> None:
    grant = Grant.objects.create(
        authority=theo.authority,
        child=theo,
        role=Role.MANAGER,
        membership=catriona,
        ground="break_glass",
        purpose=WHY,
        begins_at=datetime.now(UTC),
        ends_at=datetime.now(UTC) + timedelta(hours=1),
        made_by=catriona.person,
    )
    with (
        acting(catriona) as actor,
        pytest.raises(ValidationError, match="opened this one"),
    ):
        services.judge_emergency(grant=grant, by=actor, is_justified=True, words="It was")
    page = at_desk(catriona).get("/emergencies/").content.decode()
    assert "Somebody else judges it" in page


def test_an_empty_list_says_so(at_desk: At, isobel: Membership) -> None:
    page = at_desk(isobel).get("/emergencies/").content.decode()
    assert "Nothing was opened in an emergency" in page


@pytest.mark.django_db(transaction=True)
def test_parallel_clicks_do_not_pass_the_limit(
    south_ayrshire: Authority, effie: Membership
) -> None:
    refs = [f"SA-4{number}" for number in range(8)]
    for ref in refs:
        ChildFactory.create(authority=south_ayrshire, child_ref=ref)
    together = Barrier(len(refs))

    def click(ref: str) -> None:
        together.wait()
        try:
            with acting(effie) as actor:
                services.open_emergency(by=actor, child_ref=ref, reason=WHY)
        except ValidationError:
            pass
        finally:
            connection.close()

    clicks = [Thread(target=click, args=(ref,)) for ref in refs]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()
    assert Grant.objects.emergencies().count() == 5
