import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_thirty_two_authorities"),
        ("cases", "0001_children_and_facts"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Outcome",
            fields=[
                ("code", models.CharField(max_length=30, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80)),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["position", "code"],
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("voided_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("void_reason", models.CharField(blank=True, editable=False, max_length=500)),
                ("timescale_ref", models.CharField(max_length=60, verbose_name="rule")),
                ("started_on", models.DateField(verbose_name="of the clock that started on")),
                ("due_on", models.DateField(verbose_name="new due date")),
                ("granted_on", models.DateField()),
                ("granted_by", models.CharField(max_length=120, verbose_name="who granted it")),
                ("reason", models.CharField(max_length=500)),
                (
                    "authority",
                    models.ForeignKey(
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
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="milestones.extension",
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["granted_on", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ExtensionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("voided_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("void_reason", models.CharField(blank=True, editable=False, max_length=500)),
                ("timescale_ref", models.CharField(max_length=60, verbose_name="rule")),
                ("started_on", models.DateField(verbose_name="of the clock that started on")),
                ("due_on", models.DateField(verbose_name="new due date")),
                ("granted_on", models.DateField()),
                ("granted_by", models.CharField(max_length=120, verbose_name="who granted it")),
                ("reason", models.CharField(max_length=500)),
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
                    "child",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.child",
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
                        to="milestones.extension",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="milestones.extension",
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Holiday",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="day")),
                ("name", models.CharField(max_length=100)),
                (
                    "authority",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holidays",
                        to="accounts.authority",
                    ),
                ),
            ],
            options={
                "ordering": ["on"],
            },
        ),
        migrations.CreateModel(
            name="MilestoneKind",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=80)),
                (
                    "outcomes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("asks_route", models.BooleanField(default=False)),
                ("asks_chair", models.BooleanField(default=False)),
                (
                    "is_lac_review",
                    models.BooleanField(
                        default=False,
                        help_text="A looked-after review in law (LAC Regulations 2009)",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        blank=True, help_text="The row of the journey it belongs to", max_length=20
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "authority",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "name"],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("voided_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("void_reason", models.CharField(blank=True, editable=False, max_length=500)),
                ("planned_on", models.DateField(blank=True, null=True, verbose_name="planned for")),
                (
                    "planned_at",
                    models.TimeField(blank=True, null=True, verbose_name="planned time"),
                ),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="held on")),
                ("held_at", models.TimeField(blank=True, null=True, verbose_name="time held")),
                (
                    "route",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("home", "Home"),
                            ("kinship", "Kinship care"),
                            ("permanence_order", "Permanence order"),
                            (
                                "permanence_order_adoption",
                                "Permanence order with authority to adopt",
                            ),
                            ("direct_adoption", "Direct adoption"),
                        ],
                        max_length=30,
                        verbose_name="route to permanence",
                    ),
                ),
                (
                    "chaired_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("team_leader", "Team leader"),
                            ("independent", "Independent chair"),
                            ("other", "Someone else"),
                        ],
                        max_length=15,
                        verbose_name="who chaired it",
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=2000)),
                (
                    "authority",
                    models.ForeignKey(
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
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="milestones.milestone",
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="milestones.milestonekind",
                    ),
                ),
                (
                    "outcome",
                    models.ForeignKey(
                        default="held",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="milestones.outcome",
                    ),
                ),
            ],
            options={
                "ordering": ["held_on", "planned_on", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MilestoneEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("voided_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("void_reason", models.CharField(blank=True, editable=False, max_length=500)),
                ("planned_on", models.DateField(blank=True, null=True, verbose_name="planned for")),
                (
                    "planned_at",
                    models.TimeField(blank=True, null=True, verbose_name="planned time"),
                ),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="held on")),
                ("held_at", models.TimeField(blank=True, null=True, verbose_name="time held")),
                (
                    "route",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("home", "Home"),
                            ("kinship", "Kinship care"),
                            ("permanence_order", "Permanence order"),
                            (
                                "permanence_order_adoption",
                                "Permanence order with authority to adopt",
                            ),
                            ("direct_adoption", "Direct adoption"),
                        ],
                        max_length=30,
                        verbose_name="route to permanence",
                    ),
                ),
                (
                    "chaired_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("team_leader", "Team leader"),
                            ("independent", "Independent chair"),
                            ("other", "Someone else"),
                        ],
                        max_length=15,
                        verbose_name="who chaired it",
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=2000)),
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
                    "child",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.child",
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
                        to="milestones.milestone",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="milestones.milestone",
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="milestones.milestonekind",
                    ),
                ),
                (
                    "outcome",
                    models.ForeignKey(
                        db_constraint=False,
                        default="held",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="milestones.outcome",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Timescale",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=60)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                (
                    "name",
                    models.CharField(
                        help_text="The rule in plain words, with its limit", max_length=200
                    ),
                ),
                (
                    "stops_when",
                    models.CharField(blank=True, help_text="“the review is held”", max_length=200),
                ),
                ("definition", models.JSONField()),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("statutory", "Statutory"),
                            ("guidance", "Guidance"),
                            ("local", "Local rule"),
                            ("aim", "PACE aim"),
                        ],
                        max_length=10,
                    ),
                ),
                ("instrument", models.CharField(blank=True, max_length=200)),
                ("section", models.CharField(blank=True, max_length=80)),
                ("source_note", models.TextField(blank=True)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "lead_times",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text='How long before the due day: [[6, "weeks"]]',
                    ),
                ),
                ("is_on_by_default", models.BooleanField(default=False)),
                (
                    "is_verified",
                    models.BooleanField(
                        default=True, help_text="The number was read in the source"
                    ),
                ),
                (
                    "is_superseded",
                    models.BooleanField(default=False, help_text="An aim that was revised"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "authority",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="timescales",
                        to="accounts.authority",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "ref", "version"],
            },
        ),
        migrations.CreateModel(
            name="Clock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("started_on", models.DateField()),
                ("started_at", models.DateTimeField(null=True)),
                ("due_on", models.DateField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("stopped_on", models.DateField(null=True)),
                ("stopped_at", models.DateTimeField(null=True)),
                ("stopped_outcome", models.CharField(blank=True, max_length=30)),
                ("stopped_by_exit", models.BooleanField(default=False)),
                ("ended_on", models.DateField(null=True)),
                ("exit_reason", models.CharField(blank=True, max_length=30)),
                ("in_query", models.BooleanField(default=False)),
                ("excluded_because", models.CharField(blank=True, max_length=20)),
                ("transferred_in", models.BooleanField(default=False)),
                (
                    "authority",
                    models.ForeignKey(
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
                        related_name="clocks",
                        to="cases.child",
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.episode",
                    ),
                ),
                (
                    "locality",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.locality",
                    ),
                ),
                (
                    "stopped_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="milestones.milestone",
                    ),
                ),
                (
                    "timescale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clocks",
                        to="milestones.timescale",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="TimescaleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("ref", models.CharField(max_length=60)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                (
                    "name",
                    models.CharField(
                        help_text="The rule in plain words, with its limit", max_length=200
                    ),
                ),
                (
                    "stops_when",
                    models.CharField(blank=True, help_text="“the review is held”", max_length=200),
                ),
                ("definition", models.JSONField()),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("statutory", "Statutory"),
                            ("guidance", "Guidance"),
                            ("local", "Local rule"),
                            ("aim", "PACE aim"),
                        ],
                        max_length=10,
                    ),
                ),
                ("instrument", models.CharField(blank=True, max_length=200)),
                ("section", models.CharField(blank=True, max_length=80)),
                ("source_note", models.TextField(blank=True)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "lead_times",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text='How long before the due day: [[6, "weeks"]]',
                    ),
                ),
                ("is_on_by_default", models.BooleanField(default=False)),
                (
                    "is_verified",
                    models.BooleanField(
                        default=True, help_text="The number was read in the source"
                    ),
                ),
                (
                    "is_superseded",
                    models.BooleanField(default=False, help_text="An aim that was revised"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "authority",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
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
                        to="milestones.timescale",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TimescaleSwitch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=60)),
                ("is_on", models.BooleanField()),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "timescale switches",
            },
        ),
        migrations.AddConstraint(
            model_name="extension",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_reason", ""), ("voided_at__isnull", True)),
                    models.Q(
                        ("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="voided_extension_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="extension",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided_at__isnull", True)),
                fields=("child", "timescale_ref", "started_on", "granted_on"),
                name="extension_is_granted_once_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="extension",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__gte", models.F("started_on"))),
                name="extension_is_due_after_the_start",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="extension",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "milestones_extensionevent" ("authority_id", "child_id", "due_on", "granted_by", "granted_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "reason", "recorded_at", "recorded_by_id", "replaces_id", "started_on", "timescale_ref", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."authority_id", NEW."child_id", NEW."due_on", NEW."granted_by", NEW."granted_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."replaces_id", NEW."started_on", NEW."timescale_ref", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;',
                    hash="6205b4e3fe1d59646dc2d397f71906e4c0a69611",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_77f65",
                    table="milestones_extension",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="extension",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "milestones_extensionevent" ("authority_id", "child_id", "due_on", "granted_by", "granted_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "reason", "recorded_at", "recorded_by_id", "replaces_id", "started_on", "timescale_ref", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."authority_id", NEW."child_id", NEW."due_on", NEW."granted_by", NEW."granted_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."replaces_id", NEW."started_on", NEW."timescale_ref", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;',
                    hash="59ddb5c111d5661f36ec98ba2f36b41c5a966299",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a584f",
                    table="milestones_extension",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="extension",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "milestones_extensionevent" ("authority_id", "child_id", "due_on", "granted_by", "granted_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "reason", "recorded_at", "recorded_by_id", "replaces_id", "started_on", "timescale_ref", "void_reason", "voided_at", "voided_by_id") VALUES (OLD."authority_id", OLD."child_id", OLD."due_on", OLD."granted_by", OLD."granted_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."reason", OLD."recorded_at", OLD."recorded_by_id", OLD."replaces_id", OLD."started_on", OLD."timescale_ref", OLD."void_reason", OLD."voided_at", OLD."voided_by_id"); RETURN NULL;',
                    hash="f90f861e2466abfe79b80a4f4adea39b1a80c067",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9b2e1",
                    table="milestones_extension",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="extensionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e49c84693ae3108f256e2a279f7046d164ff303b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_509de",
                    table="milestones_extensionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="holiday",
            constraint=models.UniqueConstraint(
                fields=("authority", "on"), name="holiday_is_listed_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="milestonekind",
            constraint=models.UniqueConstraint(
                fields=("authority", "code"),
                name="milestone_kind_has_one_code",
                nulls_distinct=False,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="milestoneevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="42c9a73735015e37fdea8a4e55ad6f84b2d31eaf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e8c7b",
                    table="milestones_milestoneevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="milestone",
            index=models.Index(
                condition=models.Q(("held_on__isnull", True), ("voided_at__isnull", True)),
                fields=["authority", "planned_on"],
                name="milestones_planned",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_reason", ""), ("voided_at__isnull", True)),
                    models.Q(
                        ("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="voided_milestone_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("held_on__isnull", False), ("planned_on__isnull", False), _connector="OR"
                ),
                name="milestone_is_held_or_planned",
                violation_error_code="held_on",
                violation_error_message="Give the day it was held, or the day it is planned for.",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "not_held"), _negated=True),
                    ("held_on__isnull", True),
                    _connector="OR",
                ),
                name="milestone_not_held_has_no_day_held",
                violation_error_code="held_on",
                violation_error_message="A meeting that did not happen has no day held: leave that day empty.",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("held_on__isnull", False),
                    ("outcome__in", ["held", "not_held"]),
                    _connector="OR",
                ),
                name="planned_milestone_has_no_outcome_yet",
                violation_error_code="held_on",
                violation_error_message="Only a milestone that was held has an outcome: give the day it was held.",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("held_at__isnull", True), ("held_on__isnull", False), _connector="OR"
                ),
                name="milestone_time_has_a_day",
                violation_error_code="held_on",
                violation_error_message="Give the day with the time.",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.UniqueConstraint(
                condition=models.Q(("held_on__isnull", False), ("voided_at__isnull", True)),
                fields=("child", "kind", "held_on"),
                name="milestone_of_a_kind_is_held_once_a_day",
                violation_error_code="held_on",
                violation_error_message="This was already recorded for that day. Correct the record that is there.",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.UniqueConstraint(
                condition=models.Q(("held_on__isnull", True), ("voided_at__isnull", True)),
                fields=("child", "kind", "planned_on"),
                name="milestone_of_a_kind_is_planned_once_a_day",
                violation_error_code="planned_on",
                violation_error_message="This is already planned for that day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.UniqueConstraint(
                fields=("authority", "id"), name="milestone_belongs_to_one_authority"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="milestone",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "milestones_milestoneevent" ("authority_id", "chaired_by", "child_id", "held_at", "held_on", "id", "kind_id", "note", "outcome_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_at", "planned_on", "public_id", "recorded_at", "recorded_by_id", "replaces_id", "route", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."authority_id", NEW."chaired_by", NEW."child_id", NEW."held_at", NEW."held_on", NEW."id", NEW."kind_id", NEW."note", NEW."outcome_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planned_at", NEW."planned_on", NEW."public_id", NEW."recorded_at", NEW."recorded_by_id", NEW."replaces_id", NEW."route", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;',
                    hash="6d78d749f6574fb7d4ebf98abf942efb1d98e40c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9bad3",
                    table="milestones_milestone",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="milestone",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "milestones_milestoneevent" ("authority_id", "chaired_by", "child_id", "held_at", "held_on", "id", "kind_id", "note", "outcome_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_at", "planned_on", "public_id", "recorded_at", "recorded_by_id", "replaces_id", "route", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."authority_id", NEW."chaired_by", NEW."child_id", NEW."held_at", NEW."held_on", NEW."id", NEW."kind_id", NEW."note", NEW."outcome_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planned_at", NEW."planned_on", NEW."public_id", NEW."recorded_at", NEW."recorded_by_id", NEW."replaces_id", NEW."route", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;',
                    hash="deb312a10d04ac5f48630fc1c65817ffb74b489a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_62911",
                    table="milestones_milestone",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="milestone",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "milestones_milestoneevent" ("authority_id", "chaired_by", "child_id", "held_at", "held_on", "id", "kind_id", "note", "outcome_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_at", "planned_on", "public_id", "recorded_at", "recorded_by_id", "replaces_id", "route", "void_reason", "voided_at", "voided_by_id") VALUES (OLD."authority_id", OLD."chaired_by", OLD."child_id", OLD."held_at", OLD."held_on", OLD."id", OLD."kind_id", OLD."note", OLD."outcome_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."planned_at", OLD."planned_on", OLD."public_id", OLD."recorded_at", OLD."recorded_by_id", OLD."replaces_id", OLD."route", OLD."void_reason", OLD."voided_at", OLD."voided_by_id"); RETURN NULL;',
                    hash="d038300ddf9b1d86e88a640ebf41f495e8ef6add",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fe794",
                    table="milestones_milestone",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="timescale",
            constraint=models.UniqueConstraint(
                fields=("authority", "ref", "version"),
                name="timescale_version_is_written_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="timescale",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True),
                    ("valid_from__isnull", True),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="timescale_is_valid_until_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="timescale",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("basis", "aim"), _negated=True),
                    ("authority__isnull", False),
                    _connector="OR",
                ),
                name="aim_timescale_belongs_to_an_authority",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="timescale",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "milestones_timescaleevent" ("authority_id", "basis", "definition", "id", "instrument", "is_on_by_default", "is_superseded", "is_verified", "lead_times", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "ref", "section", "source_note", "stops_when", "valid_from", "valid_to", "version") VALUES (NEW."authority_id", NEW."basis", NEW."definition", NEW."id", NEW."instrument", NEW."is_on_by_default", NEW."is_superseded", NEW."is_verified", NEW."lead_times", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."ref", NEW."section", NEW."source_note", NEW."stops_when", NEW."valid_from", NEW."valid_to", NEW."version"); RETURN NULL;',
                    hash="ad7ba2124b31095ffeb0826078b1c83ec6d33fd9",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e1826",
                    table="milestones_timescale",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="timescale",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "milestones_timescaleevent" ("authority_id", "basis", "definition", "id", "instrument", "is_on_by_default", "is_superseded", "is_verified", "lead_times", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "ref", "section", "source_note", "stops_when", "valid_from", "valid_to", "version") VALUES (NEW."authority_id", NEW."basis", NEW."definition", NEW."id", NEW."instrument", NEW."is_on_by_default", NEW."is_superseded", NEW."is_verified", NEW."lead_times", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."ref", NEW."section", NEW."source_note", NEW."stops_when", NEW."valid_from", NEW."valid_to", NEW."version"); RETURN NULL;',
                    hash="09db7efb678a9cabd2b01af425ab76098d9ea7ff",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_eba58",
                    table="milestones_timescale",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="timescale",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "milestones_timescaleevent" ("authority_id", "basis", "definition", "id", "instrument", "is_on_by_default", "is_superseded", "is_verified", "lead_times", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "ref", "section", "source_note", "stops_when", "valid_from", "valid_to", "version") VALUES (OLD."authority_id", OLD."basis", OLD."definition", OLD."id", OLD."instrument", OLD."is_on_by_default", OLD."is_superseded", OLD."is_verified", OLD."lead_times", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."ref", OLD."section", OLD."source_note", OLD."stops_when", OLD."valid_from", OLD."valid_to", OLD."version"); RETURN NULL;',
                    hash="3aff260a18b4a4b590948cf6de9bf89476e6e9ef",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_282d1",
                    table="milestones_timescale",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=models.Q(
                    ("ended_on__isnull", True),
                    ("excluded_because", ""),
                    ("in_query", False),
                    ("stopped_on__isnull", True),
                ),
                fields=["authority", "due_on", "child", "timescale"],
                name="clocks_running_by_due_day",
            ),
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(fields=["timescale", "started_on"], name="clocks_of_a_timescale"),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.UniqueConstraint(
                fields=("child", "timescale", "started_on"),
                name="clock_of_a_timescale_starts_once_a_day",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="timescaleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="24e5996a0d21c7420992308fb844e6b14de03c95",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2fdc7",
                    table="milestones_timescaleevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="timescaleswitch",
            constraint=models.UniqueConstraint(
                fields=("authority", "ref"), name="timescale_has_one_switch_in_an_authority"
            ),
        ),
    ]
