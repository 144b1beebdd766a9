"""Jobs, their files and the pulse of what runs them.

A file holds children's data and stands behind the second wall; a job names nobody and does not,
because the reaper asks across authorities. A job's role and a file's job are its authority's own.
"""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ROWS = (
    "authority_id = (SELECT NULLIF(current_setting('pace.authority', true), '')::bigint) "
    "AND (SELECT coalesce(current_setting('pace.whole', true), '') = 'yes')"
)
WALL = f"""
ALTER TABLE accounts_jobfile ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts_jobfile FORCE ROW LEVEL SECURITY;
CREATE POLICY the_owner_migrates ON accounts_jobfile TO CURRENT_USER
    USING (true) WITH CHECK (true);
CREATE POLICY own_files ON accounts_jobfile USING ({ROWS}) WITH CHECK ({ROWS});
"""
NO_WALL = """
DROP POLICY own_files ON accounts_jobfile;
DROP POLICY the_owner_migrates ON accounts_jobfile;
ALTER TABLE accounts_jobfile NO FORCE ROW LEVEL SECURITY;
ALTER TABLE accounts_jobfile DISABLE ROW LEVEL SECURITY;
"""


def composite_key(table, column, to, name):
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (authority_id, {column}) "
        f"REFERENCES {to} (authority_id, id) DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_audit_finds_whom_a_list_showed")]

    operations = [
        migrations.CreateModel(
            name="Pulse",
            fields=[
                ("name", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "authority",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jobs",
                        to="accounts.authority",
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                ("request_id", models.UUIDField()),
                ("asked_at", models.DateTimeField()),
                ("arguments", models.JSONField(default=dict)),
                ("once_key", models.CharField(blank=True, max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                            ("stopped", "Stopped"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("lease_token", models.UUIDField(null=True)),
                ("leased_until", models.DateTimeField(null=True)),
                ("heartbeat_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(null=True)),
                ("place", models.JSONField(default=dict)),
                ("counts", models.JSONField(default=dict)),
                ("sentence", models.CharField(blank=True, max_length=500)),
                ("began_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("read_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("once_key", ""), _negated=True),
                        fields=("authority", "kind", "once_key"),
                        name="job_is_asked_for_once",
                    ),
                    models.UniqueConstraint(
                        fields=("authority", "id"), name="job_belongs_to_one_authority"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("asked_by__isnull", True), ("membership__isnull", True)),
                            models.Q(("asked_by__isnull", False), ("membership__isnull", False)),
                            _connector="OR",
                        ),
                        name="job_of_a_person_names_the_role",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "running"), _negated=True),
                            models.Q(("lease_token__isnull", False), ("leased_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="running_job_is_leased",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("finished_at__isnull", True), ("state__in", ["waiting", "running"])
                            ),
                            models.Q(
                                ("finished_at__isnull", False),
                                ("state__in", ["done", "failed", "stopped"]),
                            ),
                            _connector="OR",
                        ),
                        name="job_is_finished_when_it_is_over",
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "running"])),
                        fields=["asked_at"],
                        name="jobs_still_open",
                    ),
                    models.Index(
                        fields=["authority", "asked_by", "-asked_at"],
                        name="jobs_of_a_person_newest_first",
                    ),
                    models.Index(
                        fields=["authority", "kind", "-asked_at"], name="jobs_of_a_kind_newest"
                    ),
                    models.Index(
                        condition=models.Q(("state", "done")),
                        fields=["kind", "-finished_at"],
                        name="jobs_done_newest_first",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JobFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="accounts.job",
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("body", models.BinaryField()),
                ("is_result", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["job", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("job", "name"), name="file_of_a_job_has_its_own_name"
                    )
                ],
            },
        ),
        composite_key(
            "accounts_job", "membership_id", "accounts_membership", "job_is_asked_for_under_own_role"
        ),
        composite_key("accounts_jobfile", "job_id", "accounts_job", "file_is_of_own_job"),
        migrations.RunSQL(WALL, NO_WALL),
    ]
