"""The access document says what the policy says, and so does each role's own page."""

import uuid
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from accounts.access_table import CODES, acts_of, markdown, reach_of
from accounts.policy import ACTS, FIELD_GROUPS, NEEDS, TABLE
from accounts.pseudonyms import pseudonym
from accounts.roles import Role

WRITTEN = Path(__file__).parents[2] / "docs/access.md"


def test_the_access_document_is_what_the_policy_prints() -> None:
    out = StringIO()
    call_command("access_table", stdout=out)
    assert WRITTEN.read_text(encoding="utf-8") == out.getvalue(), (
        "Write it anew: manage.py access_table > docs/access.md"
    )


def test_the_document_tells_every_act_code_group_and_decision() -> None:
    told = markdown()
    assert [act for act in ACTS if f"| `{act}` |" not in told] == []
    assert [group for group in FIELD_GROUPS if f"| `{group}` |" not in told] == []
    assert [kind for kind in NEEDS if f"| `{kind}` |" not in told] == []
    used = {code for each in TABLE for codes in each.cells.values() for code in codes}
    assert used <= CODES.keys()


@pytest.mark.parametrize("role", Role.values)
def test_a_roles_own_page_tells_exactly_its_acts(role: str) -> None:
    told = [line.words for line in acts_of(role)]
    assert told == [each.words for each in TABLE if role in ACTS[each.act]]


def test_a_reach_is_said_to_the_person_in_whole_words() -> None:
    assert reach_of("CT", to_you=True) == "children allocated to you; children of your team"


def test_a_pseudonym_is_steady_and_tells_nothing_of_the_id() -> None:
    record, other = uuid.uuid4(), uuid.uuid4()
    assert pseudonym(record) == pseudonym(str(record)) != pseudonym(other)
    assert pseudonym(record).removeprefix("R-") not in record.hex
