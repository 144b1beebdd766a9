"""Composite foreign keys: a fact's authority is its child's, whatever the code does.

Row-level security does not guard foreign-key checks, so the key itself carries the
authority. Django has no composite foreign key, hence the SQL.
"""

from django.db import migrations

KEYS = [
    # (table, column, table referred to, name)
    ("cases_child", "locality_id", "accounts_locality", "child_lives_in_its_authoritys_locality"),
    ("cases_child", "family_id", "cases_family", "child_has_a_family_of_its_authority"),
    (
        "cases_childlocality",
        "child_id",
        "cases_child",
        "locality_history_is_of_its_authoritys_child",
    ),
    (
        "cases_childlocality",
        "locality_id",
        "accounts_locality",
        "locality_history_is_of_its_authority",
    ),
    ("cases_episode", "child_id", "cases_child", "episode_is_of_its_authoritys_child"),
    ("cases_placement", "child_id", "cases_child", "placement_is_of_its_authoritys_child"),
    ("cases_legalorder", "child_id", "cases_child", "order_is_of_its_authoritys_child"),
    ("cases_route", "child_id", "cases_child", "route_is_of_its_authoritys_child"),
    ("cases_involvement", "child_id", "cases_child", "involvement_is_of_its_authoritys_child"),
]


def composite_key(table, column, to, name):
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (authority_id, {column}) "
        f"REFERENCES {to} (authority_id, id) DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_children_and_facts"),
        ("accounts", "0002_thirty_two_authorities"),
    ]

    operations = [composite_key(*key) for key in KEYS]
