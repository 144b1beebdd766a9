"""The kinds, outcomes, timescales and Scottish holidays that ship with the product."""

import json
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).parent.parent / "data"


def rows(name):
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def kept(apps, schema_editor, name):
    # The owner migrates through its own connection, not the app's.
    model = apps.get_model("milestones", name)
    return model, model.objects.using(schema_editor.connection.alias)


def add_shipped(apps, schema_editor):
    kinds = rows("kinds_1.json")
    shipped = {
        "Outcome": numbered(kinds["outcomes"]),
        "MilestoneKind": numbered(kinds["kinds"]),
        "Timescale": rows("timescales_1.json"),
        "Holiday": rows("holidays_1.json"),
    }
    for name, data in shipped.items():
        model, objects = kept(apps, schema_editor, name)
        objects.bulk_create(model(**row) for row in data)


def numbered(data):
    return [{"position": position, **row} for position, row in enumerate(data)]


def remove_shipped(apps, schema_editor):
    for name in ["Holiday", "Timescale", "MilestoneKind"]:
        kept(apps, schema_editor, name)[1].filter(authority__isnull=True).delete()
    kept(apps, schema_editor, "Outcome")[1].all().delete()


class Migration(migrations.Migration):
    dependencies = [("milestones", "0002_milestones_stay_with_their_authority")]

    operations = [migrations.RunPython(add_shipped, remove_shipped)]
