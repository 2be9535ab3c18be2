import wagtail.fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_therapy_pages", "0008_approaches"),
    ]

    operations = [
        migrations.AddField(
            model_name="approachindexpage",
            name="not_sure",
            field=wagtail.fields.RichTextField(
                blank=True,
                help_text="Stands below the list, for readers who cannot choose. Say that how well they and their therapist get on matters, and whom they may ask.",
                verbose_name="not sure?",
            ),
        ),
    ]
