import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_thirty_two_authorities"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Child",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("child_ref", models.CharField(max_length=40, verbose_name="reference")),
                (
                    "given_name",
                    models.CharField(blank=True, max_length=80, verbose_name="first name"),
                ),
                (
                    "family_name",
                    models.CharField(blank=True, max_length=80, verbose_name="last name"),
                ),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("female", "girl"),
                            ("male", "boy"),
                            ("other", "other"),
                            ("", "not known"),
                        ],
                        max_length=10,
                    ),
                ),
                ("born_on", models.DateField(verbose_name="date of birth")),
                ("address_is_confidential", models.BooleanField(default=False)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="accounts.authority",
                    ),
                ),
                (
                    "locality",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.locality",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "children",
            },
        ),
        migrations.CreateModel(
            name="Episode",
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
                ("began_on", models.DateField(verbose_name="became looked after on")),
                (
                    "ended_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="stopped being looked after on"
                    ),
                ),
                (
                    "destination",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("home", "Home"),
                            ("kinship_order", "Kinship care order"),
                            ("adopted", "Adopted"),
                            ("adulthood", "Grown up"),
                            ("transferred", "To another council"),
                            ("died", "Died"),
                            ("other", "Elsewhere"),
                        ],
                        max_length=20,
                        verbose_name="where the child went",
                    ),
                ),
                (
                    "return_kind",
                    models.CharField(
                        blank=True,
                        choices=[("trial", "on trial"), ("permanent", "for good")],
                        max_length=10,
                        verbose_name="return home",
                    ),
                ),
                (
                    "transferred_from",
                    models.CharField(blank=True, max_length=9, verbose_name="came from (GSS code)"),
                ),
                (
                    "originally_accommodated_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        verbose_name="first accommodated by the other council on",
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
                        to="cases.episode",
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
                "ordering": ["began_on", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EpisodeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("voided_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("void_reason", models.CharField(blank=True, editable=False, max_length=500)),
                ("began_on", models.DateField(verbose_name="became looked after on")),
                (
                    "ended_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="stopped being looked after on"
                    ),
                ),
                (
                    "destination",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("home", "Home"),
                            ("kinship_order", "Kinship care order"),
                            ("adopted", "Adopted"),
                            ("adulthood", "Grown up"),
                            ("transferred", "To another council"),
                            ("died", "Died"),
                            ("other", "Elsewhere"),
                        ],
                        max_length=20,
                        verbose_name="where the child went",
                    ),
                ),
                (
                    "return_kind",
                    models.CharField(
                        blank=True,
                        choices=[("trial", "on trial"), ("permanent", "for good")],
                        max_length=10,
                        verbose_name="return home",
                    ),
                ),
                (
                    "transferred_from",
                    models.CharField(blank=True, max_length=9, verbose_name="came from (GSS code)"),
                ),
                (
                    "originally_accommodated_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        verbose_name="first accommodated by the other council on",
                    ),
                ),
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
                        to="cases.episode",
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
                        to="cases.episode",
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
            name="Family",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40)),
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
                "verbose_name_plural": "families",
            },
        ),
        migrations.CreateModel(
            name="ChildEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("child_ref", models.CharField(max_length=40, verbose_name="reference")),
                (
                    "given_name",
                    models.CharField(blank=True, max_length=80, verbose_name="first name"),
                ),
                (
                    "family_name",
                    models.CharField(blank=True, max_length=80, verbose_name="last name"),
                ),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("female", "girl"),
                            ("male", "boy"),
                            ("other", "other"),
                            ("", "not known"),
                        ],
                        max_length=10,
                    ),
                ),
                ("born_on", models.DateField(verbose_name="date of birth")),
                ("address_is_confidential", models.BooleanField(default=False)),
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
                    "locality",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.locality",
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
                        to="cases.child",
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.family",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="child",
            name="family",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="children",
                to="cases.family",
            ),
        ),
        migrations.CreateModel(
            name="Involvement",
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
                (
                    "email",
                    models.EmailField(
                        blank=True, help_text="Until that person has joined", max_length=254
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("social_worker", "Social worker"),
                            ("co_worker", "Co-worker"),
                            ("team_leader", "Team leader"),
                            ("legal", "Legal services"),
                            ("medical_adviser", "Medical adviser"),
                            ("other", "Other"),
                        ],
                        default="social_worker",
                        max_length=20,
                    ),
                ),
                ("purpose", models.CharField(blank=True, max_length=200)),
                ("began_on", models.DateField(verbose_name="since")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="until")),
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
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="involvements",
                        to=settings.AUTH_USER_MODEL,
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
                        to="cases.involvement",
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
                "ordering": ["capacity", "began_on", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="InvolvementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("voided_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("void_reason", models.CharField(blank=True, editable=False, max_length=500)),
                (
                    "email",
                    models.EmailField(
                        blank=True, help_text="Until that person has joined", max_length=254
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("social_worker", "Social worker"),
                            ("co_worker", "Co-worker"),
                            ("team_leader", "Team leader"),
                            ("legal", "Legal services"),
                            ("medical_adviser", "Medical adviser"),
                            ("other", "Other"),
                        ],
                        default="social_worker",
                        max_length=20,
                    ),
                ),
                ("purpose", models.CharField(blank=True, max_length=200)),
                ("began_on", models.DateField(verbose_name="since")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="until")),
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
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        to="cases.involvement",
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
                        to="cases.involvement",
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
            name="LegalOrder",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cso", "Compulsory supervision order"),
                            ("icso", "Interim compulsory supervision order"),
                            ("cpo", "Child protection order"),
                            ("section_25", "Section 25 (by agreement)"),
                            ("permanence_order", "Permanence order"),
                            (
                                "permanence_order_adoption",
                                "Permanence order with authority to adopt",
                            ),
                            ("adoption_order", "Adoption order"),
                            ("kinship_care_order", "Kinship care order"),
                        ],
                        max_length=30,
                        verbose_name="order",
                    ),
                ),
                ("made_on", models.DateField(verbose_name="made on")),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="expires on")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
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
                        to="cases.legalorder",
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
                "ordering": ["made_on", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LegalOrderEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("voided_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("void_reason", models.CharField(blank=True, editable=False, max_length=500)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cso", "Compulsory supervision order"),
                            ("icso", "Interim compulsory supervision order"),
                            ("cpo", "Child protection order"),
                            ("section_25", "Section 25 (by agreement)"),
                            ("permanence_order", "Permanence order"),
                            (
                                "permanence_order_adoption",
                                "Permanence order with authority to adopt",
                            ),
                            ("adoption_order", "Adoption order"),
                            ("kinship_care_order", "Kinship care order"),
                        ],
                        max_length=30,
                        verbose_name="order",
                    ),
                ),
                ("made_on", models.DateField(verbose_name="made on")),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="expires on")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
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
                        to="cases.legalorder",
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
                        to="cases.legalorder",
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
            name="Placement",
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
                (
                    "setting",
                    models.CharField(
                        choices=[
                            ("home", "At home with parents"),
                            ("kinship", "With kinship carers"),
                            ("foster", "With foster carers"),
                            ("prospective_adopters", "With prospective adopters"),
                            ("residential", "In residential care"),
                            ("secure", "In secure care"),
                            ("other", "Somewhere else"),
                        ],
                        max_length=25,
                        verbose_name="lives",
                    ),
                ),
                ("began_on", models.DateField(verbose_name="moved there on")),
                (
                    "began_at",
                    models.TimeField(blank=True, null=True, verbose_name="time of the move"),
                ),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="left on")),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("ordinary", "Ordinary"),
                            ("emergency", "Emergency"),
                            ("short_break", "Short break"),
                        ],
                        default="ordinary",
                        max_length=15,
                    ),
                ),
                (
                    "return_kind",
                    models.CharField(
                        blank=True,
                        choices=[("trial", "on trial"), ("permanent", "for good")],
                        max_length=10,
                        verbose_name="return home",
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
                        to="cases.placement",
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
                "ordering": ["began_on", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlacementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("voided_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("void_reason", models.CharField(blank=True, editable=False, max_length=500)),
                (
                    "setting",
                    models.CharField(
                        choices=[
                            ("home", "At home with parents"),
                            ("kinship", "With kinship carers"),
                            ("foster", "With foster carers"),
                            ("prospective_adopters", "With prospective adopters"),
                            ("residential", "In residential care"),
                            ("secure", "In secure care"),
                            ("other", "Somewhere else"),
                        ],
                        max_length=25,
                        verbose_name="lives",
                    ),
                ),
                ("began_on", models.DateField(verbose_name="moved there on")),
                (
                    "began_at",
                    models.TimeField(blank=True, null=True, verbose_name="time of the move"),
                ),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="left on")),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("ordinary", "Ordinary"),
                            ("emergency", "Emergency"),
                            ("short_break", "Short break"),
                        ],
                        default="ordinary",
                        max_length=15,
                    ),
                ),
                (
                    "return_kind",
                    models.CharField(
                        blank=True,
                        choices=[("trial", "on trial"), ("permanent", "for good")],
                        max_length=10,
                        verbose_name="return home",
                    ),
                ),
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
                        to="cases.placement",
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
                        to="cases.placement",
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
            name="Route",
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
                (
                    "route",
                    models.CharField(
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
                ("from_on", models.DateField(verbose_name="from")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="why")),
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
                        to="cases.route",
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
                "ordering": ["from_on", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RouteEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("voided_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("void_reason", models.CharField(blank=True, editable=False, max_length=500)),
                (
                    "route",
                    models.CharField(
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
                ("from_on", models.DateField(verbose_name="from")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="why")),
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
                        to="cases.route",
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
                        to="cases.route",
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
            name="ChildLocality",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_on", models.DateField(null=True)),
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
                        related_name="localities_known",
                        to="cases.child",
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
            ],
            options={
                "verbose_name_plural": "child localities",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("child", "from_on"),
                        name="child_has_one_locality_from_a_day",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="episode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_reason", ""), ("voided_at__isnull", True)),
                    models.Q(
                        ("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="voided_episode_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="episode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on__isnull", True),
                    ("ended_on__gte", models.F("began_on")),
                    _connector="OR",
                ),
                name="episode_ends_after_it_begins",
                violation_error_code="ended_on",
                violation_error_message="The day the child stopped being looked after must be on or after the day it began.",
            ),
        ),
        migrations.AddConstraint(
            model_name="episode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("destination", ""), ("ended_on__isnull", False), _connector="OR"
                ),
                name="episode_with_a_destination_has_ended",
                violation_error_code="ended_on",
                violation_error_message="A destination needs the day the child stopped being looked after.",
            ),
        ),
        migrations.AddConstraint(
            model_name="episode",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("voided_at__isnull", True)),
                deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
                expressions=[
                    ("child", "="),
                    (
                        models.Func(
                            "began_on",
                            "ended_on",
                            django.contrib.postgres.fields.ranges.RangeBoundary(),
                            function="DATERANGE",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="child_has_one_episode_at_a_time",
                violation_error_code="began_on",
                violation_error_message="The child is already looked after in that time. End the other episode first, or change the dates.",
            ),
        ),
        migrations.AddConstraint(
            model_name="episode",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided_at__isnull", True)),
                fields=("child", "began_on"),
                name="child_has_one_episode_from_a_day",
                violation_error_code="began_on",
                violation_error_message="An episode that began on this day is already recorded.",
            ),
        ),
        migrations.AddConstraint(
            model_name="episode",
            constraint=models.UniqueConstraint(
                fields=("authority", "id"), name="episode_belongs_to_one_authority"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="episode",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_episodeevent" ("authority_id", "began_on", "child_id", "destination", "ended_on", "id", "originally_accommodated_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at", "recorded_by_id", "replaces_id", "return_kind", "transferred_from", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."authority_id", NEW."began_on", NEW."child_id", NEW."destination", NEW."ended_on", NEW."id", NEW."originally_accommodated_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."recorded_at", NEW."recorded_by_id", NEW."replaces_id", NEW."return_kind", NEW."transferred_from", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;',
                    hash="f1641ca12ef3ab85103d561a91e5e268225aa374",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e2e3b",
                    table="cases_episode",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="episode",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "cases_episodeevent" ("authority_id", "began_on", "child_id", "destination", "ended_on", "id", "originally_accommodated_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at", "recorded_by_id", "replaces_id", "return_kind", "transferred_from", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."authority_id", NEW."began_on", NEW."child_id", NEW."destination", NEW."ended_on", NEW."id", NEW."originally_accommodated_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."recorded_at", NEW."recorded_by_id", NEW."replaces_id", NEW."return_kind", NEW."transferred_from", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;',
                    hash="19296ed376d267e2a8c28d522a6d2b0372c02039",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e961e",
                    table="cases_episode",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="episode",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_episodeevent" ("authority_id", "began_on", "child_id", "destination", "ended_on", "id", "originally_accommodated_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at", "recorded_by_id", "replaces_id", "return_kind", "transferred_from", "void_reason", "voided_at", "voided_by_id") VALUES (OLD."authority_id", OLD."began_on", OLD."child_id", OLD."destination", OLD."ended_on", OLD."id", OLD."originally_accommodated_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."recorded_at", OLD."recorded_by_id", OLD."replaces_id", OLD."return_kind", OLD."transferred_from", OLD."void_reason", OLD."voided_at", OLD."voided_by_id"); RETURN NULL;',
                    hash="efa1317018a9b333e4bbf276e6307ae2de14cfb8",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_80fe1",
                    table="cases_episode",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="episodeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1d479cb778b8247f6cf09af684fe6b71dfbc7b6d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c218e",
                    table="cases_episodeevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="family",
            constraint=models.UniqueConstraint(
                fields=("authority", "ref"), name="family_has_one_ref_in_an_authority"
            ),
        ),
        migrations.AddConstraint(
            model_name="family",
            constraint=models.UniqueConstraint(
                fields=("authority", "id"), name="family_belongs_to_one_authority"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="childevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="818157674aad036200e5214a4771daff714b3207",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1ae7c",
                    table="cases_childevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="child",
            index=models.Index(
                fields=["authority", "family_name", "given_name", "child_ref"],
                name="children_by_name",
            ),
        ),
        migrations.AddIndex(
            model_name="child",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("given_name"), name="gin_trgm_ops"
                ),
                name="children_by_given_name",
            ),
        ),
        migrations.AddIndex(
            model_name="child",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("family_name"), name="gin_trgm_ops"
                ),
                name="children_by_family_name",
            ),
        ),
        migrations.AddIndex(
            model_name="child",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("child_ref"), name="gin_trgm_ops"
                ),
                name="children_by_reference",
            ),
        ),
        migrations.AddConstraint(
            model_name="child",
            constraint=models.UniqueConstraint(
                fields=("authority", "child_ref"),
                name="child_ref_is_used_once_in_an_authority",
                violation_error_code="child_ref",
                violation_error_message="This reference is already another child’s. Check it, or find that child.",
            ),
        ),
        migrations.AddConstraint(
            model_name="child",
            constraint=models.UniqueConstraint(
                fields=("authority", "id"), name="child_belongs_to_one_authority"
            ),
        ),
        migrations.AddConstraint(
            model_name="child",
            constraint=models.CheckConstraint(
                condition=models.Q(("born_on__gte", datetime.date(1900, 1, 1))),
                name="child_is_born_after_1900",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="child",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_childevent" ("address_is_confidential", "authority_id", "born_on", "child_ref", "family_id", "family_name", "given_name", "id", "locality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "sex") VALUES (NEW."address_is_confidential", NEW."authority_id", NEW."born_on", NEW."child_ref", NEW."family_id", NEW."family_name", NEW."given_name", NEW."id", NEW."locality_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."sex"); RETURN NULL;',
                    hash="8c90b60d5fea3f25c0c3321827c35c9e6e0b7181",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a78bb",
                    table="cases_child",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="child",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "cases_childevent" ("address_is_confidential", "authority_id", "born_on", "child_ref", "family_id", "family_name", "given_name", "id", "locality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "sex") VALUES (NEW."address_is_confidential", NEW."authority_id", NEW."born_on", NEW."child_ref", NEW."family_id", NEW."family_name", NEW."given_name", NEW."id", NEW."locality_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."sex"); RETURN NULL;',
                    hash="8e3bbf1611d4bfaf1eb2713327c47512200bf75f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_dfaec",
                    table="cases_child",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="child",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_childevent" ("address_is_confidential", "authority_id", "born_on", "child_ref", "family_id", "family_name", "given_name", "id", "locality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "sex") VALUES (OLD."address_is_confidential", OLD."authority_id", OLD."born_on", OLD."child_ref", OLD."family_id", OLD."family_name", OLD."given_name", OLD."id", OLD."locality_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."sex"); RETURN NULL;',
                    hash="0e32630632fd59122b90bf5000c8364bf9e2655d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9f97b",
                    table="cases_child",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="involvement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_reason", ""), ("voided_at__isnull", True)),
                    models.Q(
                        ("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="voided_involvement_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="involvement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on__isnull", True),
                    ("ended_on__gte", models.F("began_on")),
                    _connector="OR",
                ),
                name="involvement_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="involvement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("person__isnull", False),
                    models.Q(("email", ""), _negated=True),
                    _connector="OR",
                ),
                name="involvement_names_a_person_or_an_email",
            ),
        ),
        migrations.AddConstraint(
            model_name="involvement",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("capacity", "social_worker"),
                    ("ended_on__isnull", True),
                    ("voided_at__isnull", True),
                ),
                fields=("child",),
                name="child_has_one_social_worker_at_a_time",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="involvement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_involvementevent" ("authority_id", "began_on", "capacity", "child_id", "email", "ended_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "purpose", "recorded_at", "recorded_by_id", "replaces_id", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."authority_id", NEW."began_on", NEW."capacity", NEW."child_id", NEW."email", NEW."ended_on", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."purpose", NEW."recorded_at", NEW."recorded_by_id", NEW."replaces_id", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;',
                    hash="af99c711d3dfc098b71234ff416d9abbd1046073",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_64c42",
                    table="cases_involvement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="involvement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "cases_involvementevent" ("authority_id", "began_on", "capacity", "child_id", "email", "ended_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "purpose", "recorded_at", "recorded_by_id", "replaces_id", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."authority_id", NEW."began_on", NEW."capacity", NEW."child_id", NEW."email", NEW."ended_on", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."purpose", NEW."recorded_at", NEW."recorded_by_id", NEW."replaces_id", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;',
                    hash="2eec2dd45ffed0e357def5f0de58348027c5c085",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cf369",
                    table="cases_involvement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="involvement",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_involvementevent" ("authority_id", "began_on", "capacity", "child_id", "email", "ended_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "purpose", "recorded_at", "recorded_by_id", "replaces_id", "void_reason", "voided_at", "voided_by_id") VALUES (OLD."authority_id", OLD."began_on", OLD."capacity", OLD."child_id", OLD."email", OLD."ended_on", OLD."id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."purpose", OLD."recorded_at", OLD."recorded_by_id", OLD."replaces_id", OLD."void_reason", OLD."voided_at", OLD."voided_by_id"); RETURN NULL;',
                    hash="9992b723e04a8e03303dd5aa583affaef9f6fa93",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ea339",
                    table="cases_involvement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="involvementevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1241ec538aeef3ec373e54fae6f26da344ef4409",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0d536",
                    table="cases_involvementevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="legalorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_reason", ""), ("voided_at__isnull", True)),
                    models.Q(
                        ("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="voided_legalorder_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expires_on__isnull", True),
                    ("expires_on__gte", models.F("made_on")),
                    _connector="OR",
                ),
                name="order_expires_after_it_is_made",
                violation_error_code="expires_on",
                violation_error_message="The day the order expires must be on or after the day it was made.",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on__isnull", True),
                    ("ended_on__gte", models.F("made_on")),
                    _connector="OR",
                ),
                name="order_ends_after_it_is_made",
                violation_error_code="ended_on",
                violation_error_message="The day the order ended must be on or after the day it was made.",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalorder",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided_at__isnull", True)),
                fields=("child", "kind", "made_on"),
                name="order_of_a_kind_is_made_once_a_day",
                violation_error_code="made_on",
                violation_error_message="This order, made on this day, is already recorded.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="legalorder",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_legalorderevent" ("authority_id", "child_id", "ended_on", "expires_on", "id", "kind", "made_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at", "recorded_by_id", "replaces_id", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."authority_id", NEW."child_id", NEW."ended_on", NEW."expires_on", NEW."id", NEW."kind", NEW."made_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."recorded_at", NEW."recorded_by_id", NEW."replaces_id", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;',
                    hash="4374b4a651846515166fdcbde50b4c5ef6e65e15",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ff76c",
                    table="cases_legalorder",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="legalorder",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "cases_legalorderevent" ("authority_id", "child_id", "ended_on", "expires_on", "id", "kind", "made_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at", "recorded_by_id", "replaces_id", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."authority_id", NEW."child_id", NEW."ended_on", NEW."expires_on", NEW."id", NEW."kind", NEW."made_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."recorded_at", NEW."recorded_by_id", NEW."replaces_id", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;',
                    hash="724bcc39ed4e6884f85533369a28bc140468844c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2919d",
                    table="cases_legalorder",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="legalorder",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_legalorderevent" ("authority_id", "child_id", "ended_on", "expires_on", "id", "kind", "made_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at", "recorded_by_id", "replaces_id", "void_reason", "voided_at", "voided_by_id") VALUES (OLD."authority_id", OLD."child_id", OLD."ended_on", OLD."expires_on", OLD."id", OLD."kind", OLD."made_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."recorded_at", OLD."recorded_by_id", OLD."replaces_id", OLD."void_reason", OLD."voided_at", OLD."voided_by_id"); RETURN NULL;',
                    hash="29ca86dfdde61218e32ae575b033bc7c9b91f3bc",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_88177",
                    table="cases_legalorder",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="legalorderevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0c342de84b8f322ee9cd67ef8d80e47ede8ac760",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_de7b0",
                    table="cases_legalorderevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_reason", ""), ("voided_at__isnull", True)),
                    models.Q(
                        ("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="voided_placement_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on__isnull", True),
                    ("ended_on__gte", models.F("began_on")),
                    _connector="OR",
                ),
                name="placement_ends_after_it_starts",
                violation_error_code="ended_on",
                violation_error_message="The day the child left must be on or after the day they moved there.",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(("return_kind", ""), ("setting", "home"), _connector="OR"),
                name="only_a_placement_at_home_is_a_return",
                violation_error_code="return_kind",
                violation_error_message="On trial or for good is asked of a return home only: leave it empty.",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("voided_at__isnull", True)),
                deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
                expressions=[
                    ("child", "="),
                    (
                        models.Func(
                            "began_on",
                            "ended_on",
                            django.contrib.postgres.fields.ranges.RangeBoundary(),
                            function="DATERANGE",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="child_has_one_placement_at_a_time",
                violation_error_code="began_on",
                violation_error_message="The child already lives somewhere else in that time. End the other placement first, or change the dates.",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided_at__isnull", True)),
                fields=("child", "setting", "began_on"),
                name="child_moves_to_a_setting_once_a_day",
                violation_error_code="began_on",
                violation_error_message="This move is already recorded.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="placement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_placementevent" ("authority_id", "basis", "began_at", "began_on", "child_id", "ended_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at", "recorded_by_id", "replaces_id", "return_kind", "setting", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."authority_id", NEW."basis", NEW."began_at", NEW."began_on", NEW."child_id", NEW."ended_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."recorded_at", NEW."recorded_by_id", NEW."replaces_id", NEW."return_kind", NEW."setting", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;',
                    hash="4fc9b75e4305c77d6b081cb8bd8b73324c956af2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_90d7a",
                    table="cases_placement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="placement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "cases_placementevent" ("authority_id", "basis", "began_at", "began_on", "child_id", "ended_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at", "recorded_by_id", "replaces_id", "return_kind", "setting", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."authority_id", NEW."basis", NEW."began_at", NEW."began_on", NEW."child_id", NEW."ended_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."recorded_at", NEW."recorded_by_id", NEW."replaces_id", NEW."return_kind", NEW."setting", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;',
                    hash="d857088fed714dc6ffd74a60286f0373251aca81",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_589d3",
                    table="cases_placement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="placement",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_placementevent" ("authority_id", "basis", "began_at", "began_on", "child_id", "ended_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at", "recorded_by_id", "replaces_id", "return_kind", "setting", "void_reason", "voided_at", "voided_by_id") VALUES (OLD."authority_id", OLD."basis", OLD."began_at", OLD."began_on", OLD."child_id", OLD."ended_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."recorded_at", OLD."recorded_by_id", OLD."replaces_id", OLD."return_kind", OLD."setting", OLD."void_reason", OLD."voided_at", OLD."voided_by_id"); RETURN NULL;',
                    hash="7232b36cb63e4e1ba0c2c8421cd3889e1b0f13b2",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9f993",
                    table="cases_placement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="placementevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7792ab87d1af29bd2dadcd09afe4819bacd8741d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7ee2c",
                    table="cases_placementevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="route",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_reason", ""), ("voided_at__isnull", True)),
                    models.Q(
                        ("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="voided_route_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="route",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided_at__isnull", True)),
                fields=("child", "from_on"),
                name="child_has_one_route_from_a_day",
                violation_error_code="from_on",
                violation_error_message="A route from this day is already recorded. Correct that one.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="route",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_routeevent" ("authority_id", "child_id", "from_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "reason", "recorded_at", "recorded_by_id", "replaces_id", "route", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."authority_id", NEW."child_id", NEW."from_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."replaces_id", NEW."route", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;',
                    hash="116747db3b62ef5cf97963186ac40368eb0799ac",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1f2bd",
                    table="cases_route",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="route",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "cases_routeevent" ("authority_id", "child_id", "from_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "reason", "recorded_at", "recorded_by_id", "replaces_id", "route", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."authority_id", NEW."child_id", NEW."from_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."replaces_id", NEW."route", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;',
                    hash="38002edf0440b00a4c06e9c9ad52136473ff6e90",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_279c0",
                    table="cases_route",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="route",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_routeevent" ("authority_id", "child_id", "from_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "reason", "recorded_at", "recorded_by_id", "replaces_id", "route", "void_reason", "voided_at", "voided_by_id") VALUES (OLD."authority_id", OLD."child_id", OLD."from_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."reason", OLD."recorded_at", OLD."recorded_by_id", OLD."replaces_id", OLD."route", OLD."void_reason", OLD."voided_at", OLD."voided_by_id"); RETURN NULL;',
                    hash="6cceb14a944aaea922162662db9ebd241dbaeeb4",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5ca61",
                    table="cases_route",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="routeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="68dddf03ebceee9f0d89f3ea838e74d193af004a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c2bfc",
                    table="cases_routeevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
