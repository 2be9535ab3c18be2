from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("testapp", "0008_approaches"),
    ]

    operations = [
        migrations.AddField(
            model_name="methodpage",
            name="fee_note",
            field=models.CharField(blank=True, max_length=100, verbose_name="fees"),
        ),
    ]
