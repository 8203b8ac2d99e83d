import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_companies_in_addresses")]

    operations = [
        # The database's own default gives each person who is there already one of their own.
        migrations.AddField(
            "user",
            "uuid",
            models.UUIDField(db_default=RandomUUID(), default=uuid.uuid4, editable=False, unique=True),
        ),
    ]
