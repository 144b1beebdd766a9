"""The kinds, outcomes, timescales and Scottish holidays that ship with the product."""

import json
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).parent.parent / "data"


def rows(name):
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def add_shipped(apps, schema_editor):
    def model(name):
        return apps.get_model("milestones", name)

    kinds = rows("kinds_1.json")
    model("Outcome").objects.bulk_create(
        model("Outcome")(position=position, **row) for position, row in enumerate(kinds["outcomes"])
    )
    model("MilestoneKind").objects.bulk_create(
        model("MilestoneKind")(position=position, **row)
        for position, row in enumerate(kinds["kinds"])
    )
    model("Timescale").objects.bulk_create(
        model("Timescale")(**row) for row in rows("timescales_1.json")
    )
    model("Holiday").objects.bulk_create(model("Holiday")(**row) for row in rows("holidays_1.json"))


def remove_shipped(apps, schema_editor):
    for name in ["Holiday", "Timescale", "MilestoneKind"]:
        apps.get_model("milestones", name).objects.filter(authority__isnull=True).delete()
    apps.get_model("milestones", "Outcome").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("milestones", "0002_milestones_stay_with_their_authority")]

    operations = [migrations.RunPython(add_shipped, remove_shipped)]
