"""How long a record is kept: reg 43 of the 2009 Regulations, and what the command says of it."""

import json
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Authority, Job
from cases.models import Episode, LegalOrder
from milestones.retention import ADOPTION, BIRTHDAY, DEATH, Keeping, keeping_of
from tests.factories import ChildFactory

DAYS = st.dates(date(1900, 1, 1), date(2090, 12, 31))


def kept(born: str, died: str = "", adopted: str = "") -> tuple[str, str]:
    day = {"died_on": died, "adopted_on": adopted}
    given_days: Any = {name: date.fromisoformat(on) if on else None for name, on in day.items()}
    keeping = keeping_of(born_on=date.fromisoformat(born), **given_days)
    return keeping.until.isoformat(), keeping.because


@pytest.mark.parametrize(
    ("days", "until", "because"),
    [
        (("2010-05-03",), "2110-05-03", BIRTHDAY),
        (("2000-02-29",), "2100-03-01", BIRTHDAY),
        (("1904-02-29",), "2004-02-29", BIRTHDAY),
        (("2010-05-03", "2020-01-31"), "2045-01-31", DEATH),
        (("2010-05-03", "2024-02-29"), "2049-03-01", DEATH),
        # The day before 18, and the day of 18: adulthood is attained as that day begins.
        (("2010-05-03", "2028-05-02"), "2053-05-02", DEATH),
        (("2010-05-03", "2028-05-03"), "2110-05-03", BIRTHDAY),
        (("2008-02-29", "2026-02-28"), "2051-02-28", DEATH),
        (("2008-02-29", "2026-03-01"), "2108-02-29", BIRTHDAY),
        (("2010-05-03", "", "2014-09-01"), "2114-09-01", ADOPTION),
        (("2010-05-03", "2020-01-31", "2014-09-01"), "2114-09-01", ADOPTION),
    ],
)
def test_a_record_is_kept_to_the_day_the_law_says(
    days: tuple[str, ...], until: str, because: str
) -> None:
    assert kept(*days) == (until, because)


@given(born=DAYS, lived=st.integers(0, 40_000))
def test_who_dies_young_is_kept_for_25_years_and_nobody_less(born: date, lived: int) -> None:
    died = min(born + timedelta(days=lived), date(9000, 1, 1))
    keeping = keeping_of(born_on=born, died_on=died, adopted_on=None)
    assert (keeping.until - died).days >= 25 * 365 or keeping.because == BIRTHDAY
    assert keeping.until > born + timedelta(days=25 * 365)
    assert keeping >= min(keeping, Keeping(died, ""))


def run(*options: str) -> Any:
    out = StringIO()
    call_command("retention_run", *options, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_dry_run_lists_what_is_past_its_keeping_and_leaves_a_row(
    south_ayrshire: Authority,
) -> None:
    for ref, born in (("OLD-1", "1924-11-20"), ("NEW-1", "1924-11-22")):
        ChildFactory.create(authority=south_ayrshire, child_ref=ref, born_on=born)
    died = ChildFactory.create(authority=south_ayrshire, child_ref="DIED-1", born_on="1990-01-01")
    Episode.objects.create(
        authority=south_ayrshire, child=died, began_on="1995-01-01", ended_on="1999-06-01",
        destination="died",
    )  # fmt: skip
    adopted = ChildFactory.create(authority=south_ayrshire, child_ref="AD-1", born_on="1924-01-01")
    LegalOrder.objects.create(
        authority=south_ayrshire, child=adopted, kind="adoption_order", made_on="1930-01-01"
    )
    asked = ("--dry-run", "--on", "2024-11-21", "--authority", "S12000028", "--format", "json")
    assert json.loads(run(*asked)) == [
        {
            "authority": "S12000028",
            "child_ref": ref,
            "because": because,
            "until": until,
        }
        for ref, because, until in (
            ("DIED-1", DEATH, "2024-06-01"),
            ("OLD-1", BIRTHDAY, "2024-11-20"),
        )
    ]
    job = Job.objects.get(kind="list_retention")
    assert (job.state, job.counts) == ("done", {"ended": 2})


@pytest.mark.django_db
def test_without_dry_run_it_refuses_and_says_who_decides() -> None:
    with pytest.raises(CommandError, match="a manager and information governance decide"):
        run()
