"""Questions that are right as recorded: the table, its composite key and the second wall round it."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABLE = "milestones_acceptedquestion"
KEY = "accepted_question_is_of_its_authoritys_child"
ROWS = (
    "authority_id = (SELECT pace_authority()) "
    "AND child_id <> ALL ((SELECT pace_hidden_children())::bigint[])"
)
WALL = f"""
ALTER TABLE {TABLE} ADD CONSTRAINT {KEY} FOREIGN KEY (authority_id, child_id)
    REFERENCES cases_child (authority_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY;
CREATE POLICY the_owner_migrates ON {TABLE} TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY own_rows_are_read ON {TABLE} FOR SELECT USING ({ROWS});
CREATE POLICY own_rows_are_added ON {TABLE} FOR INSERT WITH CHECK ({ROWS});
CREATE POLICY own_rows_are_changed ON {TABLE} FOR UPDATE USING ({ROWS}) WITH CHECK ({ROWS});
"""
NO_WALL = f"""
DROP POLICY own_rows_are_changed ON {TABLE};
DROP POLICY own_rows_are_added ON {TABLE};
DROP POLICY own_rows_are_read ON {TABLE};
DROP POLICY the_owner_migrates ON {TABLE};
ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE {TABLE} DISABLE ROW LEVEL SECURITY;
ALTER TABLE {TABLE} DROP CONSTRAINT {KEY};
"""


def person():
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0006_second_wall"),
        ("milestones", "0011_notices_know_their_flag"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AcceptedQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("code", models.CharField(max_length=40)),
                ("fact_kind", models.CharField(blank=True, max_length=20)),
                (
                    "fact_id",
                    models.BigIntegerField(
                        help_text="The row of the fact that is in doubt", null=True
                    ),
                ),
                (
                    "says",
                    models.CharField(
                        help_text="What the question said, as a digest", max_length=64
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("accepted_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "ended_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reopened", "Somebody asked it again"),
                            ("facts", "The facts it was about changed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("accepted_by", person()),
                (
                    "authority",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="cases.child",
                    ),
                ),
                ("ended_by", person()),
            ],
            options={
                "ordering": ["-accepted_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("child", "code", "fact_kind", "fact_id"),
                        name="question_is_accepted_once_at_a_time",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="accepted_question_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ended_at__isnull", True), ("ended_because", ""))
                        | (
                            models.Q(("ended_at__isnull", False))
                            & models.Q(("ended_because", ""), _negated=True)
                        ),
                        name="ended_acceptance_says_why",
                    ),
                ],
            },
        ),
        migrations.RunSQL(WALL, NO_WALL),
    ]
