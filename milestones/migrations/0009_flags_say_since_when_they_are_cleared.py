"""A flag is cleared at a moment, and did not hold from a day on: an entry may be late."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("milestones", "0008_flags_stay_with_their_authority")]

    operations = [
        migrations.RemoveConstraint(model_name="flag", name="cleared_flag_says_why"),
        migrations.AddField(
            model_name="flag",
            name="cleared_on",
            field=models.DateField(
                help_text="The first day on which it did not hold, by what is known since",
                null=True,
            ),
        ),
        migrations.AddConstraint(
            model_name="flag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    cleared_at__isnull=True, cleared_on__isnull=True, cleared_because=""
                )
                | (
                    models.Q(cleared_at__isnull=False, cleared_on__isnull=False)
                    & ~models.Q(cleared_because="")
                ),
                name="cleared_flag_says_why_and_since_when",
            ),
        ),
        migrations.AddIndex(
            model_name="flag",
            index=models.Index(
                fields=["authority", "cleared_on"],
                condition=models.Q(cleared_at__isnull=False),
                name="flags_cleared_by_day",
            ),
        ),
    ]
