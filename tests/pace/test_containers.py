"""No container engine is at hand where this is written: what can be checked without one."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
COMPOSE = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
SERVICE_KEYS = {
    *("build", "image", "restart", "environment", "command", "ports", "volumes"),
    *("depends_on", "healthcheck"),
}
OURS = ("prepare", "web", "worker", "beat")


@pytest.fixture(scope="module")
def services() -> dict[str, dict[str, Any]]:
    services: dict[str, dict[str, Any]] = yaml.safe_load(COMPOSE)["services"]
    return services


def test_every_part_of_an_installation_is_there(services: dict[str, dict[str, Any]]) -> None:
    assert set(services) == {"postgres", "redis", *OURS}
    for service in services.values():
        assert set(service) <= SERVICE_KEYS


def test_what_a_part_waits_for_exists_and_can_be_waited_for(
    services: dict[str, dict[str, Any]],
) -> None:
    for service in services.values():
        for name, how in service.get("depends_on", {}).items():
            healthy = how["condition"] == "service_healthy"
            assert ("healthcheck" in services[name]) == healthy


def test_only_the_preparation_knows_the_owner(services: dict[str, dict[str, Any]]) -> None:
    knowing = [name for name in OURS if "DATABASE_OWNER_URL" in services[name]["environment"]]
    assert knowing == ["prepare"]
    assert "prepare_database && python manage.py migrate" in services["prepare"]["command"][-1]


def test_the_pages_are_published_to_this_machine_alone(services: dict[str, dict[str, Any]]) -> None:
    published = [port for service in services.values() for port in service.get("ports", [])]
    assert published == ["127.0.0.1:8000:8000"]


def test_what_the_containers_are_told_is_documented(services: dict[str, dict[str, Any]]) -> None:
    described = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
    asked = set(re.findall(r"\$\{(\w+)", COMPOSE)) | set(services["prepare"]["environment"])
    assert {name for name in asked if f"`{name}`" not in described} == set()


def test_the_anchors_that_the_worker_writes_outlive_its_container(
    services: dict[str, dict[str, Any]],
) -> None:
    folder = services["worker"]["environment"]["PACE_ANCHORS"]
    assert services["worker"]["volumes"] == [f"anchors:{folder}"]
