"""The authority alone tells few rows apart; without its index the planner takes the right one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_thirty_two_authorities"),
        ("milestones", "0003_kinds_timescales_and_holidays"),
    ]

    operations = [
        migrations.AlterField(
            model_name="extension",
            name="authority",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.authority",
            ),
        ),
        migrations.AlterField(
            model_name="milestone",
            name="authority",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.authority",
            ),
        ),
    ]
