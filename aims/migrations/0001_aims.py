import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_thirty_two_authorities"),
        ("milestones", "0001_kinds_milestones_timescales_clocks"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Aim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=60)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("label", models.CharField(max_length=120)),
                ("national_stage", models.PositiveSmallIntegerField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("duration", "Duration"), ("coverage", "Coverage")], max_length=10
                    ),
                ),
                ("document", models.JSONField()),
                ("target_percent", models.PositiveSmallIntegerField(null=True)),
                ("stretch_percent", models.PositiveSmallIntegerField(null=True)),
                ("target_date", models.DateField(null=True)),
                (
                    "reported_on",
                    models.DateField(
                        help_text="The day an aim of the past was reported at; its page opens there",
                        null=True,
                    ),
                ),
                ("is_draft", models.BooleanField(default=False)),
                ("is_superseded", models.BooleanField(default=False)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aims",
                        to="accounts.authority",
                    ),
                ),
                (
                    "timescale",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aim",
                        to="milestones.timescale",
                    ),
                ),
            ],
            options={
                "ordering": ["authority", "national_stage", "ref", "version"],
            },
        ),
        migrations.CreateModel(
            name="AimEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("ref", models.CharField(max_length=60)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("label", models.CharField(max_length=120)),
                ("national_stage", models.PositiveSmallIntegerField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("duration", "Duration"), ("coverage", "Coverage")], max_length=10
                    ),
                ),
                ("document", models.JSONField()),
                ("target_percent", models.PositiveSmallIntegerField(null=True)),
                ("stretch_percent", models.PositiveSmallIntegerField(null=True)),
                ("target_date", models.DateField(null=True)),
                (
                    "reported_on",
                    models.DateField(
                        help_text="The day an aim of the past was reported at; its page opens there",
                        null=True,
                    ),
                ),
                ("is_draft", models.BooleanField(default=False)),
                ("is_superseded", models.BooleanField(default=False)),
                (
                    "authority",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.authority",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="aims.aim",
                    ),
                ),
                (
                    "timescale",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="milestones.timescale",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="aim",
            constraint=models.UniqueConstraint(
                fields=("ref", "version"), name="aim_version_is_written_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="aim",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_superseded", False)),
                fields=("ref",),
                name="aim_has_one_latest_version",
            ),
        ),
        migrations.AddConstraint(
            model_name="aim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("target_percent__isnull", True),
                    ("target_percent__range", (1, 100)),
                    _connector="OR",
                ),
                name="aim_target_is_a_percentage",
            ),
        ),
        migrations.AddConstraint(
            model_name="aim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stretch_percent__isnull", True),
                    models.Q(
                        ("stretch_percent__gte", models.F("target_percent")),
                        ("stretch_percent__lte", 100),
                    ),
                    _connector="OR",
                ),
                name="aim_stretch_is_beyond_its_target",
            ),
        ),
        migrations.AddConstraint(
            model_name="aim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_draft", True),
                    models.Q(("target_date__isnull", False), ("target_percent__isnull", False)),
                    _connector="OR",
                ),
                name="aim_without_blanks_or_a_draft",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="aim",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "aims_aimevent" ("authority_id", "document", "id", "is_draft", "is_superseded", "kind", "label", "national_stage", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "reported_on", "stretch_percent", "target_date", "target_percent", "timescale_id", "version") VALUES (NEW."authority_id", NEW."document", NEW."id", NEW."is_draft", NEW."is_superseded", NEW."kind", NEW."label", NEW."national_stage", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."ref", NEW."reported_on", NEW."stretch_percent", NEW."target_date", NEW."target_percent", NEW."timescale_id", NEW."version"); RETURN NULL;',
                    hash="11bfeaa5ecefb58ca506327a24f92d4812ae6f53",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d2864",
                    table="aims_aim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="aim",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "aims_aimevent" ("authority_id", "document", "id", "is_draft", "is_superseded", "kind", "label", "national_stage", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "reported_on", "stretch_percent", "target_date", "target_percent", "timescale_id", "version") VALUES (NEW."authority_id", NEW."document", NEW."id", NEW."is_draft", NEW."is_superseded", NEW."kind", NEW."label", NEW."national_stage", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."ref", NEW."reported_on", NEW."stretch_percent", NEW."target_date", NEW."target_percent", NEW."timescale_id", NEW."version"); RETURN NULL;',
                    hash="78643f674ddf7856e14a2d453bb92a6d159851d3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9ad5b",
                    table="aims_aim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="aim",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "aims_aimevent" ("authority_id", "document", "id", "is_draft", "is_superseded", "kind", "label", "national_stage", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "reported_on", "stretch_percent", "target_date", "target_percent", "timescale_id", "version") VALUES (OLD."authority_id", OLD."document", OLD."id", OLD."is_draft", OLD."is_superseded", OLD."kind", OLD."label", OLD."national_stage", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ref", OLD."reported_on", OLD."stretch_percent", OLD."target_date", OLD."target_percent", OLD."timescale_id", OLD."version"); RETURN NULL;',
                    hash="9a5744049c2206610af565a728e46436f8d36d71",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_be42c",
                    table="aims_aim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="aimevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3011f1a19ca35630e3ae9b9911bafec5b929fabf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_563d3",
                    table="aims_aimevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
