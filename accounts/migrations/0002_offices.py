"""The 31 provincial offices and the national one, which every installation begins with."""

from django.db import migrations

from divisions import PROVINCES


def open_offices(apps, schema_editor):
    Office = apps.get_model("accounts", "Office")
    Office.objects.bulk_create([Office(province=code) for code in ["", *PROVINCES]], ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(open_offices, migrations.RunPython.noop)]
