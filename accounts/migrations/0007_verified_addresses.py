"""Accounts from before sign-up were opened by an administrator who knew the address: it counts as verified."""

from django.db import migrations


def verify_addresses(apps, schema_editor):
    User = apps.get_model("accounts", "User")
    EmailAddress = apps.get_model("account", "EmailAddress")
    EmailAddress.objects.all().delete()
    EmailAddress.objects.bulk_create(
        (
            EmailAddress(user_id=pk, email=email, verified=True, primary=True)
            for pk, email in User.objects.values_list("pk", "email").iterator()
        ),
        batch_size=1000,
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_letters"), ("account", "0009_emailaddress_unique_primary_email")]
    operations = [migrations.RunPython(verify_addresses, migrations.RunPython.noop)]
