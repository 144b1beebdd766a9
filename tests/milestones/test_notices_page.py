"""The page of one's own notices: what was told, read and unread, and never about a stranger."""

from collections.abc import Callable
from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AuditEntry, Membership
from cases.models import Bar, Child, Involvement
from milestones.models import Flag, Notice, NoticeChoice
from tests.conftest import NOON, TODAY
from tests.milestones.told import flagged, told

SignIn = Callable[[Membership], Client]


def page(client: Client) -> str:
    return client.get("/notices/").content.decode()


def test_a_notice_shows_initials_reference_rule_and_days_and_no_name(
    callum: Child, morag: Membership, sign_in: SignIn
) -> None:
    told(morag, callum, flag=flagged(callum))
    shown = page(sign_in(morag))
    assert "SA-0412" in shown
    assert "30 weeks to a recommendation" in shown
    assert "2 weeks over" in shown
    assert "1 unread" in shown
    assert "Callum" not in shown


def test_whom_the_page_shows_stands_in_the_audit(
    callum: Child, morag: Membership, sign_in: SignIn
) -> None:
    told(morag, callum)
    page(sign_in(morag))
    entry = AuditEntry.objects.filter(act="notice.list").latest("pk")
    assert entry.detail == {"shown": [str(callum.public_id)]}


def test_a_colleagues_notice_is_on_nobody_elses_page(
    callum: Child, morag: Membership, iain: Membership, sign_in: SignIn
) -> None:
    notice = told(morag, callum)
    client = sign_in(iain)
    assert "30 weeks" not in page(client)
    assert client.post(f"/notices/{notice.public_id}/read/").status_code == 404


def test_a_child_who_is_no_longer_theirs_leaves_their_notices(
    callum: Child, morag: Membership, sign_in: SignIn
) -> None:
    told(morag, callum)
    Involvement.objects.filter(child=callum).update(ended_on=TODAY)
    shown = page(sign_in(morag))
    assert "30 weeks" not in shown
    assert "Nothing unread" in shown


def test_a_child_from_whom_they_are_barred_leaves_their_notices(
    callum: Child, morag: Membership, sign_in: SignIn
) -> None:
    told(morag, callum)
    Bar.objects.create(
        authority=callum.authority, child=callum, person=morag.person, ground="conflict", reason="x"
    )
    assert "30 weeks" not in page(sign_in(morag))


def test_a_cleared_flag_strikes_its_notice_through_and_says_why(
    callum: Child, morag: Membership, sign_in: SignIn
) -> None:
    flag = flagged(callum)
    told(morag, callum, flag=flag)
    Flag.objects.filter(pk=flag.pk).update(
        cleared_at=timezone.now(),
        cleared_on=TODAY,
        cleared_because="stopped",
        cleared_by_fact="LAC review held on 3 November 2026",
    )
    shown = page(sign_in(morag))
    assert "<s>30 weeks to a recommendation</s>" in shown
    assert "LAC review held on 3 November 2026" in shown
    assert "Nothing unread" in shown


def test_opening_marks_as_read_and_leads_to_the_page_while_looking_writes_nothing(
    callum: Child, morag: Membership, sign_in: SignIn
) -> None:
    notice = told(morag, callum, path=callum.get_absolute_url())
    client = sign_in(morag)
    page(client)
    assert Notice.objects.get(pk=notice.pk).read_at is None
    answer = client.post(f"/notices/{notice.public_id}/read/", {"then": "open"})
    assert answer["Location"] == callum.get_absolute_url()
    assert Notice.objects.get(pk=notice.pk).read_at is not None
    assert client.get(f"/notices/{notice.public_id}/read/").status_code == 405


def test_all_are_marked_at_once_with_one_audit_entry(
    callum: Child, morag: Membership, sign_in: SignIn
) -> None:
    for number in range(3):
        told(morag, callum, key=str(number))
    before = AuditEntry.objects.count()
    assert sign_in(morag).post("/notices/read/")["Location"] == "/notices/"
    assert not Notice.objects.unread().exists()
    assert AuditEntry.objects.count() == before + 1


def test_unread_ones_come_first(callum: Child, morag: Membership, sign_in: SignIn) -> None:
    told(morag, callum, key="old", words="The old one")
    told(morag, callum, key="new", words="The new one", read_at=NOON)
    shown = page(sign_in(morag))
    assert shown.index("The old one") < shown.index("The new one")


def test_how_often_one_is_mailed_is_ones_own_choice(
    callum: Child, morag: Membership, sign_in: SignIn
) -> None:
    client = sign_in(morag)
    assert 'value="daily"' in client.get("/notices/choices/").content.decode()
    assert client.post("/notices/choices/", {"rhythm": "weekly"}).status_code == 302
    assert NoticeChoice.objects.get(person=morag.person).rhythm == "weekly"
    assert "mailed on Mondays" in page(client)
    assert "Choose one" in client.post("/notices/choices/", {"rhythm": "x"}).content.decode()


def test_more_notices_ask_no_more_queries(
    callum: Child, morag: Membership, sign_in: SignIn
) -> None:
    client = sign_in(morag)
    flag = flagged(callum)
    told(morag, callum, key="first", flag=flag)
    with CaptureQueriesContext(connection) as few:
        page(client)
    for number in range(20):
        told(morag, callum, key=str(number), flag=flag)
    with CaptureQueriesContext(connection) as many:
        page(client)
    assert len(many) == len(few)


def test_the_role_acted_under_decides_which_are_shown(
    callum: Child, morag: Membership, sign_in: SignIn
) -> None:
    """Under another role the same person reads what that role reads."""
    told(morag, callum)
    other = Membership.objects.create(
        person=morag.person,
        authority=morag.authority,
        role="manager",
        begins_on=date(2020, 1, 1),
    )
    assert "30 weeks" not in page(sign_in(other))


def test_the_head_of_every_page_tells_how_many_are_unread(
    callum: Child, morag: Membership, sign_in: SignIn
) -> None:
    told(morag, callum)
    client = sign_in(morag)
    unread = '<span class="vh"> unread</span>'
    assert f"1{unread}" in client.get("/rules/").content.decode()
    client.post("/notices/read/")
    assert unread not in client.get("/rules/").content.decode()
