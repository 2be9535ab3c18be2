import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("testapp", "0006_notices"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="journalentry",
            name="reviewed_by",
        ),
        migrations.RemoveField(
            model_name="journalentry",
            name="reviewed_date",
        ),
        migrations.AddField(
            model_name="journalentry",
            name="review_every_months",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Leave it empty to do as your practice does with all pages.",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(120),
                ],
                verbose_name="review every … months",
            ),
        ),
    ]
