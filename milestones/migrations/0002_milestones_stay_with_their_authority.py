"""Composite foreign keys: a milestone's, extension's and clock's authority is its child's."""

from django.db import migrations

KEYS = [
    ("milestones_milestone", "child_id", "cases_child", "milestone_is_of_its_authoritys_child"),
    ("milestones_extension", "child_id", "cases_child", "extension_is_of_its_authoritys_child"),
    ("milestones_clock", "child_id", "cases_child", "clock_is_of_its_authoritys_child"),
    ("milestones_clock", "episode_id", "cases_episode", "clock_is_of_its_authoritys_episode"),
    (
        "milestones_clock",
        "stopped_by_id",
        "milestones_milestone",
        "clock_is_stopped_by_its_authoritys_milestone",
    ),
    ("milestones_clock", "locality_id", "accounts_locality", "clock_is_of_its_authoritys_locality"),
]


def composite_key(table, column, to, name):
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (authority_id, {column}) "
        f"REFERENCES {to} (authority_id, id) DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("milestones", "0001_kinds_milestones_timescales_clocks"),
        ("cases", "0002_facts_stay_with_their_authority"),
    ]

    operations = [composite_key(*key) for key in KEYS]
