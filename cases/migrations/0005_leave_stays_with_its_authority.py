"""Composite foreign keys for the rows that give and take leave: never another authority's child."""

from django.db import migrations

KEYS = [
    # (table, columns, table referred to, its columns, name)
    ("cases_note", "child_id", "cases_child", "id", "note_is_of_its_authoritys_child"),
    ("cases_grant", "child_id", "cases_child", "id", "grant_is_of_its_authoritys_child"),
    (
        "cases_grant",
        "membership_id",
        "accounts_membership",
        "id",
        "grant_is_to_a_member_of_its_authority",
    ),
    (
        "cases_restriction",
        "child_id",
        "cases_child",
        "id",
        "restriction_is_of_its_authoritys_child",
    ),
    (
        "cases_namedperson",
        "restriction_id",
        "cases_restriction",
        "id",
        "naming_is_of_its_authoritys_restriction",
    ),
    ("cases_namedperson", "child_id", "cases_child", "id", "naming_is_of_its_authoritys_child"),
    ("cases_bar", "child_id", "cases_child", "id", "bar_is_of_its_authoritys_child"),
    (
        "cases_sealedidentity",
        "child_id",
        "cases_child",
        "id",
        "sealed_identity_is_of_its_authoritys_child",
    ),
    ("cases_proposal", "child_id", "cases_child", "id", "proposal_is_of_its_authoritys_child"),
    (
        "cases_approval",
        "proposal_id, proposer_id",
        "cases_proposal",
        "id, proposed_by_id",
        "approval_is_of_its_authoritys_proposal",
    ),
    (
        "cases_involvement",
        "team_id",
        "accounts_team",
        "id",
        "involvement_is_of_its_authoritys_team",
    ),
]


def composite_key(table, columns, to, referred, name):
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (authority_id, {columns}) "
        f"REFERENCES {to} (authority_id, {referred}) DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_who_may_know")]

    operations = [composite_key(*key) for key in KEYS]
