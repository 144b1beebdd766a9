"""A flag may be cleared because a later day was granted: a word more, no change to the table."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("milestones", "0012_questions_can_be_accepted")]

    operations = [
        migrations.AlterField(
            model_name="flag",
            name="cleared_because",
            field=models.CharField(
                blank=True,
                choices=[
                    ("stopped", "What stops the clock was recorded"),
                    ("left", "The child left the situation that the rule is about"),
                    ("extended", "A later day was granted"),
                    ("corrected", "The facts were corrected"),
                    ("step", "The next step was reached"),
                    ("switched_off", "The rule no longer runs here"),
                    ("history", "It was due before the authority went live"),
                    ("query", "The facts contradict one another and are to be corrected"),
                    ("sealed", "The record was sealed"),
                ],
                max_length=12,
            ),
        ),
    ]
