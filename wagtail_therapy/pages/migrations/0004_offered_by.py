import modelcluster.fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_therapy_authors", "0001_initial"),
        ("wagtail_therapy_pages", "0003_team_page"),
    ]

    operations = [
        migrations.AddField(
            model_name="approachpage",
            name="offered_by",
            field=modelcluster.fields.ParentalManyToManyField(
                blank=True,
                help_text="Who works this way here. It is shown on this page and on their profiles.",
                related_name="+",
                to="wagtail_therapy_authors.author",
                verbose_name="offered by",
            ),
        ),
    ]
