"""Where it says that nobody is allocated, it leads to where somebody is."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from accounts.models import Membership
from cases.models import Child, Involvement
from tests.conftest import TODAY

SignIn = Callable[[Membership], Client]


def test_an_unallocated_child_leads_to_the_page_that_allocates(
    sign_in: SignIn, iain: Membership, callum: Child
) -> None:
    workers = Involvement.objects.filter(child=callum, capacity="social_worker")
    assert workers.exists()
    allocate = reverse("allocate_worker", args=[callum.public_id])
    client = sign_in(iain)
    pages = (callum.get_absolute_url(), f"{reverse('children')}?worker=nobody")
    assert allocate not in client.get(pages[0]).content.decode()
    workers.update(ended_on=TODAY)
    for page in pages:
        told = client.get(page).content.decode()
        assert "Nobody allocated" in told
        assert allocate in told
    dashboard = client.get(reverse("dashboard")).content.decode()
    assert f"{reverse('children')}?worker=nobody" in dashboard
