"""The API's description: whole, valid, and the same for everybody."""

from io import StringIO

from django.core.management import call_command


def test_the_description_is_valid_and_leaves_nothing_to_guess() -> None:
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=StringIO())
