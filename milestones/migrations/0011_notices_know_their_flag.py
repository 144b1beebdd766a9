"""A notice knows the flag it tells of, so that it is withdrawn with it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("milestones", "0009_flags_say_since_when_they_are_cleared")]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="flag",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="milestones.flag",
            ),
        ),
    ]
