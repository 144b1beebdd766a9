import json
from pathlib import Path

from django.db import migrations

AUTHORITIES = Path(__file__).parent.parent / "data" / "authorities.json"


def add_authorities(apps, schema_editor):
    authority = apps.get_model("accounts", "Authority")
    authority.objects.using(schema_editor.connection.alias).bulk_create(
        authority(**row) for row in json.loads(AUTHORITIES.read_text(encoding="utf-8"))
    )


def remove_authorities(apps, schema_editor):
    codes = [row["code"] for row in json.loads(AUTHORITIES.read_text(encoding="utf-8"))]
    authority = apps.get_model("accounts", "Authority")
    authority.objects.using(schema_editor.connection.alias).filter(code__in=codes).delete()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_people_and_places")]

    operations = [migrations.RunPython(add_authorities, remove_authorities)]
