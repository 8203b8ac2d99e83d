from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_verified_addresses")]
    operations = [
        migrations.AddIndex(
            model_name="personevent", index=models.Index(fields=["act", "at"], name="person_event_act_at")
        )
    ]
