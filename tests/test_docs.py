"""What a reader needs is written down: every command, role, kind, rule, setting and decision."""

import json
import re
from pathlib import Path

import pytest

from accounts.roles import Role

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
WRITTEN = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
OURS = [
    command.stem
    for command in ROOT.glob("*/management/commands/*.py")
    if command.stem not in {"__init__", "migrate"}
]


@pytest.mark.parametrize("command", sorted(OURS))
def test_every_command_is_documented(command: str) -> None:
    assert f"`{command}" in WRITTEN or f" {command}" in WRITTEN


@pytest.mark.parametrize("role", Role.values)
def test_every_role_is_documented(role: str) -> None:
    assert f"`{role}`" in WRITTEN


def test_every_statutory_timescale_is_in_the_list() -> None:
    shipped = json.loads((ROOT / "milestones/data/timescales_1.json").read_text(encoding="utf-8"))
    listed = (ROOT / "docs/timescales.md").read_text(encoding="utf-8")
    missing = [r["ref"] for r in shipped if r["basis"] == "statutory" and r["ref"] not in listed]
    assert missing == []


def test_every_kind_of_milestone_is_documented() -> None:
    kinds = json.loads((ROOT / "milestones/data/kinds_1.json").read_text(encoding="utf-8"))["kinds"]
    assert [kind["code"] for kind in kinds if f"`{kind['code']}`" not in WRITTEN] == []


def test_every_environment_variable_is_documented() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "pace").rglob("*.py"))
    read = set(
        re.findall(r'"((?:PACE_|DATABASE_|SECRET_|ALLOWED_|CSRF_|PUBLIC_|REDIS_)[A-Z_]+)"', source)
    )
    django_names = {"PACE_EMBEDDED", "CSRF_COOKIE_SECURE"}
    assert sorted(name for name in read - django_names if f"`{name}`" not in WRITTEN) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target
